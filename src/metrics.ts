import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { UnitOfWork } from './usecases/ports.ts';

export interface Metrics {
  readonly registry: Registry;
  /** Counts one handled message and how long it took, in ms. */
  messageHandled(channel: string, outcome: 'answered' | 'late' | 'failed', ms: number): void;
}

/** What the operator watches; numbers and channel names only. */
export function createMetrics(uow: UnitOfWork): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const messages = new Counter({
    name: 'loudou_messages_total',
    help: 'Messages handled, by channel and outcome',
    labelNames: ['channel', 'outcome'],
    registers: [registry],
  });
  const duration = new Histogram({
    name: 'loudou_message_seconds',
    help: 'Time from a message to its answer',
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 4],
    registers: [registry],
  });
  new Gauge({
    name: 'loudou_outbox_waiting',
    help: 'Messages waiting to be sent',
    registers: [registry],
    async collect() {
      this.set((await uow.read(({ outbox }) => outbox.backlog())).waiting);
    },
  });
  return {
    registry,
    messageHandled(channel, outcome, ms) {
      messages.inc({ channel, outcome });
      duration.observe(ms / 1000);
    },
  };
}

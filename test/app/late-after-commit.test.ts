import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createMessageHandler } from '../../src/chat/handle-message.ts';
import { loadCommands } from '../../src/chat/registry.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { UnitOfWork } from '../../src/usecases/ports.ts';
import { botsOfTest, incoming } from '../puppet/recording-puppet.ts';
import { seed } from '../support/seed.ts';
import { createGate, type Gate } from './gate.ts';

const start = botsOfTest(afterEach);
const NOW = Date.parse('2026-06-10T10:00:00+08:00');
const NONE = { kind: 'none' };

/** The real handler over a database that answers slowly: each commit is reported only when its gate opens. */
async function openSlowCommits(gates: readonly Gate[]) {
  const database = await openDatabase(':memory:', seed);
  const waiting = [...gates];
  const uow: UnitOfWork = {
    ...database.uow,
    async once(key, now, work) {
      const settled = await database.uow.once(key, now, work);
      await waiting.shift()?.opened;
      return settled;
    },
  };
  const outcomes: string[] = [];
  const handle = createMessageHandler({
    uow,
    clock: { now: () => NOW },
    registry: await loadCommands(fileURLToPath(new URL('../../commands', import.meta.url))),
    timeZone: 'Asia/Shanghai',
    joining: { open: true, admins: new Set() },
    log: pino({ level: 'silent' }),
    wakeSender: () => {},
    observe: (_channel, outcome) => void outcomes.push(outcome),
  });
  const { puppet } = await start(handle, { deadlineMs: 5 });
  const outbox = () => database.engine.reader.selectFrom('outbox').select(['recipient', 'body', 'channel']).execute();
  return { puppet, outbox, outcomes };
}

describe('an answer whose time passes between writing it down and giving it', () => {
  it('goes through the outbox, once, however often the message is repeated', async () => {
    const gate = createGate();
    const { puppet, outbox, outcomes } = await openSlowCommits([gate]);
    const message = incoming('lina', '/新建 客户甲 来源=官网');
    expect(await puppet.receive(message)).toEqual(NONE);
    expect(await outbox()).toEqual([]);
    gate.open();
    await puppet.finished();
    expect(await outbox()).toEqual([
      { channel: 'recording', recipient: 'lina', body: expect.stringContaining('客户甲') },
    ]);

    expect(await puppet.receive(message)).toEqual(NONE);
    await puppet.finished();
    expect(await outbox()).toHaveLength(1);
    expect(outcomes).toEqual(['late', 'late']);
  });

  it('was given already when only a repeat is too late: then it is said once more rather than never', async () => {
    const gate = createGate();
    const open = createGate();
    open.open();
    const { puppet, outbox, outcomes } = await openSlowCommits([open, gate]);
    const message = incoming('lina', '/新建 客户甲 来源=官网');
    expect(await puppet.receive(message)).toMatchObject({ kind: 'text' });
    await puppet.finished();
    expect(await puppet.receive(message)).toEqual(NONE);
    gate.open();
    await puppet.finished();
    expect(await outbox()).toHaveLength(1);
    expect(outcomes).toEqual(['answered', 'late']);
  });
});

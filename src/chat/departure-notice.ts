import { texts } from '../texts/index.ts';
import type { Departure } from '../usecases/index.ts';
import type { OutboxStore } from '../usecases/ports.ts';
import type { OutboxBody } from './outbox-body.ts';
import { pagesOf } from './render.ts';

/**
 * Queues, in the unit of work that found out, what those in charge are told of somebody who left, each in their own
 * chat. Nothing when no open lead is left behind: there is nothing to do about it.
 */
export async function tellDeparture(
  departure: Departure,
  outbox: OutboxStore,
  by: { readonly channel: string; readonly textLimitBytes: number },
  now: number,
): Promise<void> {
  if (departure.open === 0) return;
  const pages = pagesOf(texts.members.left(departure), by.textLimitBytes);
  for (const to of departure.tell) {
    for (const [at, text] of pages.entries()) {
      const key = `left/${departure.member.id}/${now}/${to}/${at + 1}`;
      const body: OutboxBody = { kind: 'text', text };
      await outbox.enqueue({ key, channel: by.channel, to, body: JSON.stringify(body), notBefore: now }, now);
    }
  }
}

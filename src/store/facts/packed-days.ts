import { createHash } from 'node:crypto';
import { setImmediate as pause } from 'node:timers/promises';
import type { Db, Engine, Session } from '../engine.ts';
import { columnsOf, packed } from './columns.ts';
import { type Kind, LAYOUTS, rowsDated } from './day-rows.ts';

/**
 * Reports count hundreds of thousands of rows, and most of them never change again. So the facts of days that are over
 * are also kept packed, one block of columns per kind and day, which is read a hundred times faster than its rows. A
 * block is only ever made from the rows and thrown away when one of them changes: a day without one is read by its
 * rows, so nothing depends on when days are packed. Days are UTC days, since spans are instants anyway.
 */
export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** What happened within this long before it is written belongs to a day that is not packed yet, so nothing is undone. */
const FRESH_MS = 15 * MINUTE_MS;
/** How long a day has been over before it is packed; longer than {@link FRESH_MS} and any transaction together. */
const SETTLED_MS = 45 * MINUTE_MS;

const KINDS = Object.keys(LAYOUTS) as readonly Kind[];

export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** The first and the last day anything happened on; undefined when nothing ever did. */
export async function daysWithFacts(db: Db): Promise<{ readonly first: number; readonly last: number } | undefined> {
  const events = db.selectFrom('lead_event').select('at').limit(1);
  const first = await events.orderBy('at').executeTakeFirst();
  const last = await events.orderBy('at', 'desc').executeTakeFirst();
  return first && last && { first: dayOf(first.at), last: dayOf(last.at) };
}

/**
 * Days a transaction has unpacked: until it ends their rows are its own and stay as they are. An import dates thousands
 * of facts on the same few hundred days.
 */
const unpackedIn = new WeakMap<Session, Set<number>>();

/** Throws away what is packed of the days of these instants: one of their facts is about to change. */
export async function unpackDays(on: Session, instants: Iterable<number>, now: number): Promise<void> {
  const { db } = on;
  const done = unpackedIn.get(on) ?? new Set();
  const days = new Set<number>();
  for (const at of instants) if (at < now - FRESH_MS && !done.has(dayOf(at))) days.add(dayOf(at));
  if (days.size === 0) return;
  // Also where nothing is packed: whoever is packing the day holds its rows, and one of the two waits for the other.
  // In order, so that two writers cannot wait for each other.
  const rows = [...days]
    .sort((a, b) => a - b)
    .flatMap((day) => KINDS.map((kind) => ({ kind, day, stamp: null, columns: null })));
  for (let at = 0; at < rows.length; at += 300) {
    await db
      .insertInto('packed_day')
      .values(rows.slice(at, at + 300))
      .onConflict((conflict) => conflict.columns(['kind', 'day']).doUpdateSet({ stamp: null, columns: null }))
      .execute();
  }
  if (!on.inTransaction) return;
  for (const day of days) done.add(day);
  unpackedIn.set(on, done);
}

/**
 * Packs the days that are over and not packed, each in a transaction of its own; gives how many blocks were made.
 * `signal` stops it between two days.
 */
export async function packDays(engine: Engine, now: number, signal?: AbortSignal): Promise<number> {
  const there = await daysWithFacts(engine.reader);
  if (!there) return 0;
  let made = 0;
  for (const kind of KINDS) {
    const done = await engine.reader
      .selectFrom('packed_day')
      .select('day')
      .where('kind', '=', kind)
      .where('stamp', 'is not', null)
      .execute();
    const packedDays = new Set(done.map(({ day }) => day));
    for (let day = there.first; day <= there.last && (day + 1) * DAY_MS <= now - SETTLED_MS; day++) {
      if (signal?.aborted) return made;
      if (packedDays.has(day)) continue;
      if (await engine.transaction((on) => packDay(on, kind, day))) made++;
      // Years of days may be due at once, and an engine in this process never waits for anything: messages go first.
      await pause();
    }
  }
  return made;
}

async function packDay<K extends Kind>(on: Session, kind: K, day: number): Promise<boolean> {
  // Holds the row first, so that what is read next cannot change before it is written.
  await on.db
    .insertInto('packed_day')
    .values({ kind, day, stamp: null, columns: null })
    .onConflict((conflict) => conflict.columns(['kind', 'day']).doUpdateSet({ stamp: null, columns: null }))
    .execute();
  const columns = columnsOf(LAYOUTS[kind], await rowsDated(on, kind, day * DAY_MS, (day + 1) * DAY_MS));
  if (!columns) return false;
  const bytes = Buffer.from(packed(LAYOUTS[kind], columns).buffer);
  await on.db
    .updateTable('packed_day')
    .set({ stamp: stampOf(bytes), columns: bytes })
    .where('kind', '=', kind)
    .where('day', '=', day)
    .execute();
  return true;
}

/** Blocks that are the same have the same, others have not. */
function stampOf(block: Uint8Array): string {
  return createHash('sha256').update(block).digest('base64url');
}

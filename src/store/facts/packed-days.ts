import type { Db, Engine, Session } from '../engine.ts';
import { type Columns, columnsOf, packed, translated, unpacked, Vocabulary } from './columns.ts';
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

export type DayColumns<K extends Kind> = Columns<(typeof LAYOUTS)[K]>;

export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS);
}

/** The first and the last day anything happened on; undefined when nothing ever did. */
async function daysWithFacts(db: Db): Promise<{ readonly first: number; readonly last: number } | undefined> {
  const events = db.selectFrom('lead_event').select('at').limit(1);
  const first = await events.orderBy('at').executeTakeFirst();
  const last = await events.orderBy('at', 'desc').executeTakeFirst();
  return first && last && { first: dayOf(first.at), last: dayOf(last.at) };
}

/** Throws away what is packed of the days of these instants: one of their facts is about to change. */
export async function unpackDays({ db }: Session, instants: Iterable<number>, now: number): Promise<void> {
  const days = new Set<number>();
  for (const at of instants) if (at < now - FRESH_MS) days.add(dayOf(at));
  if (days.size === 0) return;
  // Also where nothing is packed: whoever is packing the day holds its rows, and one of the two waits for the other.
  // In order, so that two writers cannot wait for each other.
  const rows = [...days].sort((a, b) => a - b).flatMap((day) => KINDS.map((kind) => ({ kind, day, columns: null })));
  for (let at = 0; at < rows.length; at += 300) {
    await db
      .insertInto('packed_day')
      .values(rows.slice(at, at + 300))
      .onConflict((conflict) => conflict.columns(['kind', 'day']).doUpdateSet({ columns: null }))
      .execute();
  }
}

/** Packs the days that are over and not packed, each in a transaction of its own; gives how many blocks were made. */
export async function packDays(engine: Engine, now: number): Promise<number> {
  const there = await daysWithFacts(engine.reader);
  if (!there) return 0;
  let made = 0;
  for (const kind of KINDS) {
    const done = await engine.reader
      .selectFrom('packed_day')
      .select('day')
      .where('kind', '=', kind)
      .where('columns', 'is not', null)
      .execute();
    const packedDays = new Set(done.map(({ day }) => day));
    for (let day = there.first; day <= there.last && (day + 1) * DAY_MS <= now - SETTLED_MS; day++) {
      if (packedDays.has(day)) continue;
      if (await engine.transaction((on) => packDay(on, kind, day))) made++;
    }
  }
  return made;
}

async function packDay<K extends Kind>(on: Session, kind: K, day: number): Promise<boolean> {
  // Holds the row first, so that what is read next cannot change before it is written.
  await on.db
    .insertInto('packed_day')
    .values({ kind, day, columns: null })
    .onConflict((conflict) => conflict.columns(['kind', 'day']).doUpdateSet({ columns: null }))
    .execute();
  const columns = columnsOf(LAYOUTS[kind], await rowsDated(on, kind, day * DAY_MS, (day + 1) * DAY_MS));
  if (!columns) return false;
  const bytes = Buffer.from(packed(LAYOUTS[kind], columns).buffer);
  await on.db
    .updateTable('packed_day')
    .set({ columns: bytes })
    .where('kind', '=', kind)
    .where('day', '=', day)
    .execute();
  return true;
}

/** Reads days as columns of one vocabulary for each kind, packed or not, each day once. */
export function createDayReader(on: Session) {
  const known = new Map<string, Promise<DayColumns<Kind>>>();
  const vocabularies = {
    decisions: new Vocabulary(LAYOUTS.decisions),
    entries: new Vocabulary(LAYOUTS.entries),
    exits: new Vocabulary(LAYOUTS.exits),
  };
  const inWidth = (columns: DayColumns<Kind> | undefined): DayColumns<Kind> => {
    if (!columns) throw new Error('the facts asked for have more different names than can be counted');
    return columns;
  };

  /** Days `[from, to]` that are packed. */
  const readPacked = async (kind: Kind, from: number, to: number) => {
    const rows = await on.db
      .selectFrom('packed_day')
      .select(['day', 'columns'])
      .where('kind', '=', kind)
      .where('day', '>=', from)
      .where('day', '<=', to)
      .where('columns', 'is not', null)
      .execute();
    const vocabulary = vocabularies[kind] as Vocabulary;
    return new Map(
      rows.map(({ day, columns }) => {
        const block = unpacked(LAYOUTS[kind], columns as Uint8Array) as Columns;
        return [day, inWidth(translated(LAYOUTS[kind], block, vocabulary) as DayColumns<Kind> | undefined)];
      }),
    );
  };

  const readRows = async (kind: Kind, day: number): Promise<DayColumns<Kind>> => {
    const rows = await rowsDated(on, kind, day * DAY_MS, (day + 1) * DAY_MS);
    return inWidth(
      columnsOf(LAYOUTS[kind], rows as never, vocabularies[kind] as never) as DayColumns<Kind> | undefined,
    );
  };

  let bounds: ReturnType<typeof daysWithFacts> | undefined;

  /** Every day with an instant in `[from, to)`; rows outside of it are for the caller to skip. */
  return async <K extends Kind>(kind: K, from: number, to: number): Promise<readonly DayColumns<K>[]> => {
    bounds ??= daysWithFacts(on.db);
    const there = await bounds;
    if (to <= from || !there) return [];
    const [first, last] = [Math.max(dayOf(from), there.first), Math.min(dayOf(to - 1), there.last)];
    const missing = [];
    for (let day = first; day <= last; day++) if (!known.has(`${kind} ${day}`)) missing.push(day);
    const [start, end] = [missing[0], missing.at(-1)];
    if (start !== undefined && end !== undefined) {
      const blocks = await readPacked(kind, start, end);
      for (const day of missing) {
        const block = blocks.get(day);
        known.set(`${kind} ${day}`, block ? Promise.resolve(block) : readRows(kind, day));
      }
    }
    const days = [];
    for (let day = first; day <= last; day++) days.push(known.get(`${kind} ${day}`));
    return (await Promise.all(days)) as unknown as readonly DayColumns<K>[];
  };
}
export type DayReader = ReturnType<typeof createDayReader>;

import { columnsOf } from './columns.ts';
import { type DayCache, type DayColumns, type Shelf, TooManyWords } from './day-cache.ts';
import { type Kind, LAYOUTS, rowsDated } from './day-rows.ts';
import { DAY_MS, dayOf, daysWithFacts } from './packed-days.ts';
import type { Reading } from './question.ts';

/** Reads days as columns, packed or not, each day once. Those of one answer have one vocabulary. */
export function createDayReader({ on, engine }: Pick<Reading, 'on' | 'engine'>, cache: DayCache) {
  let from: { readonly shelf: Shelf; readonly known: Map<string, Promise<DayColumns<Kind>>> };
  const startWith = (shelf: Shelf) => {
    from = { shelf, known: new Map() };
  };
  startWith(cache.shelf());

  /** Those of the days that are packed. */
  const readPacked = async (shelf: Shelf, kind: Kind, days: readonly number[]) => {
    const blocks = new Map<number, DayColumns<Kind>>();
    const packed = on.db.selectFrom('packed_day').where('kind', '=', kind).where('stamp', 'is not', null);
    const stamps = await packed
      .select(['day', 'stamp'])
      .where('day', '>=', days[0] ?? 0)
      .where('day', '<=', days.at(-1) ?? 0)
      .execute();
    const absent: number[] = [];
    for (const { day, stamp } of stamps) {
      const block = shelf.get(kind, stamp as string);
      if (block) blocks.set(day, block);
      else absent.push(day);
    }
    if (absent.length === 0) return blocks;
    const rows = await packed.select(['day', 'stamp', 'columns']).where('day', 'in', engine.ids(absent)).execute();
    // By the stamp they came with: a day may have been packed anew since its stamp was asked for.
    for (const { day, stamp, columns } of rows) {
      blocks.set(day, shelf.put(kind, stamp as string, columns as Uint8Array));
    }
    return blocks;
  };

  const readRows = async (shelf: Shelf, kind: Kind, day: number): Promise<DayColumns<Kind>> => {
    const rows = await rowsDated(on, kind, day * DAY_MS, (day + 1) * DAY_MS);
    const columns = columnsOf(LAYOUTS[kind], rows as never, shelf.vocabulary(kind) as never);
    if (!columns) throw new TooManyWords(`the ${kind} asked for have too many different words`);
    return columns as DayColumns<Kind>;
  };

  const read = async (kind: Kind, days: readonly number[]): Promise<readonly DayColumns<Kind>[]> => {
    const { shelf, known } = from;
    const missing = days.filter((day) => !known.has(`${kind} ${day}`));
    const packed = missing.length > 0 ? await readPacked(shelf, kind, missing) : new Map();
    for (const day of missing) {
      const block = packed.get(day);
      known.set(`${kind} ${day}`, block ? Promise.resolve(block) : readRows(shelf, kind, day));
    }
    return Promise.all(days.map((day) => known.get(`${kind} ${day}`) as Promise<DayColumns<Kind>>));
  };

  let bounds: ReturnType<typeof daysWithFacts> | undefined;

  /** Every day with an instant in `[from, to)`; rows outside of it are for the caller to skip. */
  return async <K extends Kind>(kind: K, start: number, end: number): Promise<readonly DayColumns<K>[]> => {
    bounds ??= daysWithFacts(on.db);
    const there = await bounds;
    if (end <= start || !there) return [];
    const first = Math.max(dayOf(start), there.first);
    const days = Array.from({ length: Math.min(dayOf(end - 1), there.last) - first + 1 }, (_, at) => first + at);
    if (days.length === 0) return [];
    try {
      return (await read(kind, days)) as unknown as readonly DayColumns<K>[];
    } catch (error) {
      if (!(error instanceof TooManyWords)) throw error;
      // The words of all reports so far add up; these days alone may well have few enough.
      startWith(cache.renew());
      return (await read(kind, days)) as unknown as readonly DayColumns<K>[];
    }
  };
}

export type DayReader = ReturnType<typeof createDayReader>;

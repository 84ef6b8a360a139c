import { type Columns, translated, unpacked, Vocabulary } from './columns.ts';
import { type Kind, LAYOUTS } from './day-rows.ts';

export type DayColumns<K extends Kind> = Columns<(typeof LAYOUTS)[K]>;

/** Half a year of a company with a million leads takes a third of it. */
const MOST_BYTES = 64 * 1024 * 1024;

/** A column has more different words than a block can number. */
export class TooManyWords extends Error {}

/**
 * Blocks of packed days that one report unpacked and the next can use. A block is asked for by its stamp, which follows
 * from what is in it: once a day is changed, by whichever process, it has another stamp or none, so nothing kept here is
 * ever out of date.
 */
export function createDayCache(mostBytes = MOST_BYTES) {
  let shelf = createShelf(mostBytes);
  return {
    shelf: () => shelf,
    /** Starts anew with no block and no word; who still has the old shelf may go on with it. */
    renew: () => {
      shelf = createShelf(mostBytes);
      return shelf;
    },
  };
}

/** Blocks of one vocabulary a kind; the one not asked for longest goes first. */
function createShelf(mostBytes: number) {
  const kept = new Map<string, { readonly columns: DayColumns<Kind>; readonly bytes: number }>();
  const vocabularies = {
    decisions: new Vocabulary(LAYOUTS.decisions),
    entries: new Vocabulary(LAYOUTS.entries),
    exits: new Vocabulary(LAYOUTS.exits),
  };
  let bytes = 0;

  const take = (key: string) => {
    const found = kept.get(key);
    if (found) bytes -= found.bytes;
    kept.delete(key);
    return found;
  };
  const keep = (key: string, columns: DayColumns<Kind>, size: number): void => {
    take(key);
    kept.set(key, { columns, bytes: size });
    bytes += size;
    for (const oldest of kept.keys()) {
      if (bytes <= mostBytes) return;
      take(oldest);
    }
  };

  return {
    vocabulary: <K extends Kind>(kind: K) => vocabularies[kind] as unknown as Vocabulary<(typeof LAYOUTS)[K]>,

    get(kind: Kind, stamp: string): DayColumns<Kind> | undefined {
      const found = take(`${kind} ${stamp}`);
      if (found) keep(`${kind} ${stamp}`, found.columns, found.bytes);
      return found?.columns;
    },

    put(kind: Kind, stamp: string, block: Uint8Array): DayColumns<Kind> {
      const own = unpacked(LAYOUTS[kind], block) as Columns;
      const columns = translated(LAYOUTS[kind], own, vocabularies[kind] as Vocabulary);
      if (!columns) throw new TooManyWords(`the ${kind} kept have too many different words`);
      // Twice, for words are renumbered into columns of their own and the numbers stay in the block's memory.
      keep(`${kind} ${stamp}`, columns as DayColumns<Kind>, 2 * block.byteLength);
      return columns as DayColumns<Kind>;
    },

    bytes: () => bytes,
  };
}

export type DayCache = ReturnType<typeof createDayCache>;
export type Shelf = ReturnType<DayCache['shelf']>;

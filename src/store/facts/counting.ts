import type { Columns, Layout } from './columns.ts';

/** Which rows count: those dated in the span, with words that matter, of leads that do. */
export interface Filter {
  /** The column that dates a row; `at` unless told. */
  readonly by?: string;
  readonly from: number;
  readonly to: number;
  /** Words a column must have one of. */
  readonly only: Readonly<Record<string, ReadonlySet<string> | undefined>>;
  readonly without: ReadonlySet<number>;
}

/**
 * What finds the rows that pass of one block after the other, as their numbers. Each loop meets arrays of one type only,
 * which is what makes it fast.
 */
export function createRowFilter<Fields extends Layout>(filter: Filter): (block: Columns<Fields>) => Uint32Array {
  const wordFilters = Object.entries(filter.only).flatMap(([name, wanted]) =>
    wanted ? [{ name, wanted, words: undefined as readonly string[] | undefined, isWanted: new Uint8Array() }] : [],
  );
  return (block) => {
    const rows = new Uint32Array(block.length);
    let count: number | undefined;
    // Words first: what is asked about one team is a small part of all, and comparing dates costs more.
    for (const of of wordFilters) {
      const words = block.words[of.name] ?? [];
      // Blocks of one vocabulary share their words, which may have become more meanwhile.
      if (of.words !== words || of.isWanted.length !== words.length) {
        of.words = words;
        of.isWanted = Uint8Array.from(words, (word) => (of.wanted.has(word) ? 1 : 0));
      }
      const values = block.of[of.name] as Uint16Array;
      count = count === undefined ? findWords(rows, values, of.isWanted) : keepWords(rows, count, values, of.isWanted);
    }
    const at = block.of[filter.by ?? 'at'] as Float64Array;
    count = count === undefined ? findDated(rows, at, filter) : keepDated(rows, count, at, filter);
    if (filter.without.size > 0) count = keepOthers(rows, count, block.of.lead as Uint32Array, filter.without);
    return rows.subarray(0, count);
  };
}

/** Puts the numbers of the rows that pass to the front; those below do so with what is at the front. All give how many. */
function findDated(rows: Uint32Array, at: Float64Array, { from, to }: Filter): number {
  let found = 0;
  for (let row = 0; row < rows.length; row++) {
    const when = at[row] as number;
    if (when >= from && when < to) rows[found++] = row;
  }
  return found;
}

function findWords(rows: Uint32Array, words: Uint16Array, isWanted: Uint8Array): number {
  let found = 0;
  for (let row = 0; row < rows.length; row++) if (isWanted[words[row] as number] === 1) rows[found++] = row;
  return found;
}

function keepDated(rows: Uint32Array, count: number, at: Float64Array, { from, to }: Filter): number {
  let kept = 0;
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number;
    const when = at[row] as number;
    if (when >= from && when < to) rows[kept++] = row;
  }
  return kept;
}

function keepWords(rows: Uint32Array, count: number, words: Uint16Array, isWanted: Uint8Array): number {
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number;
    if (isWanted[words[row] as number] === 1) rows[kept++] = row;
  }
  return kept;
}

function keepOthers(rows: Uint32Array, count: number, leads: Uint32Array, without: ReadonlySet<number>): number {
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number;
    if (!without.has(leads[row] as number)) rows[kept++] = row;
  }
  return kept;
}

/** Calls `visit` for each row of the blocks that passes. */
export function eachRow<Fields extends Layout>(
  blocks: readonly Columns<Fields>[],
  filter: Filter,
  visit: (block: Columns<Fields>, row: number) => void,
): void {
  const rowsOf = createRowFilter<Fields>(filter);
  for (const block of blocks) {
    const rows = rowsOf(block);
    for (let i = 0; i < rows.length; i++) visit(block, rows[i] as number);
  }
}

/** Most combinations counted in one array; beyond, those that occur go into a map. */
const MOST_CELLS = 4_000_000;

/**
 * How many rows there are of each combination of words in the columns `names`, and the sum of a number of each row.
 * Calls `emit` for each combination that occurs, with its words in that order (the same array each time). The blocks
 * are of one vocabulary.
 */
export function countBy<Fields extends Layout>(
  blocks: readonly Columns<Fields>[],
  filter: Filter,
  names: readonly (keyof Fields & string)[],
  emit: (words: readonly string[], count: number, sum: number) => void,
  numberOf?: (block: Columns<Fields>) => (row: number) => number,
): void {
  const [first] = blocks;
  if (!first) return;
  // A combination is one number, whose digits are the numbers of its words.
  const words = names.map((name) => first.words[name]);
  const sizes = words.map(({ length }) => length);
  const size = sizes.reduce((product, one) => product * one, 1);
  const cells = size <= MOST_CELLS ? denseCells(size, numberOf ? size : 0) : sparseCells();
  const rowsOf = createRowFilter<Fields>(filter);
  for (const block of blocks) {
    const rows = rowsOf(block);
    const cellOf = new Float64Array(rows.length);
    names.forEach((name, column) => {
      addDigit(cellOf, rows, block.of[name] as unknown as Uint16Array, sizes[column] as number);
    });
    cells.add(cellOf, rows, numberOf?.(block));
  }
  const found = new Array<string>(names.length);
  cells.each((cell, count, sum) => {
    let rest = cell;
    for (let column = names.length - 1; column >= 0; column--) {
      const length = sizes[column] as number;
      found[column] = words[column]?.[rest % length] as string;
      rest = Math.floor(rest / length);
    }
    emit(found, count, sum);
  });
}

function addDigit(cellOf: Float64Array, rows: Uint32Array, words: Uint16Array, size: number): void {
  for (let i = 0; i < rows.length; i++) cellOf[i] = (cellOf[i] as number) * size + (words[rows[i] as number] as number);
}

interface Cells {
  /** One more in each of these cells, and the number of its row to its sum. */
  add(cellOf: Float64Array, rows: Uint32Array, numberOf: ((row: number) => number) | undefined): void;
  /** The cells with anything in them. */
  each(visit: (cell: number, count: number, sum: number) => void): void;
}

function denseCells(size: number, summed: number): Cells {
  const counts = new Uint32Array(size);
  const sums = new Float64Array(summed);
  return {
    add(cellOf, rows, numberOf) {
      for (let i = 0; i < cellOf.length; i++) counts[cellOf[i] as number] = (counts[cellOf[i] as number] as number) + 1;
      if (!numberOf) return;
      for (let i = 0; i < cellOf.length; i++) {
        const cell = cellOf[i] as number;
        sums[cell] = (sums[cell] as number) + numberOf(rows[i] as number);
      }
    },
    each(visit) {
      for (let cell = 0; cell < size; cell++) {
        const count = counts[cell] as number;
        if (count > 0) visit(cell, count, sums[cell] ?? 0);
      }
    },
  };
}

function sparseCells(): Cells {
  const cells = new Map<number, { count: number; sum: number }>();
  return {
    add(cellOf, rows, numberOf) {
      for (let i = 0; i < cellOf.length; i++) {
        const cell = cellOf[i] as number;
        const number = numberOf ? numberOf(rows[i] as number) : 0;
        const known = cells.get(cell);
        if (known) {
          known.count++;
          known.sum += number;
        } else cells.set(cell, { count: 1, sum: number });
      }
    },
    each(visit) {
      for (const [cell, { count, sum }] of cells) visit(cell, count, sum);
    },
  };
}

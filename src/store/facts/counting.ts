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

/** The rows of one block that pass, as their numbers. */
export function rowsThat<Fields extends Layout>(block: Columns<Fields>, filter: Filter): Uint32Array {
  const { from, to, without } = filter;
  const at = block.of[filter.by ?? 'at'] as ArrayLike<number>;
  const rows = new Uint32Array(block.length);
  let count = 0;
  for (let row = 0; row < block.length; row++) {
    const when = at[row] as number;
    if (when >= from && when < to) rows[count++] = row;
  }
  for (const [name, wanted] of Object.entries(filter.only)) {
    if (!wanted) continue;
    const values = block.of[name] as ArrayLike<number>;
    const isWanted = (block.words[name] ?? []).map((word) => wanted.has(word));
    count = keep(rows, count, (row) => isWanted[values[row] as number] === true);
  }
  if (without.size > 0) {
    const leads = block.of.lead as ArrayLike<number>;
    count = keep(rows, count, (row) => !without.has(leads[row] as number));
  }
  return rows.subarray(0, count);
}

/** Moves the rows that pass to the front; gives how many they are. */
function keep(rows: Uint32Array, count: number, passes: (row: number) => boolean): number {
  let kept = 0;
  for (let at = 0; at < count; at++) {
    const row = rows[at] as number;
    if (passes(row)) rows[kept++] = row;
  }
  return kept;
}

/** Calls `visit` for each row of the blocks that passes. */
export function eachRow<Fields extends Layout>(
  blocks: readonly Columns<Fields>[],
  filter: Filter,
  visit: (block: Columns<Fields>, row: number) => void,
): void {
  for (const block of blocks) for (const row of rowsThat(block, filter)) visit(block, row);
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
  const cells = createCells(sizes.reduce((product, size) => product * size, 1));
  for (const block of blocks) {
    const rows = rowsThat(block, filter);
    const cellOf = new Float64Array(rows.length);
    names.forEach((name, column) => {
      const values = block.of[name];
      const size = sizes[column] as number;
      for (let i = 0; i < rows.length; i++) {
        cellOf[i] = (cellOf[i] as number) * size + (values[rows[i] as number] as number);
      }
    });
    cells.add(cellOf, rows, numberOf?.(block));
  }
  const found = new Array<string>(names.length);
  cells.each((cell, count, sum) => {
    let rest = cell;
    for (let column = names.length - 1; column >= 0; column--) {
      const size = sizes[column] as number;
      found[column] = words[column]?.[rest % size] as string;
      rest = Math.floor(rest / size);
    }
    emit(found, count, sum);
  });
}

function createCells(cells: number) {
  const isDense = cells <= MOST_CELLS;
  const counts = new Float64Array(isDense ? cells : 0);
  const sums = new Float64Array(isDense ? cells : 0);
  const sparse = new Map<number, { count: number; sum: number }>();
  return {
    add(cellOf: Float64Array, rows: Uint32Array, numberOf: ((row: number) => number) | undefined): void {
      for (let i = 0; i < cellOf.length; i++) {
        const cell = cellOf[i] as number;
        const number = numberOf ? numberOf(rows[i] as number) : 0;
        if (isDense) {
          counts[cell] = (counts[cell] as number) + 1;
          sums[cell] = (sums[cell] as number) + number;
          continue;
        }
        const known = sparse.get(cell);
        if (known) {
          known.count++;
          known.sum += number;
        } else sparse.set(cell, { count: 1, sum: number });
      }
    },
    /** The combinations that occur. */
    each(visit: (cell: number, count: number, sum: number) => void): void {
      for (let cell = 0; cell < counts.length; cell++) {
        const count = counts[cell] as number;
        if (count > 0) visit(cell, count, sums[cell] as number);
      }
      for (const [cell, { count, sum }] of sparse) visit(cell, count, sum);
    },
  };
}

import type { Columns, Layout } from './columns.ts';

/** Most cells counted in one array; beyond, rare combinations go into a map. */
const MOST_CELLS = 4_000_000;

/** Which rows count: those dated in the span, of leads and with words that matter. */
export interface Filter {
  /** The column that dates a row; `at` unless told. */
  readonly by?: string;
  readonly from: number;
  readonly to: number;
  /** Words a column must have one of. */
  readonly only: Readonly<Record<string, ReadonlySet<string> | undefined>>;
  /** Leads that do not count. */
  readonly without: ReadonlySet<number>;
}

/** Calls `visit` for each row of the blocks that passes. */
export function eachRow<Fields extends Layout>(
  blocks: readonly Columns<Fields>[],
  filter: Filter,
  visit: (block: Columns<Fields>, row: number) => void,
): void {
  for (const block of blocks) {
    const [at, lead] = [column(block, filter.by ?? 'at'), column(block, 'lead')];
    const wanted = Object.entries(filter.only).flatMap(([name, words]) => {
      if (!words) return [];
      return [{ values: column(block, name), isIn: Uint8Array.from(block.words, (word) => (words.has(word) ? 1 : 0)) }];
    });
    const { from, to, without } = filter;
    rows: for (let row = 0; row < block.length; row++) {
      const when = at[row] as number;
      if (when < from || when >= to) continue;
      for (const { values, isIn } of wanted) if (isIn[values[row] as number] === 0) continue rows;
      if (without.size > 0 && without.has(lead[row] as number)) continue;
      visit(block, row);
    }
  }
}

function column({ of }: Columns, name: string): ArrayLike<number> {
  const values = of[name];
  if (!values) throw new Error(`there is no column ${name}`);
  return values;
}

/**
 * How many rows there are of each combination of words in the columns `names`, with the sums of `numbers` (a function of
 * the row each). Calls `emit` for each combination that occurs, with its words in that order.
 */
export function countBy<Fields extends Layout>(
  blocks: readonly Columns<Fields>[],
  filter: Filter,
  names: readonly (keyof Fields & string)[],
  numbers: readonly ((block: Columns<Fields>, row: number) => number)[],
  emit: (words: readonly string[], count: number, sums: readonly number[]) => void,
): void {
  const codes = new Map<string, number>();
  const words: string[] = [];
  /** The words of each block as codes that all blocks share. */
  const shared = new Map(
    blocks.map((block) => [
      block,
      Uint32Array.from(block.words, (word) => {
        const known = codes.get(word);
        if (known !== undefined) return known;
        codes.set(word, words.length);
        return words.push(word) - 1;
      }),
    ]),
  );
  const places = placesOf(blocks, names, shared, words.length);
  const sizes = places.map(({ codes }) => codes.length);
  const cells = createCells(
    sizes.reduce((product, size) => product * size, 1),
    numbers.length,
  );
  let current: Columns<Fields> | undefined;
  let columns: readonly { readonly values: ArrayLike<number>; readonly place: Uint32Array; readonly size: number }[] =
    [];
  eachRow(blocks, filter, (block, row) => {
    if (block !== current) {
      current = block;
      const codesOf = shared.get(block) as Uint32Array;
      columns = places.map(({ name, placeOf }, at) => ({
        values: block.of[name],
        place: Uint32Array.from(codesOf, (code) => placeOf[code] as number),
        size: sizes[at] as number,
      }));
    }
    let cell = 0;
    for (const { values, place, size } of columns) cell = cell * size + (place[values[row] as number] as number);
    cells.add(cell, 0, 1);
    for (let at = 0; at < numbers.length; at++) cells.add(cell, at + 1, numbers[at]?.(block, row) ?? 0);
  });
  cells.each((cell, count, sums) => {
    const found: string[] = [];
    let rest = cell;
    for (let at = places.length - 1; at >= 0; at--) {
      const { codes } = places[at] as (typeof places)[number];
      found.unshift(words[codes[rest % codes.length] as number] as string);
      rest = Math.floor(rest / codes.length);
    }
    emit(found, count, sums);
  });
}

/** For each column the codes that occur in it, and where each of them is among these. */
function placesOf<Fields extends Layout>(
  blocks: readonly Columns<Fields>[],
  names: readonly (keyof Fields & string)[],
  shared: ReadonlyMap<Columns<Fields>, Uint32Array>,
  words: number,
) {
  return names.map((name) => {
    const occurs = new Uint8Array(words);
    for (const block of blocks) {
      const codesOf = shared.get(block) as Uint32Array;
      const values = block.of[name];
      for (let row = 0; row < block.length; row++) occurs[codesOf[values[row] as number] as number] = 1;
    }
    const placeOf = new Uint32Array(words);
    const codes: number[] = [];
    occurs.forEach((does, code) => {
      if (does === 1) placeOf[code] = codes.push(code) - 1;
    });
    return { name, codes, placeOf };
  });
}

interface Cells {
  add(cell: number, column: number, by: number): void;
  /** Those that were added to, with their count (column 0) and sums (the others). */
  each(visit: (cell: number, count: number, sums: readonly number[]) => void): void;
}

function createCells(cells: number, sums: number): Cells {
  const columns = sums + 1;
  if (cells * columns <= MOST_CELLS) {
    const values = new Float64Array(cells * columns);
    return {
      add: (cell, column, by) => {
        values[cell * columns + column] = (values[cell * columns + column] as number) + by;
      },
      each: (visit) => {
        for (let cell = 0; cell < cells; cell++) {
          const count = values[cell * columns] as number;
          if (count > 0) visit(cell, count, Array.from(values.subarray(cell * columns + 1, (cell + 1) * columns)));
        }
      },
    };
  }
  const values = new Map<number, number[]>();
  return {
    add: (cell, column, by) => {
      let row = values.get(cell);
      if (!row) {
        row = new Array<number>(columns).fill(0);
        values.set(cell, row);
      }
      row[column] = (row[column] ?? 0) + by;
    },
    each: (visit) => {
      for (const [cell, [count = 0, ...rest]] of values) visit(cell, count, rest);
    },
  };
}

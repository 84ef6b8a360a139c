/** What a column holds: a word of its own dictionary, a whole number up to 2³² or 2¹⁶, or any number. */
type ColumnType = 'word' | 'u16' | 'u32' | 'f64';

/** Names and types of a block's columns, in the order they are laid out. */
export type Layout = Readonly<Record<string, ColumnType>>;

/** Many facts as columns; row `i` is the `i`th value of each. What a word column holds are indexes into its `words`. */
export interface Columns<Fields extends Layout = Layout> {
  readonly length: number;
  readonly of: { readonly [Name in keyof Fields]: ArrayLike<number> };
  readonly words: { readonly [Name in keyof Fields]: readonly string[] };
}

/** A row to be packed; null counts as the empty word, or as NaN in a column of numbers. */
export type PackedRow<Fields extends Layout> = {
  readonly [Name in keyof Fields]: (Fields[Name] extends 'word' ? string : number) | null;
};

const ARRAYS = { word: Uint16Array, u16: Uint16Array, u32: Uint32Array, f64: Float64Array } as const;
const ALIGNED = 8;
const MOST_WORDS = 65_536;

const aligned = (bytes: number) => Math.ceil(bytes / ALIGNED) * ALIGNED;

/** Rows as columns. Undefined when they name too many different things for the columns' width. */
export function columnsOf<Fields extends Layout>(
  layout: Fields,
  rows: readonly PackedRow<Fields>[],
): Columns<Fields> | undefined {
  const of: Record<string, ArrayLike<number>> = {};
  const words: Record<string, readonly string[]> = {};
  for (const [name, type] of Object.entries(layout)) {
    const codes = new Map<string, number>();
    const column = new ARRAYS[type](rows.length);
    rows.forEach((row, at) => {
      const value = row[name];
      column[at] = type === 'word' ? codeIn(codes, String(value ?? '')) : Number(value ?? Number.NaN);
    });
    if (codes.size > MOST_WORDS) return undefined;
    of[name] = column;
    words[name] = [...codes.keys()];
  }
  return { length: rows.length, of, words } as Columns<Fields>;
}

/** The number of a word, a new one if it has none yet. */
export function codeIn(codes: Map<string, number>, word: string): number {
  const known = codes.get(word);
  if (known !== undefined) return known;
  codes.set(word, codes.size);
  return codes.size - 1;
}

/** The bytes of a block: length of the header, header (row count and words as JSON), then each column, all aligned. */
export function packed<Fields extends Layout>(
  layout: Fields,
  { length, words, of }: Columns<Fields>,
): Uint8Array<ArrayBuffer> {
  const header = new TextEncoder().encode(JSON.stringify({ length, words }));
  const start = aligned(Uint32Array.BYTES_PER_ELEMENT + header.length);
  const types = Object.entries(layout);
  const size = types.reduce((sum, [, type]) => sum + aligned(length * ARRAYS[type].BYTES_PER_ELEMENT), start);
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, header.length, true);
  bytes.set(header, Uint32Array.BYTES_PER_ELEMENT);
  let at = start;
  for (const [name, type] of types) {
    new ARRAYS[type](bytes.buffer, at, length).set(of[name] as ArrayLike<number>);
    at += aligned(length * ARRAYS[type].BYTES_PER_ELEMENT);
  }
  return bytes;
}

/** The inverse of {@link packed}; the columns share the block's memory. */
export function unpacked<Fields extends Layout>(layout: Fields, block: Uint8Array): Columns<Fields> {
  // Views want their place in the buffer aligned, which a block that came over a socket need not have.
  // Neither is ever shared memory.
  const bytes = (block.byteOffset % ALIGNED === 0 ? block : new Uint8Array(block)) as Uint8Array<ArrayBuffer>;
  const { buffer, byteOffset } = bytes;
  const headerBytes = new DataView(buffer, byteOffset).getUint32(0, true);
  const headerAt = Uint32Array.BYTES_PER_ELEMENT;
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(headerAt, headerAt + headerBytes))) as Pick<
    Columns<Fields>,
    'length' | 'words'
  >;
  let at = byteOffset + aligned(headerAt + headerBytes);
  const of = Object.fromEntries(
    Object.entries(layout).map(([name, type]) => {
      const column = new ARRAYS[type](buffer, at, header.length);
      at += aligned(header.length * ARRAYS[type].BYTES_PER_ELEMENT);
      return [name, column];
    }),
  );
  return { ...header, of: of as unknown as Columns<Fields>['of'] };
}

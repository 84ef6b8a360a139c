/** What a column holds: a word of its own dictionary, a whole number up to 2³² or 2¹⁶, or any number. */
type ColumnType = 'word' | 'u16' | 'u32' | 'f64';

/** Names and types of a block's columns, in the order they are laid out. */
export type Layout = Readonly<Record<string, ColumnType>>;

/** The words of each column in the order they were met, and the number of each. Blocks of one vocabulary can be compared. */
export class Vocabulary<Fields extends Layout = Layout> {
  readonly words = {} as Record<keyof Fields & string, string[]>;
  readonly #codes = new Map<string, Map<string, number>>();

  constructor(layout: Fields) {
    for (const name of Object.keys(layout)) {
      this.words[name as keyof Fields & string] = [];
      this.#codes.set(name, new Map());
    }
  }

  /** The number of a word of a column, a new one if it has none yet. */
  codeOf(column: keyof Fields & string, word: string): number {
    const codes = this.#codes.get(column);
    const known = codes?.get(word);
    if (known !== undefined) return known;
    const code = this.words[column].push(word) - 1;
    codes?.set(word, code);
    return code;
  }
}

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
  vocabulary = new Vocabulary(layout),
): Columns<Fields> | undefined {
  const of: Record<string, ArrayLike<number>> = {};
  for (const [name, type] of Object.entries(layout)) {
    const column = new ARRAYS[type](rows.length);
    rows.forEach((row, at) => {
      const value = row[name];
      column[at] = type === 'word' ? vocabulary.codeOf(name, String(value ?? '')) : Number(value ?? Number.NaN);
    });
    if ((vocabulary.words[name]?.length ?? 0) > MOST_WORDS) return undefined;
    of[name] = column;
  }
  return { length: rows.length, of, words: vocabulary.words } as Columns<Fields>;
}

/** A block by another vocabulary: the same rows, numbered by its words. Undefined when these are too many. */
export function translated<Fields extends Layout>(
  layout: Fields,
  { length, of, words }: Columns<Fields>,
  vocabulary: Vocabulary<Fields>,
): Columns<Fields> | undefined {
  const renumbered: Record<string, ArrayLike<number>> = {};
  for (const [name, type] of Object.entries(layout) as [keyof Fields & string, ColumnType][]) {
    renumbered[name] = of[name];
    if (type !== 'word') continue;
    const codes = words[name].map((word) => vocabulary.codeOf(name, word));
    if (vocabulary.words[name].length > MOST_WORDS) return undefined;
    const values = of[name];
    const column = new Uint16Array(length);
    for (let row = 0; row < length; row++) column[row] = codes[values[row] as number] as number;
    renumbered[name] = column;
  }
  return { length, of: renumbered, words: vocabulary.words } as unknown as Columns<Fields>;
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
  const text = Buffer.from(buffer, byteOffset + headerAt, headerBytes).toString('utf8');
  const header = JSON.parse(text) as Pick<Columns<Fields>, 'length' | 'words'>;
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

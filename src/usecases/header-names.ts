import { z } from 'zod';
import { foldName } from '../domain/name.ts';

const words = z.array(z.string().trim().min(1)).min(1);

const headerNames = z.strictObject({
  /** What a column may be called, the likeliest first. */
  fields: z.strictObject({
    name: words,
    owner: words,
    stage: words,
    amount: words,
    source: words,
    contact: words,
    phone: words,
    note: words,
    createdOn: words,
    nextOn: words,
    nextText: words,
    closedOn: words,
    reason: words,
  }),
  /** What a stage column says of leads that ended, besides what the team itself calls its stages. */
  closed: z.strictObject({ won: words, lost: words, invalid: words }),
  /** What may stand behind an amount, in its cell or in the column's name, and how many yuan one of it is. */
  amountUnits: z.record(z.string(), z.number().positive()),
  dateFormats: words,
});

/** The words that tables are headed with; the file is `data/seed/header-names.json`. */
export type HeaderNames = z.infer<typeof headerNames>;

export type HeaderField = keyof HeaderNames['fields'];

/** Reads the words from their JSON text. */
export function readHeaderNames(json: string): HeaderNames {
  return headerNames.parse(JSON.parse(json));
}

/** A column that is understood. */
export interface KnownColumn {
  readonly field: HeaderField;
  /** As the header spells it. */
  readonly column: string;
  /** For an amount: yuan in one of what its numbers count, as the name says: 10,000 for ten thousands. */
  readonly unit: number;
}

/**
 * Which column is what, going by the names: case, spaces and punctuation say nothing. A field that several columns
 * could be gets the one whose name is the likelier; of two with one name, none.
 */
export function recogniseColumns(header: readonly string[], names: HeaderNames): readonly KnownColumn[] {
  const usable = header.filter((column) => column !== '' && !/[{}|]/.test(column) && countOf(header, column) === 1);
  const folded = new Map(usable.map((column) => [foldName(column), column]));
  const taken = new Set<string>();
  return Object.entries(names.fields).flatMap(([key, likely]): KnownColumn[] => {
    const field = key as HeaderField;
    for (const word of likely) {
      for (const [suffix, unit] of field === 'amount' ? Object.entries(names.amountUnits) : [['', 1] as const]) {
        const column = folded.get(foldName(word + suffix));
        if (column === undefined || taken.has(column)) continue;
        taken.add(column);
        return [{ field, column, unit }];
      }
    }
    return [];
  });
}

function countOf(header: readonly string[], column: string): number {
  return header.reduce((count, name) => count + (name === column ? 1 : 0), 0);
}

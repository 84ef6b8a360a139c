import type { LeadId } from '../domain/ids.ts';
import { normalisePhone } from '../domain/name.ts';
import type { LeadStore } from './ports.ts';

/** Shorter numbers are extensions and fill-ins, and say nothing about who somebody is. */
const SHORTEST_PHONE = 7;

/** What a row is probably the same customer as. */
export type Twin =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'lead'; readonly id: LeadId; readonly name: string; readonly ownerName: string };

/** Rows that are probably customers we know, or the same one twice. */
export interface DuplicateCount {
  readonly existing: number;
  readonly inTable: number;
  /** The one nearest to the top; absent when there is none. */
  readonly first?: { readonly row: number; readonly name: string; readonly twin: Twin };
}

/** What to do with them; `merge` adds to the twin what it does not say yet. */
export type DuplicatePolicy = 'refuse' | 'skip' | 'new' | 'merge';

/** Rows looked up in the database at a time. */
const BATCH = 200;

/**
 * Finds the twin of each row in turn: an earlier row, or a lead open or closed, with the same normalised name or the
 * same phone. `leadOf` gives what a good row becomes; bad ones have no twin. Good rows that were given count as seen,
 * whatever becomes of them.
 */
export async function* withTwins<Row extends { readonly row: number }>(
  leads: Pick<LeadStore, 'alike' | 'nameKey'>,
  rows: AsyncIterable<Row>,
  leadOf: (row: Row) => { readonly name: string; readonly phone?: string } | undefined,
): AsyncGenerator<{ readonly row: Row; readonly twin: Twin | undefined }> {
  const names = new Map<string, number>();
  const phones = new Map<string, number>();
  const keysOf = (row: Row) => {
    const lead = leadOf(row);
    const digits = normalisePhone(lead?.phone ?? '');
    const phone = digits.length < SHORTEST_PHONE ? undefined : digits;
    return { row, name: lead && leads.nameKey(lead.name), phone };
  };
  for await (const batch of inBatches(rows, BATCH)) {
    const keyed = batch.map(keysOf);
    const known = await leads.alike(
      keyed.flatMap(({ name }) => name ?? []),
      keyed.flatMap(({ phone }) => phone ?? []),
    );
    for (const { row, name, phone } of keyed) {
      if (name === undefined) {
        yield { row, twin: undefined };
        continue;
      }
      const earlier = names.get(name) ?? (phone === undefined ? undefined : phones.get(phone));
      if (!names.has(name)) names.set(name, row.row);
      if (phone !== undefined && !phones.has(phone)) phones.set(phone, row.row);
      const match = known.byName.get(name) ?? (phone === undefined ? undefined : known.byPhone.get(phone));
      if (earlier !== undefined) yield { row, twin: { kind: 'row', row: earlier } };
      else if (match) yield { row, twin: { kind: 'lead', id: match.id, name: match.name, ownerName: match.ownerName } };
      else yield { row, twin: undefined };
    }
  }
}

async function* inBatches<T>(all: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[]> {
  let batch: T[] = [];
  for await (const one of all) {
    batch.push(one);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

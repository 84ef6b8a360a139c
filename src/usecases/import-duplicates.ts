import { normalisePhone } from '../domain/name.ts';
import type { LeadStore } from './ports.ts';

/** Shorter numbers are extensions and fill-ins, and say nothing about who somebody is. */
const SHORTEST_PHONE = 7;

/** What a row is probably the same customer as. */
export type Twin =
  | { readonly kind: 'row'; readonly row: number }
  | { readonly kind: 'lead'; readonly name: string; readonly ownerName: string };

/** Rows that are probably customers we know, or the same one twice. */
export interface DuplicateCount {
  readonly existing: number;
  readonly inTable: number;
  /** The one nearest to the top; absent when there is none. */
  readonly first?: { readonly row: number; readonly name: string; readonly twin: Twin };
}

/** What to do with them. */
export type DuplicatePolicy = 'refuse' | 'skip' | 'new';

/**
 * Makes what finds the twin of each row in turn: an earlier row, or a lead open or closed, with the same normalised name
 * or the same phone. Rows that were given count as seen, whatever becomes of them.
 */
export function createTwinFinder(leads: Pick<LeadStore, 'byNames' | 'byPhone' | 'nameKey'>) {
  const names = new Map<string, number>();
  const phones = new Map<string, number>();

  return async (row: number, lead: { readonly name: string; readonly phone?: string }): Promise<Twin | undefined> => {
    const name = leads.nameKey(lead.name);
    const digits = normalisePhone(lead.phone ?? '');
    const phone = digits.length < SHORTEST_PHONE ? undefined : digits;
    const earlier = names.get(name) ?? (phone === undefined ? undefined : phones.get(phone));
    if (!names.has(name)) names.set(name, row);
    if (phone !== undefined && !phones.has(phone)) phones.set(phone, row);
    if (earlier !== undefined) return { kind: 'row', row: earlier };
    const [named] = await leads.byNames([lead.name]);
    const match = named?.match ?? (phone === undefined ? undefined : (await leads.byPhone(phone))[0]);
    return match && { kind: 'lead', name: match.name, ownerName: match.ownerName };
  };
}

import { sql } from 'kysely';
import { normalisePhone } from '../../domain/name.ts';
import type { LeadMatch } from '../../usecases/ports.ts';
import type { Db, Session } from '../engine.ts';
import { placeholder, prepare } from '../prepared.ts';
import { type Found, findable, liveliestFirst, matchOf } from './found.ts';
import type { SearchKeys } from './search-keys.ts';

/** Leads of one exact name beyond this many are not told apart in chat anyway. */
const SAME_NAME_LIMIT = 50;
/** Phrases tried at a time; a fixed number makes one prepared statement serve every line. */
const PHRASE_SLOTS = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'] as const;
/** Leads with one phone number shown at most. */
const SAME_PHONE_LIMIT = 5;

/**
 * Finds leads by their whole name or phone. Limits are literals: SQLite plans a statement anew each time a limit is
 * bound to it, which costs more than the search (measured: 5 µs become 28).
 */
export function createNameLookup(db: Db, keysOf: SearchKeys) {
  const base = findable(db);
  const byNorm = prepare<{ norm: string }, Found>(
    base
      .where('lead.name_norm', '=', placeholder<string>('norm'))
      .orderBy(sql`case when lead.state = 'open' then 0 else 1 end`)
      .orderBy('lead.last_event_at', 'desc')
      .limit(sql.lit(SAME_NAME_LIMIT)),
  );
  // One statement per number of phrases. Sorting in SQL would cost more than the search itself.
  const byNorms = PHRASE_SLOTS.map((_, last) =>
    prepare<Readonly<Record<string, string>>, Found>(
      base
        .where(
          'lead.name_norm',
          'in',
          PHRASE_SLOTS.slice(0, last + 1).map((slot) => placeholder<string>(slot)),
        )
        .limit(sql.lit(SAME_NAME_LIMIT + 1)),
    ),
  );
  const byPhone = prepare<{ digits: string }, Found>(
    base
      .where('lead.phone_norm', '=', placeholder<string>('digits'))
      .where('lead.phone_norm', '<>', sql.lit(''))
      .limit(sql.lit(SAME_PHONE_LIMIT)),
  );

  const withNames = async (on: Session, norms: readonly string[]): Promise<readonly Found[]> => {
    const values = Object.fromEntries(norms.map((norm, at) => [PHRASE_SLOTS[at], norm]));
    const { rows } = (await byNorms[norms.length - 1]?.(on, values)) ?? { rows: [] };
    if (rows.length <= SAME_NAME_LIMIT) return rows;
    // So many that the limit may have cut off a longer name for a shorter one: one by one, the longest first.
    for (const norm of norms) {
      const named = await byNorm(on, { norm });
      if (named.rows.length > 0) return named.rows;
    }
    return [];
  };

  const many = base.select('lead.phone_norm');
  const rowsIn = async (on: Session, column: 'lead.name_norm' | 'lead.phone_norm', values: readonly string[]) => {
    const wanted = [...new Set(values)].filter((value) => value !== '');
    if (wanted.length === 0) return [];
    // The index of phones knows only leads that have one.
    const { rows } = await on.execute(many.where(column, 'in', wanted).where(column, '<>', sql.lit('')));
    return rows;
  };

  return {
    /** Exact and normalised matches of the longest phrase that has any; phrases come longest first. */
    async byNames(on: Session, phrases: readonly string[]) {
      const named = phrases
        .map((text, phrase) => ({ text, phrase, norm: keysOf.norm(text) }))
        .filter(({ norm }) => norm !== '');
      for (let from = 0; from < named.length; from += PHRASE_SLOTS.length) {
        const tried = named.slice(from, from + PHRASE_SLOTS.length);
        const rows = await withNames(
          on,
          tried.map(({ norm }) => norm),
        );
        const longest = tried.find(({ norm }) => rows.some((row) => row.name_norm === norm));
        if (!longest) continue;
        return rows
          .filter((row) => row.name_norm === longest.norm)
          .map((row) => ({
            phrase: longest.phrase,
            match: matchOf(row, row.name === longest.text ? 'exact' : 'normalised'),
          }));
      }
      return [];
    },

    async alike(on: Session, names: readonly string[], phones: readonly string[]) {
      const named = await rowsIn(on, 'lead.name_norm', names);
      const called = await rowsIn(on, 'lead.phone_norm', phones);
      return {
        byName: liveliestBy(named, (row) => row.name_norm),
        byPhone: liveliestBy(called, (row) => row.phone_norm),
      };
    },

    async byPhone(on: Session, phone: string): Promise<LeadMatch[]> {
      const digits = normalisePhone(phone);
      if (digits.length < 7) return [];
      return liveliestFirst((await byPhone(on, { digits })).rows).map((row) => matchOf(row, 'exact'));
    },
  };
}

/** Of rows with one key, the one a person would mean. */
function liveliestBy<Row extends Found>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): ReadonlyMap<string, LeadMatch> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return new Map(
    [...groups].flatMap(([key, group]) => {
      const [first] = liveliestFirst(group);
      return first ? [[key, matchOf(first, 'normalised')] as const] : [];
    }),
  );
}

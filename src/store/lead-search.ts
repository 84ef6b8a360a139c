import { type ExpressionBuilder, sql } from 'kysely';
import { leadId, memberId, stageId } from '../domain/ids.ts';
import { isTypoOf, type NameWords, normalisePhone, withoutCity } from '../domain/name.ts';
import type { LeadMatch, MatchTier } from '../usecases/ports.ts';
import type { Db, Session } from './engine.ts';
import { placeholder, prepare } from './prepared.ts';
import type { Tables } from './schema/tables.ts';
import type { SearchKeys } from './search-keys.ts';

/** Leads of one exact name beyond this many are not told apart in chat anyway. */
const SAME_NAME_LIMIT = 50;
/** Phrases tried at a time; a fixed number makes one prepared statement serve every line. */
const PHRASE_SLOTS = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'] as const;
/** Candidates looked at for a typo. */
const TYPO_CANDIDATES = 500;

interface Found {
  id: number;
  name: string;
  name_norm: string;
  owner: string;
  state: 'open' | 'won' | 'lost' | 'invalid' | 'merged' | 'void';
  stage: string;
  entered_at: number;
  touched_at: number | null;
  owner_name: string | null;
  owner_team: string | null;
}

/**
 * The SQL that finds leads by what people type of their names. Limits are literals: SQLite plans a statement anew each
 * time a limit is bound to it, which costs more than the search (measured: 5 µs become 28).
 */
export function createLeadSearch(db: Db, keysOf: SearchKeys, words: NameWords) {
  const base = db
    .selectFrom('lead')
    .leftJoin('member', 'member.id', 'lead.owner')
    .where('lead.state', '<>', sql.lit('void'))
    .where('lead.state', '<>', sql.lit('merged'))
    .select([
      'lead.id',
      'lead.name',
      'lead.name_norm',
      'lead.owner',
      'lead.state',
      'lead.stage',
      'lead.entered_at',
      'lead.touched_at',
      'member.name as owner_name',
      'member.team as owner_team',
    ]);
  /** Open leads first, the liveliest first, so that the limit cuts off what nobody means. */
  const liveliest = (query: typeof base) =>
    query.orderBy(sql`case when lead.state = 'open' then 0 else 1 end`).orderBy('lead.last_event_at', 'desc');
  const byNorm = prepare<{ norm: string }, Found>(
    liveliest(base.where('lead.name_norm', '=', placeholder<string>('norm'))).limit(sql.lit(SAME_NAME_LIMIT)),
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

  type Condition = (eb: ExpressionBuilder<Tables, 'lead'>) => ReturnType<typeof sql<boolean>>;
  const find = async (on: Session, condition: Condition, limit: number) => {
    const where = condition as unknown as Parameters<typeof base.where>[0];
    return (await on.execute(liveliest(base.where(where)).limit(sql.lit(limit)))).rows as Found[];
  };
  const like =
    (column: string, pattern: string): Condition =>
    () =>
      sql<boolean>`${sql.ref(column)} like ${pattern} escape '\\'`;

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

    async byPhone(on: Session, phone: string): Promise<LeadMatch[]> {
      const digits = normalisePhone(phone);
      if (digits.length < 7) return [];
      const rows = await find(on, () => sql<boolean>`lead.phone_norm = ${digits} and lead.phone_norm <> ''`, 5);
      return rows.map((row) => matchOf(row, 'exact'));
    },

    /** The best tier that has any match: prefix, contains, pinyin, one typo. */
    async search(on: Session, phrase: string, limit: number): Promise<LeadMatch[]> {
      const { norm, pinyin } = keysOf(phrase);
      if (norm === '') return [];
      const city = withoutCity(norm, words);
      const tiers: [MatchTier, () => Promise<Found[]>][] = [
        ['prefix', () => find(on, like('lead.name_norm', `${escapeLike(norm)}%`), limit)],
        ['contains', () => find(on, like('lead.name_norm', `%${escapeLike(norm)}%`), limit)],
      ];
      if (city !== undefined) {
        tiers.push(['contains', () => find(on, () => sql<boolean>`lead.name_norm = ${city}`, limit)]);
      }
      if (/^[a-z0-9]+$/.test(norm)) {
        tiers.push(
          ['pinyin', () => find(on, like('lead.name_initials', `${norm}%`), limit)],
          ['pinyin', () => find(on, like('lead.name_pinyin', `${norm}%`), limit)],
          ['pinyin', () => find(on, like('lead.name_initials', `%${norm}%`), limit)],
        );
      } else {
        tiers.push(['pinyin', () => find(on, () => sql<boolean>`lead.name_pinyin = ${pinyin}`, limit)]);
      }
      if ([...norm].length >= 3) tiers.push(['typo', () => typos(on, norm, limit)]);
      for (const [tier, run] of tiers) {
        const rows = await run();
        if (rows.length > 0) return rows.map((row) => matchOf(row, tier));
      }
      return [];
    },
  };

  /**
   * One edit leaves one half of the word whole, so the halves find the candidates and the distance decides. Only a swap
   * of the two characters in the middle touches both.
   */
  async function typos(on: Session, norm: string, limit: number): Promise<Found[]> {
    const characters = [...norm];
    const half = Math.floor(characters.length / 2);
    const [left, right] = [characters.slice(0, half).join(''), characters.slice(half).join('')];
    const swapped = characters.toSpliced(half - 1, 2, ...characters.slice(half - 1, half + 1).reverse()).join('');
    const rows = await find(
      on,
      () =>
        sql<boolean>`(lead.name_norm like ${`${escapeLike(left)}%`} escape '\\' or lead.name_norm like ${`%${escapeLike(right)}`} escape '\\' or lead.name_norm = ${swapped})`,
      TYPO_CANDIDATES,
    );
    return rows.filter((row) => isTypoOf(row.name_norm, norm)).slice(0, limit);
  }
}

function matchOf(row: Found, tier: MatchTier): LeadMatch {
  return {
    id: leadId(row.id),
    name: row.name,
    tier,
    owner: memberId(row.owner),
    ownerName: row.owner_name ?? row.owner,
    ownerTeam: row.owner_team,
    state: row.state,
    stage: stageId(row.stage),
    lastAt: Math.max(row.entered_at, row.touched_at ?? 0),
  };
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

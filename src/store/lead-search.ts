import { type ExpressionBuilder, sql } from 'kysely';
import { leadId, memberId, stageId } from '../domain/ids.ts';
import { isTypoOf, type NameWords, normalisePhone, withoutCity } from '../domain/name.ts';
import type { LeadMatch, MatchTier } from '../usecases/ports.ts';
import type { Db } from './engine.ts';
import { placeholder, prepare } from './prepared.ts';
import type { Tables } from './schema/tables.ts';
import type { SearchKeys } from './search-keys.ts';

/** Leads of one exact name beyond this many are not told apart in chat anyway. */
const SAME_NAME_LIMIT = 50;
/** One line is tried as at most this many phrases; a fixed number makes one prepared statement serve them all. */
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

/** The SQL that finds leads by what people type of their names. */
export function createLeadSearch(db: Db, keysOf: SearchKeys, words: NameWords) {
  const base = db
    .selectFrom('lead')
    .leftJoin('member', 'member.id', 'lead.owner')
    .where('lead.state', 'not in', ['void', 'merged'])
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
  const byNorms = prepare<Readonly<Record<string, string>>, Found>(
    base
      .where(
        'lead.name_norm',
        'in',
        PHRASE_SLOTS.map((slot) => placeholder<string>(slot)),
      )
      .limit(SAME_NAME_LIMIT),
  );

  type Condition = (eb: ExpressionBuilder<Tables, 'lead'>) => ReturnType<typeof sql<boolean>>;
  const find = async (on: Db, condition: Condition, limit: number) => {
    const where = condition as unknown as Parameters<typeof base.where>[0];
    // Open leads first, the liveliest first, so that the limit cuts off what nobody means.
    return (
      await on.executeQuery(
        base
          .where(where)
          .orderBy(sql`case when lead.state = 'open' then 0 else 1 end`)
          .orderBy('lead.last_event_at', 'desc')
          .limit(limit),
      )
    ).rows as Found[];
  };
  const like =
    (column: string, pattern: string): Condition =>
    () =>
      sql<boolean>`${sql.ref(column)} like ${pattern} escape '\\'`;

  return {
    /** Exact and normalised matches of the longest phrase that has any; phrases come longest first. */
    async byNames(on: Db, phrases: readonly string[]) {
      const norms = phrases.slice(-PHRASE_SLOTS.length).map((phrase) => keysOf.norm(phrase));
      const skipped = phrases.length - norms.length;
      // An empty slot matches nothing: no stored name normalises to nothing.
      const { rows } = await byNorms(on, Object.fromEntries(PHRASE_SLOTS.map((slot, at) => [slot, norms[at] ?? ''])));
      const found = new Set(rows.map((row) => row.name_norm));
      const longest = norms.findIndex((norm) => found.has(norm));
      return rows
        .filter((row) => row.name_norm === norms[longest])
        .map((row) => {
          const phrase = longest + skipped;
          return { phrase, match: matchOf(row, row.name === phrases[phrase] ? 'exact' : 'normalised') };
        });
    },

    async byPhone(on: Db, phone: string): Promise<LeadMatch[]> {
      const digits = normalisePhone(phone);
      if (digits.length < 7) return [];
      const rows = await find(on, () => sql<boolean>`lead.phone_norm = ${digits} and lead.phone_norm <> ''`, 5);
      return rows.map((row) => matchOf(row, 'exact'));
    },

    /** The best tier that has any match: prefix, contains, pinyin, one typo. */
    async search(on: Db, phrase: string, limit: number): Promise<LeadMatch[]> {
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

  /** One edit leaves one half of the word whole, so the halves find the candidates and the distance decides. */
  async function typos(on: Db, norm: string, limit: number): Promise<Found[]> {
    const characters = [...norm];
    const half = Math.floor(characters.length / 2);
    const [left, right] = [characters.slice(0, half).join(''), characters.slice(half).join('')];
    const rows = await find(
      on,
      () =>
        sql<boolean>`(lead.name_norm like ${`${escapeLike(left)}%`} escape '\\' or lead.name_norm like ${`%${escapeLike(right)}`} escape '\\')`,
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

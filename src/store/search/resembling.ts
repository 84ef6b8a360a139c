import { sql } from 'kysely';
import type { NameWords } from '../../domain/name.ts';
import type { LeadMatch } from '../../usecases/ports.ts';
import type { Engine, Session } from '../engine.ts';
import { placeholder, prepare } from '../prepared.ts';
import { type Found, findable, liveliestFirst, matchOf } from './found.ts';
import type { SearchKeys } from './search-keys.ts';
import { type Way, waysOf } from './ways.ts';

/** Leads looked at in one go, newest first; and how often more are fetched when they only seemed to fit. */
const POOL = 50;
const POOLS = 20;
/** Above every character of a search key, so that `[key, key + LAST)` is everything that begins with `key`. */
const LAST = '\u{10ffff}';

/** Finds leads by what resembles their names: the search index tells candidates, the names themselves decide. */
export function createResemblance(engine: Engine, keysOf: SearchKeys, words: NameWords) {
  const { searchIndex } = engine;
  const base = findable(engine.writer);
  const pool = base.limit(sql.lit(POOL));
  const slots = Array.from({ length: POOL }, (_, at) => `slot${at}`);
  const byIds = prepare<Readonly<Record<string, number>>, Found>(
    base.where(
      'lead.id',
      'in',
      slots.map((slot) => placeholder<number>(slot)),
    ),
  );
  const byNorms = prepare<Readonly<Record<string, string>>, Found>(
    pool.where(
      'lead.name_norm',
      'in',
      slots.map((slot) => placeholder<string>(slot)),
    ),
  );
  const byPinyin = prepare<{ pinyin: string }, Found>(
    pool.where('lead.name_pinyin', '=', placeholder<string>('pinyin')),
  );
  const byPinyinPrefix = prepare<{ from: string; to: string }, Found>(
    pool
      .where('lead.name_pinyin', '>=', placeholder<string>('from'))
      .where('lead.name_pinyin', '<', placeholder<string>('to')),
  );
  const ownOpen = pool.where('lead.owner', '=', placeholder<string>('owner')).where('lead.state', '=', sql.lit('open'));
  const ownLike = (column: 'name_norm' | 'name_initials') =>
    prepare<{ owner: string; pattern: string }, Found>(
      ownOpen.where(sql<boolean>`${sql.ref(`lead.${column}`)} like ${placeholder<string>('pattern')} escape '\\'`),
    );
  const own = { name_norm: ownLike('name_norm'), name_initials: ownLike('name_initials') };

  /** Leads the index gives for the tokens and that really fit, the newest, a few more than `limit` of them. */
  const indexed = async (on: Session, tokens: readonly (readonly string[])[], fits: Way['fits'], limit: number) => {
    const found: Found[] = [];
    for (let before = Number.MAX_SAFE_INTEGER, pools = 0; pools < POOLS; pools++) {
      const ids = await searchIndex.find(on, tokens, { before, limit: POOL });
      if (ids.length > 0) found.push(...(await byIds(on, inSlots(ids, 0))).rows.filter(fits));
      if (ids.length < POOL || found.length > limit) break;
      before = ids.at(-1) ?? 0;
    }
    return found;
  };

  const inSlots = <T>(values: readonly T[], empty: T) =>
    Object.fromEntries(slots.map((slot, at) => [slot, values[at] ?? empty]));

  const fitting = async (on: Session, { by, fits }: Way, limit: number, owner: string | undefined) => {
    if ('norms' in by) return (await byNorms(on, inSlots(by.norms, ''))).rows.filter(fits);
    if ('pinyin' in by) return (await byPinyin(on, by)).rows;
    if ('pinyinPrefix' in by) {
      return (await byPinyinPrefix(on, { from: by.pinyinPrefix, to: by.pinyinPrefix + LAST })).rows;
    }
    const others = await indexed(on, by.tokens, fits, limit);
    if (by.own === undefined || owner === undefined || others.length <= limit) return others;
    // So many fit that the asker's own may have drowned among them.
    const mine = (await own[by.own.column](on, { owner, pattern: by.own.pattern })).rows.filter(fits);
    const known = new Set(mine.map(({ id }) => id));
    return [...mine, ...others.filter(({ id }) => !known.has(id))];
  };

  /** The best tier that has any match. */
  return async (on: Session, phrase: string, limit: number, owner?: string): Promise<LeadMatch[]> => {
    const keys = keysOf(phrase);
    if (keys.norm === '') return [];
    for (const way of waysOf(keys, words)) {
      const rows = await fitting(on, way, limit, owner);
      if (rows.length > 0) {
        return liveliestFirst(rows, owner)
          .slice(0, limit)
          .map((row) => matchOf(row, way.tier));
      }
    }
    return [];
  };
}

import { isTypoOf, type NameWords, withoutCity } from '../../domain/name.ts';
import type { MatchTier } from '../../usecases/ports.ts';
import type { Found } from './found.ts';
import type { SearchKeys } from './search-keys.ts';
import { characterTokens, initialTokens, pieceTokens } from './tokens.ts';
import { swapsOf, typoAlternatives } from './typos.ts';

/** One way in which a name may resemble what was typed. */
export interface Way {
  readonly tier: MatchTier;
  readonly by:
    | {
        /** Through the search index: tokens such a name has, as alternatives. */
        readonly tokens: readonly (readonly string[])[];
        /** The same as a pattern, to find the asker's own among very many. */
        readonly own?: { readonly column: 'name_norm' | 'name_initials'; readonly pattern: string };
      }
    | { readonly norms: readonly string[] }
    | { readonly pinyin: string }
    | { readonly pinyinPrefix: string };
  /** Makes sure: the index only knows the tokens. */
  readonly fits: (row: Found) => boolean;
}

/** Best first: the start of the name, a part of it, its pinyin or initials, one typo. */
export function waysOf({ norm, pinyin }: ReturnType<SearchKeys>, words: NameWords): Way[] {
  const city = withoutCity(norm, words);
  const isLatin = /^[a-z0-9]+$/.test(norm);
  return [
    {
      tier: 'prefix',
      by: { tokens: [pieceTokens(norm, 'start')], own: { column: 'name_norm', pattern: `${escapeLike(norm)}%` } },
      fits: (row) => row.name_norm.startsWith(norm),
    },
    {
      tier: 'contains',
      by: { tokens: [pieceTokens(norm, 'anywhere')], own: { column: 'name_norm', pattern: `%${escapeLike(norm)}%` } },
      fits: (row) => row.name_norm.includes(norm),
    },
    ...(city === undefined ? [] : [{ tier: 'contains', by: { norms: [city] }, fits: anything } satisfies Way]),
    ...(isLatin ? latinWays(norm) : [{ tier: 'pinyin', by: { pinyin }, fits: anything } satisfies Way]),
    ...typoWays(norm),
    ...abbreviationWay(norm),
  ];
}

function latinWays(norm: string): Way[] {
  const anywhere: Way = {
    tier: 'pinyin',
    by: { tokens: [initialTokens(norm, 'anywhere')], own: { column: 'name_initials', pattern: `%${norm}%` } },
    fits: (row) => row.name_initials.includes(norm),
  };
  return [
    {
      tier: 'pinyin',
      by: { tokens: [initialTokens(norm, 'start')], own: { column: 'name_initials', pattern: `${norm}%` } },
      fits: (row) => row.name_initials.startsWith(norm),
    },
    { tier: 'pinyin', by: { pinyinPrefix: norm }, fits: anything },
    ...(norm.length < 2 ? [] : [anywhere]),
  ];
}

function typoWays(norm: string): Way[] {
  const tokens = typoAlternatives(norm);
  const norms = swapsOf(norm);
  const fits = (row: Found) => isTypoOf(row.name_norm, norm);
  return [
    ...(tokens.length === 0 ? [] : [{ tier: 'typo', by: { tokens }, fits } satisfies Way]),
    ...(tokens.length === 0 || norms.length === 0 ? [] : [{ tier: 'typo', by: { norms }, fits } satisfies Way]),
  ];
}

/** Han characters left out between those that are there, as people shorten long names; a guess like a typo. */
function abbreviationWay(norm: string): Way[] {
  if (!ABBREVIATION.test(norm)) return [];
  const fits = (row: Found) => isSubsequence(norm, row.name_norm);
  return [{ tier: 'typo', by: { tokens: [characterTokens(norm)] }, fits }];
}

const ABBREVIATION = /^\p{Script=Han}{3,12}$/u;

function isSubsequence(part: string, whole: string): boolean {
  let from = 0;
  return [...part].every((character) => {
    const at = whole.indexOf(character, from);
    from = at + character.length;
    return at !== -1;
  });
}

function anything(): boolean {
  return true;
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

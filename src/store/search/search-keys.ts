import { pinyin } from 'pinyin-pro';
import { type NameWords, normaliseName } from '../../domain/name.ts';

/** What a lead's name is found by: normalised, as pinyin without tones or spaces, and as pinyin initials. */
export interface SearchKeys {
  (name: string): { readonly norm: string; readonly pinyin: string; readonly initials: string };
  /** The normalised name alone; pinyin costs ten times as much. */
  norm(name: string): string;
}

/** Makes the search keys of names; `words` are the parts of a company name that mean nothing. */
export function createSearchKeys(words: NameWords): SearchKeys {
  const norm = (name: string) => normaliseName(name, words);
  const keysOf = (name: string) => {
    const syllables = pinyin(norm(name), { toneType: 'none', type: 'array', v: true });
    return { norm: norm(name), pinyin: syllables.join(''), initials: initialsOf(norm(name), syllables) };
  };
  return Object.assign(keysOf, { norm });
}

/** First letter of each syllable; runs of other characters (latin, digits) stay whole. */
function initialsOf(norm: string, syllables: readonly string[]): string {
  const characters = [...norm];
  if (characters.length !== syllables.length) return syllables.map((syllable) => syllable[0] ?? '').join('');
  return syllables.map((syllable, at) => (syllable === characters[at] ? syllable : (syllable[0] ?? ''))).join('');
}

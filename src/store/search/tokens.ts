import type { SearchKeys } from './search-keys.ts';

/** Marks that no normalised name contains: where it begins and ends, and what is told of its initials. */
const START = '‹';
const END = '›';
const INITIALS = '§';
/** What beside letters and digits an index may take for a gap between words; names of nothing but signs keep them. */
const ASCII_SIGN = /[^a-z0-9\u0080-\u{10ffff}]/gu;
const PRIVATE_USE = 0xe000;

/**
 * What a lead's name is found by in the search index: its characters, every two and every three neighbours with the
 * ends marked, and the same neighbours among its pinyin initials. A longer piece is found by having all its threes,
 * which few names have by chance.
 */
export function tokensOf({ norm, initials }: Pick<ReturnType<SearchKeys>, 'norm' | 'initials'>): string[] {
  const whole = marked(norm, 'whole');
  const letters = marked(initials, 'whole');
  return [
    ...new Set([
      ...whole.slice(1, -1),
      ...runsOf(whole, 2),
      ...runsOf(whole, 3),
      ...[...runsOf(letters, 2), ...runsOf(letters, 3)].map((run) => INITIALS + run),
    ]),
  ];
}

/** Where a piece stands in a name. */
export type Place = 'anywhere' | 'start' | 'end' | 'whole';

/** The tokens of every name that has `piece` at `place`. */
export function pieceTokens(piece: string, place: Place): string[] {
  const characters = marked(piece, place);
  return [...new Set(runsOf(characters, Math.min(3, characters.length)))];
}

/** The tokens of every name that has all these characters. */
export function characterTokens(piece: string): string[] {
  return [...new Set(marked(piece, 'anywhere'))];
}

/** The tokens of every name whose pinyin initials have `piece`, of at least two letters, at `place`. */
export function initialTokens(piece: string, place: Place): string[] {
  return pieceTokens(piece, place).map((run) => INITIALS + run);
}

function marked(piece: string, place: Place): string[] {
  const start = place === 'start' || place === 'whole' ? START : '';
  const end = place === 'end' || place === 'whole' ? END : '';
  return [...`${start}${piece.replace(ASCII_SIGN, privately)}${end}`];
}

function runsOf(characters: readonly string[], length: number): string[] {
  return Array.from({ length: Math.max(0, characters.length - length + 1) }, (_, at) =>
    characters.slice(at, at + length).join(''),
  );
}

function privately(sign: string): string {
  return String.fromCharCode(PRIVATE_USE + sign.charCodeAt(0));
}

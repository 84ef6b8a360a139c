import { pieceTokens } from './tokens.ts';

/** Up to this many characters each place of an edit is looked at by itself; of a longer name half is telling enough. */
const SHORT_NAME = 12;

/**
 * How names one edit away from `norm` are found, as alternatives of tokens: what stands before the edit is left whole,
 * and so is what stands after it. Names of fewer than three characters resemble too many others to have typos.
 */
export function typoAlternatives(norm: string): string[][] {
  const characters = [...norm];
  // The two tokens next to the edit on each side: towards the ends of company names stand cities and trades, and what very
  // many names share costs the most to go through and tells the least.
  const around = (before: number, after: number) => [
    ...(before > 0 ? pieceTokens(characters.slice(0, before).join(''), 'start').slice(-2) : []),
    ...(after < characters.length ? pieceTokens(characters.slice(after).join(''), 'end').slice(0, 2) : []),
  ];
  if (characters.length < 3) return [];
  if (characters.length > SHORT_NAME) {
    const half = Math.floor(characters.length / 2);
    return [
      pieceTokens(characters.slice(0, half).join(''), 'start'),
      pieceTokens(characters.slice(half).join(''), 'end'),
    ];
  }
  // An exchanged character leaves the least: a missing or an additional one leaves that and more.
  return characters.map((_, at) => around(at, at + 1));
}

/** The names that come of swapping two neighbours and that {@link typoAlternatives} would miss. */
export function swapsOf(norm: string): string[] {
  const characters = [...norm];
  const half = Math.floor(characters.length / 2);
  const places = characters.length > SHORT_NAME ? [half - 1] : characters.slice(1).map((_, at) => at);
  const swapped = places.map((at) =>
    characters.toSpliced(at, 2, characters[at + 1] ?? '', characters[at] ?? '').join(''),
  );
  return swapped.filter((name) => name !== norm);
}

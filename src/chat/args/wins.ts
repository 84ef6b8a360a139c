import { WINS_PATTERN } from './words.ts';

/** A number of wins, sign or word behind it or not: 20, and with the unit people put. Undefined when it is none. */
export function readWins(text: string): number | undefined {
  const digits = WINS_PATTERN.exec(text.normalize('NFKC').trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** True for a bare word that can only be a number of wins: it carries the unit. */
export function looksLikeWins(text: string): boolean {
  return !/^[0-9]+$/.test(text.normalize('NFKC').trim()) && readWins(text) !== undefined;
}

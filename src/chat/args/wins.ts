import { PER_WEEK_PATTERN, USUAL_WORDS, WINS_PATTERN } from './words.ts';

/** A number of wins, sign or word behind it or not: 20, and with the unit people put. Undefined when it is none. */
export function readWins(text: string): number | undefined {
  const digits = WINS_PATTERN.exec(text.normalize('NFKC').trim())?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** True for a bare word that can only be a number of wins: it carries the unit. */
export function looksLikeWins(text: string): boolean {
  return !/^[0-9]+$/.test(text.normalize('NFKC').trim()) && readWins(text) !== undefined;
}

/** How many a week, a number with its unit; null for as many as usual, undefined when it is neither. */
export function readPerWeek(text: string): number | null | undefined {
  const written = text.normalize('NFKC').trim();
  if (USUAL_WORDS.has(written)) return null;
  const digits = PER_WEEK_PATTERN.exec(written)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

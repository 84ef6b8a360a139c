import { LIMIT_PATTERN, NONE_WORDS } from './words.ts';

/** Longest limit that still says something, in workdays. */
const MAX_DAYS = 366;

/** A number of workdays, `5`; null for none at all, undefined when unreadable. */
export function readLimit(text: string): number | null | undefined {
  const word = text.normalize('NFKC').trim();
  if (NONE_WORDS.has(word)) return null;
  const [, digits] = LIMIT_PATTERN.exec(word) ?? [];
  const days = Number(digits);
  return digits !== undefined && days >= 1 && days <= MAX_DAYS ? days : undefined;
}

/** A share above 0 and up to 1, `25%`, `0.25`; null for none at all, undefined when unreadable. */
export function readShare(text: string): number | null | undefined {
  const word = text.normalize('NFKC').trim();
  if (NONE_WORDS.has(word)) return null;
  const [, percent] = /^([0-9]{1,3}(?:\.[0-9]{1,2})?)%$/.exec(word) ?? [];
  const [, share] = /^([01](?:\.[0-9]{1,4})?)$/.exec(word) ?? [];
  const value = percent === undefined ? Number(share) : Number(percent) / 100;
  return value > 0 && value <= 1 ? value : undefined;
}

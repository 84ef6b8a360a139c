import { isAmountFen } from '../../domain/money.ts';
import {
  DIGIT_WORDS,
  MONEY_MEANT_PATTERN,
  MONEY_PATTERN,
  MONEY_SIGN_PATTERN,
  MONEY_TAIL_PATTERN,
  MONEY_UNITS,
  MONEY_WORDS_PATTERN,
  NUMBER_UNITS,
} from './words.ts';

/** An amount in fen: `￥80000`, `8k`, `80,000`, and the ways of words.ts. Undefined when it is none, or finer than a fen. */
export function readMoney(text: string): number | undefined {
  const word = text.normalize('NFKC').trim().toLowerCase();
  const match = MONEY_PATTERN.exec(word);
  if (!match?.[1]) return readMoneyWords(word) ?? readMoneyWithTail(word);
  const fraction = match[2] ?? '';
  const unitFen = (match[3] === undefined ? 1 : (MONEY_UNITS[match[3]] ?? 1)) * 100;
  // Whole digits first, then one division: 12.5 ten-thousands must not become 124,999.99 by floating point.
  const digits = Number(match[1].replaceAll(',', '') + fraction);
  const fen = (digits * unitFen) / 10 ** fraction.length;
  return isAmountFen(fen) ? fen : undefined;
}

/** True for a bare word that can only be an amount: it carries a currency sign or a unit. */
export function looksLikeMoney(text: string): boolean {
  return MONEY_SIGN_PATTERN.test(text) && readMoney(text) !== undefined;
}

/** True for a word that was meant as an amount, readable or not: then it must not pass silently for a note. */
export function meantAsMoney(text: string): boolean {
  return MONEY_MEANT_PATTERN.test(text.normalize('NFKC'));
}

/** An amount written out, as speech input does. */
function readMoneyWords(word: string): number | undefined {
  const match = MONEY_WORDS_PATTERN.exec(word);
  const count = match?.[1] === undefined ? undefined : readNumberWords(match[1]);
  const fen = (count ?? 0) * (MONEY_UNITS[match?.[2] ?? ''] ?? 0) * 100;
  return fen > 0 && isAmountFen(fen) ? fen : undefined;
}

/** An amount with one more digit after its unit, which counts in tenths of it, or in a unit of its own. */
function readMoneyWithTail(word: string): number | undefined {
  const [, count = '', unit = '', digit = '', tailUnit] = MONEY_TAIL_PATTERN.exec(word) ?? [];
  const whole = /^[0-9]/.test(count) ? Number(count) : readNumberWords(count);
  const unitYuan = MONEY_UNITS[unit];
  if (!whole || unitYuan === undefined) return undefined;
  const tailYuan = tailUnit === undefined ? unitYuan / 10 : (MONEY_UNITS[tailUnit] ?? 0);
  if (tailYuan >= unitYuan) return undefined;
  const fen = (whole * unitYuan + (DIGIT_WORDS[digit] ?? Number(digit)) * tailYuan) * 100;
  return isAmountFen(fen) ? fen : undefined;
}

/** A number below ten thousand written out; undefined when the units do not fall in order. */
function readNumberWords(word: string): number | undefined {
  let total = 0;
  let digit = 0;
  let lastUnit = Number.POSITIVE_INFINITY;
  for (const character of word) {
    const unit = NUMBER_UNITS[character];
    if (unit === undefined) {
      if (digit !== 0) return undefined;
      digit = DIGIT_WORDS[character] ?? 0;
      continue;
    }
    if (unit >= lastUnit) return undefined;
    total += (digit === 0 ? 1 : digit) * unit;
    digit = 0;
    lastUnit = unit;
  }
  return total + digit;
}

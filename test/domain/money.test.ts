import { expect, it } from 'vitest';
import { isAmountFen, MAX_AMOUNT_FEN } from '../../src/domain/money.ts';

it.each([
  [0, true],
  [1, true],
  [MAX_AMOUNT_FEN, true],
  [MAX_AMOUNT_FEN + 1, false],
  [-1, false],
  [0.5, false],
  [Number.NaN, false],
  [Number.POSITIVE_INFINITY, false],
])('%d fen is an amount: %s', (fen, isAmount) => {
  expect(isAmountFen(fen)).toBe(isAmount);
});

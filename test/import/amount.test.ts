import { expect, it } from 'vitest';
import { readAmountFen } from '../../src/usecases/import-amount.ts';

it.each([
  ['1054', 105_400],
  ['0', 0],
  ['1,054.00', 105_400],
  ['￥80000.5', 8_000_050],
  ['¥ 12', 1200],
  ['0.29', 29],
  ['1.2300', 123],
  ['１２', 1200],
  ['100000000000', 10_000_000_000_000],
  ['-1', undefined],
  ['(5)', undefined],
  ['1e3', undefined],
  ['abc', undefined],
  ['', undefined],
  ['1,05', undefined],
  ['0.001', undefined],
  ['1.2.3', undefined],
  ['$5', undefined],
  ['100000000000.01', undefined],
  ['NaN', undefined],
])('reads %j as %s fen', (text, fen) => {
  expect(readAmountFen(text)).toBe(fen);
});

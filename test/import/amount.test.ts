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

it.each([
  ['12.5', 12_500_000],
  ['12.5万', 12_500_000],
  ['8000元', 800_000],
  ['8 000 元', 800_000],
  ['1.2345W', 1_234_500],
  ['12.345678', 12_345_678],
  ['12.3456789', undefined],
  ['0.0000001', undefined],
  ['5吨', undefined],
  ['5万5', undefined],
  ['5constructor', undefined],
])('reads %j as %s fen where ten thousands are meant, and other units are known', (text, fen) => {
  expect(readAmountFen(text, { '': 10_000, 万: 10_000, 元: 1, w: 10_000 })).toBe(fen);
});

import { expect, it } from 'vitest';
import { tellingOf } from '../../src/domain/escalation.ts';

it.each([
  ['on the day it reaches its limit, the owner', 0, -1, { owner: true, manager: false, isLast: false }],
  ['the day after, nobody', 1, 0, undefined],
  ['three workdays over, the owner again', 3, 2, { owner: true, manager: false, isLast: false }],
  ['five over, those in charge as well', 5, 4, { owner: true, manager: true, isLast: false }],
  ['seven over, only those in charge', 7, 6, { owner: false, manager: true, isLast: true }],
  ['later, nobody any more', 8, 7, undefined],
  ['after three days without a run, what came due meanwhile', 6, 3, { owner: true, manager: true, isLast: false }],
  ['at the first run ever, everybody', 20, -1, { owner: true, manager: true, isLast: true }],
])('%s', (_, overdue, before, telling) => {
  expect(tellingOf(overdue, before)).toEqual(telling);
});

import { describe, expect, it } from 'vitest';
import { addMonths, daysOfMonth, type Month, monthOf } from '../../src/domain/month.ts';
import type { LocalDay } from '../../src/domain/period.ts';

describe('a month', () => {
  it('is that of a day', () => {
    expect(monthOf('2026-06-30' as LocalDay)).toBe('2026-06');
  });

  it.each([
    ['2026-06', 1, '2026-07'],
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-06', -18, '2024-12'],
    ['2026-06', 0, '2026-06'],
  ])('%s and %i months are %s', (month, count, then) => {
    expect(addMonths(month as Month, count)).toBe(then);
  });

  it.each([
    ['2026-06', '2026-06-01', '2026-06-30'],
    ['2026-12', '2026-12-01', '2026-12-31'],
    ['2028-02', '2028-02-01', '2028-02-29'],
    ['2027-02', '2027-02-01', '2027-02-28'],
  ])('%s goes from %s to %s', (month, from, to) => {
    expect(daysOfMonth(month as Month)).toEqual({ from, to });
  });
});

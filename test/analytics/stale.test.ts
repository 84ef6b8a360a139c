import { describe, expect, it } from 'vitest';
import { type StaleContext, staleLeads, stalenessOf } from '../../src/analytics/stale.ts';
import type { LocalDay } from '../../src/domain/period.ts';
import { instant } from '../support/instant.ts';
import { openLead } from '../support/outlook.ts';
import { plainCalendar } from '../support/plain-calendar.ts';
import { seedPipeline } from '../support/seed.ts';

const day = (text: string) => `2026-${text}` as LocalDay;
const at = (asOf: string): StaleContext => ({
  asOf: instant(asOf),
  pipeline: seedPipeline,
  calendar: plainCalendar('2026-06-19'),
  timeZone: 'Asia/Shanghai',
});
/** In interest, five workdays without a follow-up and ten altogether are the limits; 1 June 2026 is a Monday. */
const causesOf = (fields: Parameters<typeof openLead>[2], asOf: string) =>
  stalenessOf(openLead(1, 'interest', { enteredAt: instant('06-01'), ...fields }), at(asOf)).causes;

describe('a lead nobody follows up', () => {
  it('is stale from the day its limit is reached in completed workdays, weekends not counted', () => {
    expect(causesOf({}, '06-08 23:59')).toEqual([]);
    expect(causesOf({}, '06-09 00:00')).toEqual(['idle']);
  });

  it('counts neither the holiday nor the running day', () => {
    const touched = { touchedAt: instant('06-15'), enteredAt: instant('06-11') };
    expect(stalenessOf(openLead(1, 'interest', touched), at('06-22 23:00'))).toMatchObject({ idleDays: 3, causes: [] });
  });

  it('starts to count anew with a follow-up, not with what was planned and is still to come', () => {
    expect(causesOf({ touchedAt: instant('06-05') }, '06-12 09:00')).toEqual([]);
    expect(causesOf({ nextOn: day('06-12') }, '06-12 09:00')).toEqual([]);
    expect(
      stalenessOf(openLead(1, 'interest', { nextOn: day('06-12'), enteredAt: instant('06-01') }), at('06-12')),
    ).toMatchObject({ idleDays: 8 });
  });

  it('is overdue after its stay limit whatever is planned or was done', () => {
    const busy = { touchedAt: instant('06-15'), nextOn: day('06-30') };
    expect(causesOf(busy, '06-15 23:00')).toEqual([]);
    expect(causesOf(busy, '06-16 00:00')).toEqual(['overstayed']);
  });
});

describe('a planned day', () => {
  const planned = { nextOn: day('06-03') };

  it('is missed the day after, unless there was a follow-up on it or since', () => {
    expect(causesOf(planned, '06-03 23:59')).toEqual([]);
    expect(causesOf(planned, '06-04 00:00')).toEqual(['promise_missed']);
    expect(causesOf({ ...planned, touchedAt: instant('06-02 18:00') }, '06-04')).toEqual(['promise_missed']);
    expect(causesOf({ ...planned, touchedAt: instant('06-03 00:00') }, '06-04')).toEqual([]);
  });

  it('is kept by moving the lead on', () => {
    expect(causesOf({ ...planned, enteredAt: instant('06-03 15:00') }, '06-05')).toEqual([]);
  });

  it('does not excuse an idle lead once it is past', () => {
    expect(causesOf(planned, '06-09')).toEqual(['promise_missed', 'idle']);
  });
});

describe('a snoozed lead', () => {
  it('is not stale until its day, and says that it would be', () => {
    const snoozed = openLead(1, 'interest', { enteredAt: instant('06-01'), snoozedUntil: day('06-20') });
    expect(stalenessOf(snoozed, at('06-18'))).toMatchObject({ causes: [], isSnoozed: true, overdueDays: 0 });
    expect(stalenessOf(snoozed, at('06-20'))).toMatchObject({ causes: ['idle', 'overstayed'], isSnoozed: false });
    expect(stalenessOf(snoozed, at('06-02'))).toMatchObject({ causes: [], isSnoozed: false });
  });

  it('does not have its clock set back', () => {
    const snoozed = openLead(1, 'interest', { enteredAt: instant('06-01'), snoozedUntil: day('06-20') });
    expect(stalenessOf(snoozed, at('06-20'))).toMatchObject({ idleDays: 13, overdueDays: 8 });
  });
});

describe('the list of stale leads', () => {
  it('starts with missed promises, then goes by value times delay', () => {
    const entered = instant('06-01');
    const leads = [
      openLead(1, 'interest', { enteredAt: entered, amountFen: 100 }),
      openLead(2, 'interest', { enteredAt: entered, amountFen: null }),
      openLead(3, 'interest', { enteredAt: entered, amountFen: 900 }),
      openLead(4, 'interest', { enteredAt: entered, amountFen: 1, nextOn: day('06-09') }),
      openLead(5, 'interest', { enteredAt: instant('06-11'), amountFen: 1_000_000 }),
      openLead(6, 'interest', { enteredAt: instant('05-11'), amountFen: 900 }),
    ];
    const listed = staleLeads(leads, at('06-12'));
    expect(listed.map(({ lead }) => lead.id)).toEqual([4, 6, 3, 1, 2]);
  });
});

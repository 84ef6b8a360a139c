import type { LeadEvent } from '../../src/domain/lead-event.ts';
import { closed, created, eventsOf, moved, reopened, type Step, transferred, undone } from './history.ts';
import { instant } from './instant.ts';

const YUAN = 100;

/** June 2026 on the Shanghai calendar, the window of the worked example. */
export const JUNE = { from: instant('06-01 00:00'), to: instant('07-01 00:00') };

/**
 * The ten leads of the metrics' worked example, worked out there by hand: with a skip, a way back, an undo, a reopened
 * loss, a lead born in the middle of the funnel, a change of owner, and a lead older than the month.
 */
export const WORKED_EXAMPLE: readonly { readonly name: string; readonly steps: readonly Step[] }[] = [
  {
    name: 'L01',
    steps: [
      created('06-01', 'lead', { name: 'L01', owner: 'zhang', source: '官网', amountFen: 80_000 * YUAN }),
      moved('06-03', 'lead', 'interest'),
      moved('06-08', 'interest', 'opp'),
      moved('06-12', 'opp', 'quote'),
      closed('06-22', 'quote', 'won'),
    ],
  },
  {
    name: 'L02',
    steps: [
      created('06-01', 'lead', { name: 'L02', owner: 'zhang', source: '官网', amountFen: 50_000 * YUAN }),
      moved('06-05', 'lead', 'opp'),
      moved('06-10', 'opp', 'quote'),
      closed('06-24', 'quote', 'lost', 'price'),
    ],
  },
  {
    name: 'L03',
    steps: [
      created('06-02', 'lead', { name: 'L03', owner: 'zhang', source: '展会', amountFen: 120_000 * YUAN }),
      moved('06-04', 'lead', 'interest'),
      moved('06-11', 'interest', 'opp'),
      moved('06-16', 'opp', 'interest'),
      moved('06-25', 'interest', 'opp'),
    ],
  },
  {
    name: 'L04',
    steps: [
      created('06-02', 'lead', { name: 'L04', owner: 'li', source: '展会', amountFen: 30_000 * YUAN }),
      closed('06-03', 'lead', 'invalid', 'dead_number'),
    ],
  },
  {
    name: 'L05',
    steps: [
      created('06-03', 'lead', { name: 'L05', owner: 'li', source: '展会', amountFen: 60_000 * YUAN }),
      moved('06-09', 'lead', 'interest'),
      closed('06-18', 'interest', 'lost', 'delay'),
      reopened('06-23', 'interest'),
      moved('06-26', 'interest', 'opp'),
    ],
  },
  {
    name: 'L06',
    steps: [created('06-04', 'lead', { name: 'L06', owner: 'li', source: '官网' }), moved('06-10', 'lead', 'interest')],
  },
  {
    name: 'L07',
    steps: [
      created('06-05', 'opp', { name: 'L07', owner: 'zhang', source: '转介绍', amountFen: 200_000 * YUAN }),
      moved('06-09', 'opp', 'quote'),
      closed('06-15', 'quote', 'won'),
    ],
  },
  {
    name: 'L08',
    steps: [
      created('06-08', 'lead', { name: 'L08', owner: 'li', source: '官网', amountFen: 40_000 * YUAN }),
      moved('06-10', 'lead', 'interest'),
      moved('06-11', 'interest', 'opp'),
      undone('06-11 10:03'),
      closed('06-17', 'interest', 'lost', 'budget'),
    ],
  },
  {
    name: 'L09',
    steps: [
      created('06-09', 'lead', { name: 'L09', owner: 'zhang', source: '展会', amountFen: 90_000 * YUAN }),
      moved('06-12', 'lead', 'interest'),
      transferred('06-20', 'li'),
      moved('06-24', 'interest', 'opp'),
      moved('06-29', 'opp', 'quote'),
    ],
  },
  {
    name: 'L10',
    steps: [
      created('05-20', 'lead', { name: 'L10', owner: 'li', source: '官网', amountFen: 70_000 * YUAN }),
      moved('05-25', 'lead', 'interest'),
      moved('06-02', 'interest', 'opp'),
      moved('06-08', 'opp', 'quote'),
      closed('06-30', 'quote', 'lost', 'competitor'),
    ],
  },
];

/** The events of the ten leads, numbered 1 to 10; event ids do not repeat across leads. */
export function workedEvents(): readonly (readonly LeadEvent[])[] {
  let firstId = 1;
  return WORKED_EXAMPLE.map(({ steps }, at) => {
    const events = eventsOf(steps, at + 1, firstId);
    firstId += events.length;
    return events;
  });
}

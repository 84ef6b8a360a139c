import { type ChartData, picture } from '../charts/charts.ts';
import type { Change } from '../charts/weekly-funnel.ts';
import { type Today, texts } from '../texts/index.ts';
import type { ReportView } from '../usecases/index.ts';
import type { Place } from './context.ts';

/** The numbers of a report as its pictures want them; what a picture shows stands in the report's text as well. */
export const pictures = {
  /** The weekly funnel: stock, conversion, where most is lost. */
  funnel: (view: ReportView, today: Today, place: Place) => {
    const { report, rates } = view;
    const { movements } = report;
    return picture('weekly-funnel', {
      heading: headingOf(view, today),
      stages: report.stages.map(({ stock }, at) => {
        const hop = rates.hops[at];
        const onward = { k: hop?.advanced ?? 0, n: hop ? hop.advanced + hop.lost + hop.invalid : 0 };
        const change: Change = rates.changes[at] === 'level' ? 'flat' : (rates.changes[at] ?? 'flat');
        return {
          name: stock.stage.name,
          count: stock.open,
          amountFen: shown(stock.amountFen, place),
          stale: stock.stale,
          onward: { ...onward, change: hasBefore(view, at) ? change : null },
        };
      }),
      rateWindow: texts.reports.days(rates.days, today),
      dropsMost: texts.reports.dropsMost(view)?.at ?? null,
      period: {
        created: movements.created,
        won: movements.won,
        wonFen: shown(report.wonFen, place),
        lost: movements.lost,
        invalid: movements.invalid,
      },
    });
  },
  /** What came into each stage and what went out of it. */
  flow: (view: ReportView, today: Today) =>
    picture('stage-flow', { heading: headingOf(view, today), stages: view.report.stages.map(flowOf) }),
  /** Why leads were lost, and how far they had come. */
  losses: (view: ReportView, today: Today, place: Place) => picture('loss-pareto', paretoOf(view, today, place)),
} as const;

/** What a picture may say of an amount where it will be seen; a group that hides or rounds amounts gets none. */
function shown(amountFen: number, place: Place): number | null {
  return place.kind === 'group' && place.group.privacy.amounts !== 'shown' ? null : amountFen;
}

function headingOf(view: ReportView, today: Today) {
  const { asOf } = view.report;
  return {
    scope: texts.reports.scope(view),
    period: texts.reports.days(view.days, today),
    asOf: texts.reports.moment(Math.min(asOf, today.now), today),
  };
}

/** True when there was enough before for a comparison to say something. */
function hasBefore({ rates }: ReportView, at: number): boolean {
  const before = rates.before[at];
  return before !== undefined && before.advanced + before.lost + before.invalid > 0;
}

function flowOf({ flow: { stage, in: into, out, openAtStart, openAtEnd } }: ReportView['report']['stages'][number]) {
  return {
    name: stage.name,
    opening: openAtStart,
    closing: openAtEnd,
    created: into.created,
    forwardIn: into.forward,
    backwardIn: into.backward,
    reopened: into.reopened,
    forwardOut: out.forward,
    won: out.won,
    lost: out.lost,
    invalid: out.invalid,
    backwardOut: out.backward,
  };
}

function paretoOf(view: ReportView, today: Today, place: Place): ChartData<'loss-pareto'> {
  const stages = view.report.stages.map(({ stage }) => stage);
  const names = [...new Set(view.report.lossReasons.map((row) => texts.reports.reason(view, row)))];
  return {
    heading: headingOf(view, today),
    stages: stages.map(({ name }) => name),
    reasons: names.map((name) => {
      const rows = view.report.lossReasons.filter((row) => texts.reports.reason(view, row) === name);
      return {
        name,
        counts: stages.map(({ id }) => rows.reduce((sum, row) => sum + (row.stage.id === id ? row.count : 0), 0)),
        amountFen: shown(
          rows.reduce((sum, { amountFen }) => sum + amountFen, 0),
          place,
        ),
      };
    }),
    reopened: view.report.reopened,
  };
}

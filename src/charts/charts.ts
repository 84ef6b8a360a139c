import { c1Trend } from './c1-trend.ts';
import { forecastRange } from './forecast-range.ts';
import { lossPareto } from './loss-pareto.ts';
import { repTable } from './rep-table.ts';
import { stageFlow } from './stage-flow.ts';
import { weeklyFunnel } from './weekly-funnel.ts';

/** Every chart by the name an attachment calls it by. The names are stored in the outbox: they never change. */
const CHARTS = {
  'weekly-funnel': weeklyFunnel,
  'stage-flow': stageFlow,
  'loss-pareto': lossPareto,
  'c1-trend': c1Trend,
  'forecast-range': forecastRange,
  'rep-table': repTable,
};

export type ChartName = keyof typeof CHARTS;
/** What a chart draws; survives JSON. */
export type ChartData<Name extends ChartName> = Parameters<(typeof CHARTS)[Name]>[0];

/** A picture to go with a reply, its data checked against the chart. */
export function picture<Name extends ChartName>(chart: Name, data: ChartData<Name>) {
  return { kind: 'picture', chart, data } as const;
}

/** The SVG of a chart. Throws on a name that is none, and on data the chart cannot draw. */
export function drawChart(chart: string, data: unknown): string {
  if (!Object.hasOwn(CHARTS, chart)) throw new RangeError(`no chart is called ${JSON.stringify(chart.slice(0, 40))}`);
  // Attachments are made by `picture`, which knows the type; it was lost on the way through JSON.
  const draw = CHARTS[chart as ChartName] as (data: unknown) => string;
  return draw(data);
}

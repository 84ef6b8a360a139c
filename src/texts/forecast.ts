import type { ForecastView, Progress } from '../usecases/index.ts';
import { monthName, type Today } from './format.ts';
import { showRate, showShare } from './rates.ts';
import { shortMoney } from './short-money.ts';
import { fewNames, whose } from './who.ts';

/** What the open leads can be expected to bring; of one month when one was asked for. */
export function forecast(view: ForecastView, today: Today): string {
  if (view.month !== undefined) return ofMonth(view, view.month, today);
  const { weightedFen, weightedWithoutStaleFen, quantiles, counted, noWinProbability } = view.outlook.forecast;
  const head =
    counted === 0
      ? ['在手的线索都没有金额，算不出金额的预测']
      : [
          `加权预测 ${shortMoney(weightedFen)}（${counted} 条有金额的在手线索）`,
          `十次里有八次在 ${shortMoney(quantiles.low)} 到 ${shortMoney(quantiles.high)} 之间`,
          ...(noWinProbability === null ? [] : [`一单都不成的可能 ${showShare(noWinProbability)}`]),
          `不算停滞的 ${shortMoney(weightedWithoutStaleFen)}`,
        ];
  return [
    `预测 · ${whose(view.about)}`,
    ...head,
    ...leftOut(view),
    ...buckets(view, today),
    ...progressLine(view.progress, today),
    ...pastLines(view, today),
    ...rateLines(view),
  ].join('\n');
}

function ofMonth(view: ForecastView, month: string, today: Today): string {
  const { forecast: all } = view.outlook;
  const due = all.months.find((bucket) => bucket.month === month);
  const ahead =
    month < view.thisMonth
      ? []
      : [
          due
            ? `预计这个月成 ${shortMoney(due.weightedFen)}（加权，${due.leads} 条）`
            : '按平时走完的天数，没有线索落在这个月',
        ];
  return [
    `预测 · ${whose(view.about)} · ${monthName(month, today)}`,
    ...ahead,
    ...(view.wonFen === undefined
      ? []
      : [`${month < view.thisMonth ? '实际' : '到现在'}成交 ${shortMoney(view.wonFen)}`]),
    ...(month < view.thisMonth ? [] : leftOut(view)),
    ...progressLine(view.progress, today),
    ...pastLines(view, today),
  ].join('\n');
}

function leftOut({ outlook: { forecast: all } }: ForecastView): string[] {
  const { withoutAmount, withoutProbability } = all;
  return [
    ...(withoutAmount.length > 0
      ? [`没填金额 ${withoutAmount.length} 条，没算进去：${fewNames(withoutAmount.map(({ name }) => name))}`]
      : []),
    ...(withoutProbability > 0 ? [`未设概率 ${withoutProbability} 条，没算进去`] : []),
  ];
}

function buckets({ outlook: { forecast: all } }: ForecastView, today: Today): string[] {
  if (all.months.length === 0) return [];
  const parts = all.months.map(({ month, weightedFen, leads }) => {
    const name = month === null ? '说不准哪个月' : monthName(month, today);
    return `${name} ${shortMoney(weightedFen)}（${leads} 条）`;
  });
  return [`按月：${parts.join('、')}`];
}

/** `目标（6月）：成交 1/5 单 · 20万/50万`, nothing without a target. */
function progressLine(progress: Progress | undefined, today: Today): string[] {
  return progress ? [`目标（${monthName(progress.target.month, today)}）：${reached(progress)}`] : [];
}

/** How far a target is reached: `1/5 单 · 20万/50万`. */
export function reached({ target, won, wonFen }: Progress): string {
  return [
    ...(target.wins === null ? [] : [`${won}/${target.wins} 单`]),
    ...(target.amountFen === null ? [] : [`${shortMoney(wonFen)}/${shortMoney(target.amountFen)}`]),
  ].join(' · ');
}

function pastLines({ past }: ForecastView, today: Today): string[] {
  return past.map(
    ({ month, dueFen, weightedFen, actualFen }) =>
      `${monthName(month, today)} 当时预测当月成 ${shortMoney(dueFen)}（全部在手 ${shortMoney(weightedFen)}），实际成交 ${shortMoney(actualFen)}`,
  );
}

/** Rates that came out otherwise than configured, where enough was decided for a percentage. */
function rateLines({ outlook: { rates }, hops }: ForecastView): string[] {
  const lines = rates.flatMap(({ configured, measured, advanced, decided }, at) => {
    if (configured === null || measured === null || decided < 8) return [];
    if (Math.round(configured * 100) === Math.round(measured * 100)) return [];
    return [`${hops[at]} 设定 ${showShare(configured)}，实际 ${showRate(advanced, decided)}`];
  });
  return lines.length === 0 ? [] : ['转化率和设定不一样的（近182天）：', ...lines];
}

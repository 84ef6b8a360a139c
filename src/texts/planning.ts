import type { QuotaView, ReverseView, TargetsView, WhatIfView } from '../usecases/index.ts';
import { reached } from './forecast.ts';
import { day, inline, monthName, type Today } from './format.ts';
import { showRate, showShare } from './rates.ts';
import { days } from './reports/heading.ts';
import { fewNames, whose } from './who.ts';

/** A band this many times as high as low only gives an order of magnitude. */
const VAGUE = 4;

/** How many leads a number of wins takes. */
export function reverse(view: ReverseView, today: Today): string {
  const { reverse: found, hops, basis, days: period } = view;
  const rates = hops.map(({ name, rate }) => `${name} ${rate === null ? '没有' : showShare(rate)}`);
  const lines = [
    `反推 · ${whose(view.about)} · ${found.target} 单 · ${days(period, today)}`,
    `${basis === 'configured' ? '按设定的转化率' : '按近182天实际的转化率（样本少时向设定靠）'}：${rates.join(' · ')}`,
  ];
  if (found.newLeads === null) {
    const missing = hops.filter(({ rate }) => !rate).map(({ name }) => name);
    return [...lines, `${missing.join('、')} 没有转化率，推不出来`].join('\n');
  }
  const needs = found.needs.map(({ stage, leads }) => `${view.stageName(stage)} ${leads}`);
  return [
    ...lines,
    `一共要：${needs.join(' · ')}`,
    `在手的预计成 ${oneDigit(view.expectedWins)} 单，扣掉后还要新线索 ${found.newLeads} 条`,
    ...bandLines(view),
    ...(view.won > 0 ? [`这段时间已经成交 ${view.won} 单，没有从 ${found.target} 单里扣`] : []),
    ...(view.shares.length > 0
      ? [`分到人：${view.shares.map(({ name, leads }) => `${inline(name)} ${leads}`).join(' · ')}`]
      : []),
    timeLine(view),
  ].join('\n');
}

function bandLines({ reverse: { band }, hops }: ReverseView): string[] {
  const [weakest] = hops.toSorted((a, b) => a.successes - b.successes);
  if (!weakest) return [];
  if (!band) return [`${weakest.name} 近182天一条都没走通，给不出范围，这个数只能当量级看`];
  const line = `十次里有八次：一共要 ${band.low}–${band.high} 条线索`;
  if (band.high < VAGUE * band.low) return [line];
  return [line, `${weakest.name} 近182天只走通 ${weakest.successes} 条，这个数只能当量级看`];
}

function timeLine({ feasibility, stageName }: ReverseView): string {
  const { daysLeft, cycleDays, newLeadsCanClose, canClose } = feasibility;
  if (cycleDays === null) return '还没有成交走完全程，不知道新线索来不来得及';
  const cycle = `从头到成交一般 ${Math.round(cycleDays)} 天，还剩 ${daysLeft} 天`;
  if (newLeadsCanClose) return `${cycle}，新线索来得及`;
  if (canClose.length === 0) return `${cycle}，新线索赶不上，在手的按平时也来不及`;
  const names = canClose.map(({ name, stage }) => `${inline(name)}（${stageName(stage)}）`);
  return `${cycle}，新线索赶不上；来得及的在手线索：${fewNames(names)}`;
}

/** What another rate would bring. */
export function whatIf(view: WhatIfView): string {
  const { about, hop, rate, newRate, advanced, decided, windowDays, winsPerMonth, outcome } = view;
  const seen = `近${windowDays}天实际 ${showRate(advanced, decided)}`;
  if (rate === null || !outcome) {
    return `${hop} 没有设定转化率，历史也不够（${seen}），写上原来的：/如果 ${hop} 20%→${showShare(newRate)}`;
  }
  const lines = [`如果 ${hop} ${showShare(rate)}→${showShare(newRate)} · ${whose(about)}`];
  if (winsPerMonth === 0) return [...lines, `近${windowDays}天没有成交，算不出每月差几单`, seen].join('\n');
  const { extraWinsPerMonth: extra, equivalentLeadsPerMonth: leads, rateBand, isRateKnown } = outcome;
  const more = extra < 0 ? '少' : '多';
  return [
    ...lines,
    `每月${more}成 ${oneDigit(Math.abs(extra))} 单（现在每月 ${oneDigit(winsPerMonth)} 单）`,
    leads === null
      ? '一条新线索能成的概率不知道，换算不成线索'
      : `相当于每月${more}来 ${Math.round(Math.abs(leads))} 条新线索`,
    rateBand === null
      ? `${seen}，一条都没走通，原来的 ${showShare(rate)} 只是设想`
      : `${seen}；${showShare(rate)} 大致在 ${showShare(rateBand.low)} 到 ${showShare(rateBand.high)} 之间，${
          isRateKnown
            ? `${showShare(newRate)} 在这个范围外，差别看得出来`
            : `${showShare(newRate)} 也在里面，原来的还没数清`
        }`,
  ].join('\n');
}

/** A week's credits against the quota, by person. */
export function quota(view: QuotaView, today: Today): string {
  const { week, workdays, base, from, rows, memberName, stageName } = view;
  const asked = [...new Set(rows.map((row) => row.quota))];
  const each =
    asked.length > 1 ? `每人 ${Math.min(...asked)} 到 ${Math.max(...asked)} 个` : `每人 ${asked[0] ?? base} 个`;
  const lines = rows.flatMap(({ owner, quota: own, credits, closest }) => [
    `${inline(memberName(owner))} ${credits.length}/${own}${
      credits.length > 0 ? `：${fewNames(credits.map(({ name, stage }) => `${inline(name)}→${stageName(stage)}`))}` : ''
    }`,
    ...(closest.length > 0 ? [`　最接近的：${closest.map((lead) => nearest(lead, stageName, today)).join('、')}`] : []),
  ]);
  return [
    `推进配额 · ${whose(view.about)} · ${days(week, today)}${view.isRunning ? '（还没完）' : ''}`,
    `${each}（${workdays} 个工作日，五天 ${base} 个），第一次走过「${from}」算一个，一条线索一周最多算一个`,
    ...(rows.length === 0 ? ['这里还没有人'] : lines),
  ].join('\n');
}

/** What a week asks for from now on. */
export function quotaSet(view: QuotaView, today: Today): string {
  return `${whose(view.about)}定为五天 ${view.base} 个\n${quota(view, today)}`;
}

function nearest(
  { name, stage, nextOn }: QuotaView['rows'][number]['closest'][number],
  stageName: QuotaView['stageName'],
  today: Today,
): string {
  return `${inline(name)}（${stageName(stage)}${nextOn === null ? '' : `，下一步 ${day(nextOn, today)}`}）`;
}

/** What is meant to be sold in a month, and how far it has come. */
export function targets(view: TargetsView, today: Today): string {
  const title = `目标 · ${whose(view.about)} · ${monthName(view.month, today)}`;
  if (view.rows.length === 0) {
    const month = view.month === view.thisMonth ? '本月' : view.month;
    return `${title}\n还没有定。定一个：/目标 ${month} 5单，给一个人：/目标 @成员 ${month} 50万`;
  }
  return [title, ...view.rows.map((row) => `${whose(row.about)}：${reached(row)}`)].join('\n');
}

/** A target that was set, with where things stand. */
export function targetSet(view: TargetsView, today: Today): string {
  const mine = view.rows.find(({ about }) => whose(about) === whose(view.about) && about.kind === view.about.kind);
  const who = `${whose(view.about)} ${monthName(view.month, today)}`;
  return mine ? `${who}的目标定好了：${reached(mine)}` : `${who}的目标取消了`;
}

function oneDigit(value: number): string {
  const tenths = Math.round(value * 10) / 10;
  return value > 0 && tenths === 0 ? '不到0.1' : String(tenths);
}

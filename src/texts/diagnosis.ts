import type { DiagnosisView } from '../usecases/index.ts';
import type { Today } from './format.ts';
import { inline } from './format.ts';
import { showRate, showShare } from './rates.ts';
import { moment, sourceName } from './reports/heading.ts';
import { shortMoney } from './short-money.ts';
import { fewNames, whose } from './who.ts';

type Finding = DiagnosisView['diagnosis']['findings'][number];

const DISEASES = { source: '源头不对', broken: '上宽中断', bulge: '中层鼓包', collapse: '底层塌陷' } as const;
const VERDICTS = { suspected: '疑似', confirmed: '确诊' } as const;
const ORIGINS = { configured: '自己定的', history: '前12个月的实际', example: '示例值' } as const;
const CAUSES = { no_follow_up: '没有持续跟进', muddle: '状态混乱', no_standard: '标准不统一' } as const;
const STATES = { open: '', lost: '，丢单', invalid: '，无效' } as const;
const STEPS = {
  contact_first: '新线索当天联系上，不对的问清来源',
  follow_up: '排好下一次跟进',
  tidy_records: '把阶段和下一步补成真的',
  agree_on_stage: '和经理对一遍什么算进这个阶段',
  review_together: '和经理一起过一遍',
  work_off_quota: '先推进停滞的，每天定几条',
  plan_next_step: '每条定好下一步和日期',
  manager_steps_in: '经理一起去谈',
} as const;

/** What is wrong with the funnel, the costliest first; who does what next. */
export function diagnosis(view: DiagnosisView, today: Today): string {
  const { quality, diagnosis: found } = view;
  const score = quality.score === null ? '在手的线索不到 5 条，没有打分' : `数据可信度 ${quality.score} 分`;
  const head = [
    `诊断 · ${whose(view.about)} · 近91天`,
    ...(quality.isLow ? ['数据可信度低，先补数据。补什么发 /清理'] : []),
    score,
  ];
  if (found.tooYoung) return [...head, '历史还不到四周，先不下结论'].join('\n');
  return [
    ...head,
    ...(found.findings.length === 0
      ? ['够数的几步里没有发现问题']
      : found.findings.flatMap((one) => finding(one, view))),
    ...noVerdicts(view),
    view.lastRunAt === undefined
      ? '还没有每周的诊断记录：转化的问题连续两周才算确诊'
      : `对照的是 ${moment(view.lastRunAt, today)} 的诊断，转化的问题连续两周才算确诊`,
  ].join('\n');
}

function finding(one: Finding, view: DiagnosisView): string[] {
  const { disease, stage, source, verdict, target, named, steps, lostWins } = one;
  const where = disease === 'bulge' ? view.stageName(stage) : view.hopName(stage);
  const from = source === null ? '' : `（来源 ${sourceName(source)}）`;
  const against = target ? `，目标 ${showShare(target.rate)}（${ORIGINS[target.origin]}）` : '';
  const cost = lostWins !== null && lostWins >= 0.05 ? `，大约每月少成 ${Math.round(lostWins * 10) / 10} 单` : '';
  return [
    `【${VERDICTS[verdict]}】${DISEASES[disease]} · ${where}${from}：${rateWithInterval(one)}${against}${cost}`,
    `　依据：${evidence(one, view)}`,
    `　名单：${named.map(({ name, owner, state }) => `${inline(name)}（${inline(view.memberName(owner))}${STATES[state]}）`).join('、')}`,
    ...steps.map(({ owner, step, leads }) => {
      const names = leads.flatMap((id) => view.leadName(id) ?? []);
      return `　${inline(view.memberName(owner))}：${STEPS[step]}（${fewNames(names)}）`;
    }),
  ];
}

/** The interval only where there are enough for a percentage. */
function rateWithInterval({ advanced, decided, interval }: Finding): string {
  const rate = showRate(advanced, decided);
  if (!interval || decided < 8) return rate;
  return `${rate}，九成把握在 ${showShare(interval.low)} 到 ${showShare(interval.high)}`;
}

function evidence({ evidence: seen }: Finding, view: DiagnosisView): string {
  switch (seen.kind) {
    case 'source': {
      const worst = seen.bySource.filter(({ invalid }) => invalid > 0).slice(0, 3);
      return [
        ...worst.map(({ source, invalid, decided }) => `${sourceName(source)} 无效 ${showRate(invalid, decided)}`),
        ...(seen.reasons.length > 0 ? [reasons(seen.reasons, view)] : []),
        `一次没跟就结束的 ${seen.untouched}/${seen.closed}`,
      ].join('；');
    }
    case 'broken': {
      const causes = seen.causes.map((cause) => CAUSES[cause]).join('、') || '看不出单独的原因';
      return `${causes}；没走下去的 ${seen.failed} 条里 ${seen.barelyTouched} 条最多跟过一次`;
    }
    case 'bulge':
      return [
        `在手 ${seen.open} 条，停滞 ${seen.stale} 条，没有下一步 ${seen.withoutNextStep} 条`,
        `每周进 ${tenths(seen.weeklyEntries)} 条、走 ${tenths(seen.weeklyAdvances)} 条${
          seen.index === null ? '' : `，是正常存量的 ${tenths(seen.index)} 倍`
        }`,
        ...seen.staleByOwner
          .slice(0, 3)
          .map(({ owner, stale }) => `${inline(view.memberName(owner))} 停滞 ${stale} 条`),
      ].join('；');
    case 'collapse':
      return [
        reasons(seen.reasons, view),
        ...(seen.medianDaysToLoss === null ? [] : [`从进这一步到丢单中位 ${tenths(seen.medianDaysToLoss)} 天`]),
        `现在在这一步有金额的 ${seen.atStake.length} 条`,
      ].join('；');
  }
}

function reasons(
  found: readonly {
    readonly kind: 'lost' | 'invalid';
    readonly reason: string | null;
    readonly count: number;
    readonly amountFen: number;
  }[],
  view: DiagnosisView,
): string {
  const shown = found.slice(0, 3).map(({ kind, reason, count, amountFen }) => {
    const name = view.reasonName(kind, reason) ?? '没写原因';
    return `${name} ${count} 条${amountFen > 0 ? `（${shortMoney(amountFen)}）` : ''}`;
  });
  return shown.join('、');
}

function noVerdicts({ diagnosis: { noVerdicts: found }, hopName }: DiagnosisView): string[] {
  return found.map(({ stage, why, advanced, decided, named }) => {
    const names = named.length === 0 ? '' : `，先看 ${fewNames(named.map(({ name }) => name))}`;
    return `${why === 'too_few' ? '样本不足' : '没有目标'}：${hopName(stage)} ${showRate(advanced, decided)}${names}`;
  });
}

function tenths(value: number): string {
  return String(Math.round(value * 10) / 10);
}

import type { Finding, NextStep } from '../analytics/diagnosis/finding.ts';
import type { Loss, OpenLead } from '../analytics/facts.ts';
import type { Quality, QualityParts } from '../analytics/quality.ts';
import type { QuotaRow } from '../analytics/quota.ts';
import type { MemberId, StageId } from '../domain/ids.ts';
import { type LocalDay, localDay } from '../domain/period.ts';
import type { Digest } from '../usecases/digest.ts';
import type { ReportView } from '../usecases/index.ts';
import type { ReviewPack } from '../usecases/review.ts';
import { digests } from './digests.ts';
import { dateOf, inline, monthName, type Today } from './format.ts';
import { showRate } from './rates.ts';
import { funnel } from './reports/funnel.ts';
import { hopName, scope } from './reports/heading.ts';
import { shortMoney } from './short-money.ts';

/** Names one line gives, and losses a review lists. */
const MOST_NAMES = 5;
const MOST_LOSSES = 15;

const DISEASES = {
  source: '源头质量差',
  broken: '上宽中断',
  bulge: '中层鼓包',
  collapse: '底层塌陷',
} as const satisfies Record<Finding['disease'], string>;
const VERDICTS = { suspected: '疑似', confirmed: '确诊' } as const;
const STEPS: Readonly<Record<NextStep, string>> = {
  contact_first: '先联系',
  follow_up: '跟进',
  tidy_records: '把记录补齐',
  agree_on_stage: '按阶段定义核一遍',
  review_together: '一起过一遍',
  work_off_quota: '排进这周的推进',
  plan_next_step: '定下一步',
  manager_steps_in: '经理介入',
};
const PARTS: Readonly<Record<keyof QualityParts, string>> = {
  fresh: '及时跟进',
  complete: '信息完整',
  reason: '丢单写原因',
  path: '按阶段走',
  timely: '当天记录',
};

/** The digests: the funnel of a week or month, the review, the quota, the records. */
export const digest = {
  /** Without the forecast where amounts may not be told: it says nothing else. */
  funnel: (
    found: Digest,
    kind: 'weekly' | 'monthly',
    { unpublished, amounts }: { readonly unpublished: number | undefined; readonly amounts: boolean },
    today: Today,
  ): string => {
    const { view, judgement, forecast, leading, asked } = found;
    const { quality, diagnosis } = judgement;
    return [
      funnel(view, today, kind === 'weekly' ? '周报' : '月报'),
      flowLine(view),
      '',
      quality.score === null ? '数据质量：在途不到 5 条，不打分' : `数据质量 ${quality.score} 分`,
      ...(quality.isLow ? ['数据可信度低，先补数据'] : []),
      ...(leading
        ? findingLines(leading, view)
        : [diagnosis.tooYoung ? '诊断：历史不到 4 周，还看不出' : '诊断：没有发现明显问题']),
      ...stepLines(found),
      ...askedLines(asked),
      ...(amounts ? [forecastLine(forecast), ...pastLines(found.past, today)] : []),
      ...(unpublished === undefined ? [] : [digests.unpublished(unpublished)]),
    ].join('\n');
  },
  review: (
    { view, losses, undone, since }: ReviewPack & { readonly since: number },
    names: {
      readonly reasonOf: (code: string | null) => string | undefined;
      readonly stageOf: (id: StageId) => string;
    },
    today: Today,
  ): string => {
    const on = localDay(today.now, today.timeZone);
    const fell = view.rates.changes.flatMap((change, at) => (change === 'down' ? [hopName(view, at)] : []));
    return [
      `复盘 · ${scope(view)} · ${dateOf(localDay(since, today.timeZone), on)}以来`,
      losses.length === 0 ? '没有丢单' : `丢了 ${losses.length} 条`,
      ...losses.slice(0, MOST_LOSSES).map((loss) => `· ${lossLine(loss, view, names)}`),
      ...(losses.length > MOST_LOSSES ? [`还有 ${losses.length - MOST_LOSSES} 条，发 /丢单分析 看`] : []),
      ...undoneLines(undone, view, on),
      fell.length === 0 ? '转化没有明显下降的' : `转化降了：${fell.join('、')}`,
    ].join('\n');
  },
  quota: (rows: readonly QuotaRow[], nameOf: (id: MemberId) => string, order: 'by_credits' | 'by_name'): string => {
    const sorted = [...rows].sort((a, b) =>
      order === 'by_credits'
        ? b.credits.length - a.credits.length
        : nameOf(a.owner).localeCompare(nameOf(b.owner), 'zh-CN'),
    );
    return [
      '本周推进',
      ...sorted.map(({ owner, quota, credits, closest }) => {
        const next = closest.length === 0 ? '' : `，最近的：${listed(closest)}`;
        return `· ${inline(nameOf(owner))} ${credits.length}/${quota}${next}`;
      }),
    ].join('\n');
  },
  quality: ({ score, isLow, parts }: Quality, withoutAmount: readonly OpenLead[]): string =>
    [
      score === null ? '数据质量：在途不到 5 条，不打分' : `数据质量 ${score} 分`,
      ...(isLow ? ['数据可信度低，先补数据'] : []),
      ...Object.entries(parts).flatMap(([part, value]) =>
        value === null ? [] : [`· ${PARTS[part as keyof QualityParts]} ${Math.round(value * 100)}%`],
      ),
      ...(withoutAmount.length > 0 ? [`没填金额 ${withoutAmount.length} 条：${listed(withoutAmount)}`] : []),
    ].join('\n'),
} as const;

function flowLine({ report }: ReportView): string {
  const parts = report.stages.map(({ stage, flow }) => {
    const into = flow.in.created + flow.in.forward + flow.in.backward + flow.in.reopened;
    const out = flow.out.forward + flow.out.won + flow.out.lost + flow.out.invalid + flow.out.backward;
    return `${stage.name} 进 ${into} 出 ${out}`;
  });
  return `进出：${parts.join(' · ')}`;
}

function findingLines(finding: Finding, view: ReportView): readonly string[] {
  const stage = view.report.stages.find((one) => one.stage.id === finding.stage)?.stage.name ?? '';
  const { advanced, decided, target, interval } = finding;
  const rate = decided > 0 ? `，${showRate(advanced, decided)}` : '';
  const range = interval ? `（区间 ${whole(interval.low)}–${whole(interval.high)}）` : '';
  const aim = target ? `，目标 ${whole(target.rate)}` : '';
  return [
    `诊断：${VERDICTS[finding.verdict]}${DISEASES[finding.disease]}（${stage}${rate}${range}${aim}）`,
    `看这几条：${listed(finding.named)}`,
  ];
}

function stepLines({ steps, view }: Digest): readonly string[] {
  if (steps.length === 0) return [];
  const lines = steps.map(
    ({ owner, step, leads }) => `· ${inline(view.memberName(owner))}：${STEPS[step]} ${listed(leads)}`,
  );
  return ['下一步：', ...lines];
}

function askedLines(asked: Digest['asked']): readonly string[] {
  if (asked.length === 0) return [];
  const open = asked.filter(({ isDone }) => !isDone);
  const left = open.length === 0 ? '' : `，没动的：${listed(open)}`;
  return [`上次要做的 ${asked.length} 件，做了 ${asked.length - open.length} 件${left}`];
}

function forecastLine({ weightedFen, quantiles, counted, withoutAmount }: Digest['forecast']): string {
  if (counted === 0) return '预测：在途的都没填金额，算不了';
  const range = `多半在 ${shortMoney(quantiles.low)} 到 ${shortMoney(quantiles.high)} 之间`;
  const without = withoutAmount.length === 0 ? '' : `，${withoutAmount.length} 条没填金额不算在内`;
  return `预测：加权 ${shortMoney(weightedFen)}，${range}${without}`;
}

/** What was expected of past months and came, as it was told then. */
function pastLines(past: Digest['past'], today: Today): readonly string[] {
  const pairs = past.map(
    ({ month, dueFen, actualFen }) =>
      `${monthName(month, today)} 预测 ${shortMoney(dueFen)} 实际 ${shortMoney(actualFen)}`,
  );
  return pairs.length === 0 ? [] : [`预测准不准：${pairs.join('；')}`];
}

function undoneLines(undone: ReviewPack['undone'], view: ReportView, on: LocalDay): readonly string[] {
  if (undone.length === 0) return ['没有该做没做的'];
  const lines = undone.map(({ owner, steps }) => {
    const named = steps
      .slice(0, MOST_NAMES)
      .map(
        ({ name, promisedOn }) => `${inline(name)}（${promisedOn ? `说好 ${dateOf(promisedOn, on)}` : '周报点过名'}）`,
      );
    const more = steps.length > MOST_NAMES ? ` 等 ${steps.length} 条` : '';
    return `· ${inline(view.memberName(owner))}：${named.join('、')}${more}`;
  });
  return ['该做没做的：', ...lines];
}

function lossLine(
  { name, owner, reason, stage, highStage, amountFen }: Loss,
  view: ReportView,
  names: { readonly reasonOf: (code: string | null) => string | undefined; readonly stageOf: (id: StageId) => string },
): string {
  const far =
    highStage === stage
      ? `丢在${names.stageOf(stage)}`
      : `到过${names.stageOf(highStage)}，丢在${names.stageOf(stage)}`;
  const amount = amountFen ? ` · ${shortMoney(amountFen)}` : '';
  return `${inline(name)} · ${inline(view.memberName(owner))} · ${names.reasonOf(reason) ?? '没写原因'} · ${far}${amount}`;
}

function listed(leads: readonly { readonly name: string }[]): string {
  const names = leads.slice(0, MOST_NAMES).map(({ name }) => inline(name));
  return `${names.join('、')}${leads.length > MOST_NAMES ? ` 等 ${leads.length} 条` : ''}`;
}

function whole(rate: number): string {
  return `${Math.round(rate * 100)}%`;
}

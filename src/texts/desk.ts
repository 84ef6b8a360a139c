import { daysBetween, localDay } from '../domain/period.ts';
import type { BottomDesk, CleanUp, Gap } from '../usecases/index.ts';
import { day, duration, inline, type Today, typed } from './format.ts';
import { shortMoney } from './short-money.ts';
import { whose } from './who.ts';

/** Rows of a list shown at most. */
const SHOWN = 10;

/** What can be signed next, and how a manager steps in. */
export function bottom(view: BottomDesk, today: Today): string {
  const { leads, stages } = view;
  if (stages.length === 0) return '还没有哪个阶段算底层，先请管理员定好各阶段的层';
  const [first] = leads;
  if (!first) return `底层 · ${whose(view.about)}\n「${stages.join('、')}」里没有线索`;
  const amountFen = leads.reduce((sum, lead) => sum + (lead.amountFen ?? 0), 0);
  return [
    `底层 · ${whose(view.about)} · ${leads.length} 条${amountFen > 0 ? ` · 共 ${shortMoney(amountFen)}` : ''}`,
    ...leads.slice(0, SHOWN).map((lead) => `· ${row(lead, view, today)}`),
    ...(leads.length > SHOWN ? [`还有 ${leads.length - SHOWN} 条`] : []),
    `介入：谈过就发 /跟进 ${typed(first.name)} 内容，定下一步发 /下一步 ${typed(first.name)} 明天 内容`,
  ].join('\n');
}

function row(lead: BottomDesk['leads'][number], { stale, memberName, stageName }: BottomDesk, today: Today): string {
  const on = (at: number) => localDay(at, today.timeZone);
  const age = duration(daysBetween(on(lead.enteredAt), on(today.now)));
  const step =
    lead.nextOn === null ? '没有下一步' : `下一步 ${day(lead.nextOn, today)} ${inline(lead.nextText)}`.trimEnd();
  return [
    inline(lead.name),
    inline(memberName(lead.owner)),
    lead.amountFen === null ? '没填金额' : shortMoney(lead.amountFen),
    `「${stageName(lead.stage)}」${age}${stale.has(lead.id) ? '，停滞' : ''}`,
    step,
  ].join(' · ');
}

const PARTS = {
  fresh: '跟得及时',
  complete: '填得全',
  reason: '原因具体',
  path: '一步一步走',
  timely: '当天就记',
} as const;

const GAPS: Readonly<Record<Gap, string>> = {
  no_source: '没填来源',
  no_next_step: '没有下一步',
  no_amount: '没填金额',
  stale: '停滞',
  vague_reason: '丢单原因不具体',
};

/** How good the records are, part by part, and what to put right first. */
export function cleanUp({ about, quality, weights, toFix, memberName }: CleanUp): string {
  const parts = (Object.keys(PARTS) as (keyof typeof PARTS)[]).map((part) => {
    const share = quality.parts[part];
    const most = Math.round(weights[part] * 100);
    return `${PARTS[part]} ${share === null ? '—' : Math.round(share * most)}/${most}`;
  });
  const { backDated, closedSameDay } = quality.redFlags;
  const owners = [...new Set(toFix.slice(0, SHOWN).map(({ owner }) => owner))];
  return [
    `清理 · ${whose(about)}`,
    quality.score === null ? '在手的线索不到 5 条，不打分' : `数据可信度 ${quality.score} 分，满分 100`,
    `各项得分：${parts.join(' · ')}`,
    ...(backDated > 0 ? [`补录超过一个工作日的 ${backDated} 次`] : []),
    ...(closedSameDay > 0 ? [`当天建当天结的 ${closedSameDay} 条`] : []),
    ...(toFix.length === 0 ? ['没有要补的'] : [`要补的 ${toFix.length} 条：`]),
    ...owners.flatMap((owner) => [
      `${inline(memberName(owner))}（${toFix.filter((one) => one.owner === owner).length} 条）`,
      ...toFix
        .slice(0, SHOWN)
        .filter((one) => one.owner === owner)
        .map(({ name, gaps }) => `· ${inline(name)}：${gaps.map((gap) => GAPS[gap]).join('、')}`),
    ]),
    ...(toFix.length > SHOWN ? [`还有 ${toFix.length - SHOWN} 条`] : []),
  ].join('\n');
}

import type { StageFlow } from '../../analytics/flows.ts';
import type { SplitRow } from '../../analytics/splits.ts';
import type { ReportView } from '../../usecases/index.ts';
import { inline, type Today } from '../format.ts';
import { MOVES } from '../moves.ts';
import { showRate } from '../rates.ts';
import { ARROWS } from './funnel.ts';
import { days, decided, hopName, more, rate, SHOWN, sourceName, sum, title } from './heading.ts';

/** The three conversion rates, each by its name. */
export function conversions(view: ReportView, today: Today): string {
  const { report, rates } = view;
  return [
    title('转化', view, today),
    `已决转化率（${days(rates.days, today)}：走下去的 ÷ 有了结果的）`,
    ...rates.hops.map((hop, at) => {
      const net = hop.invalid > 0 ? `，去掉无效 ${showRate(hop.advanced, hop.advanced + hop.lost)}` : '';
      return `${hopName(view, at)} ${rate(hop.advanced, decided(hop))}${net}${ARROWS[rates.changes[at] ?? 'level']}`;
    }),
    '',
    '同期群（这段时间进到这一步的，到现在走下去多少）',
    ...report.stages.map(({ c2 }, at) => {
      const open = c2.open > 0 && c2.open > 0.2 * c2.cohort ? ` 未成熟（还有 ${c2.open} 条在途）` : '';
      return `${hopName(view, at)} ${rate(c2.advanced, c2.cohort)}${open}`;
    }),
    '',
    '周期推进率（这段时间待过这一步的，往前走了多少）',
    ...report.stages.map(({ c3 }, at) => `${hopName(view, at)} ${rate(c3.left, c3.present)}`),
    '',
    '进出',
    ...report.stages.map(({ flow }) => flowLine(flow)),
  ].join('\n');
}

/** `线索 期初 5，进 4（新建 4），出 3（前进 2、丢单 1），期末 6`. */
function flowLine({ stage, in: into, out, openAtStart, openAtEnd }: StageFlow): string {
  const words: Readonly<Record<string, string>> = MOVES;
  const parts = (counts: Readonly<Record<string, number>>) => {
    const named = Object.entries(counts).filter(([, count]) => count > 0);
    const detail = named.map(([name, count]) => `${words[name] ?? name} ${count}`).join('、');
    return `${sum(named.map(([, count]) => count))}${detail === '' ? '' : `（${detail}）`}`;
  };
  return `${stage.name} 期初 ${openAtStart}，进 ${parts(into)}，出 ${parts(out)}，期末 ${openAtEnd}`;
}

/** Conversion by source or by owner; a rep is never ranked on fewer than eight. */
export function split(view: ReportView, by: 'source' | 'owner', today: Today): string {
  const rows: readonly SplitRow<string>[] = by === 'source' ? view.report.bySource : view.report.byOwner;
  const nameOf = (key: string) => (by === 'source' ? sourceName(key) : inline(view.memberName(key as never)));
  if (rows.length === 0) return `${title('转化', view, today)}\n这段时间没有可比的`;
  const lines = rows
    .slice(0, SHOWN)
    .flatMap((row) => [
      `${nameOf(row.key)}：新增 ${row.created} · 在手 ${row.open} · 成交 ${row.won} · 丢单 ${row.lost} · 无效 ${row.invalid}`,
      `　${row.hops.map((hop) => showRate(hop.advanced, decided(hop))).join(' · ')}`,
    ]);
  const hops = view.report.stages.map((_, at) => hopName(view, at)).join(' · ');
  return [
    title(by === 'source' ? '转化按来源' : '转化按成员', view, today),
    `第二行是 ${hops}`,
    ...lines,
    ...more(rows.length),
  ].join('\n');
}

import type { ReportView } from '../../usecases/index.ts';
import type { Today } from '../format.ts';
import { showRate } from '../rates.ts';
import { shortMoney } from '../short-money.ts';
import { more, SHOWN, sum, title } from './heading.ts';

/** Why leads were lost, the most frequent reason first, with the stages they had reached. */
export function losses(view: ReportView, today: Today): string {
  const { lossReasons, reopened } = view.report;
  const total = sum(lossReasons.map(({ count }) => count));
  const again = reopened > 0 ? [`另有 ${reopened} 条丢过又重启，不算在内`] : [];
  if (total === 0) return [title('丢单分析', view, today), '这段时间没有丢单，也没有无效', ...again].join('\n');
  const names = [...new Set(lossReasons.map((row) => reason(view, row)))];
  const groups = names
    .map((name) => {
      const rows = lossReasons.filter((row) => reason(view, row) === name);
      const count = sum(rows.map((row) => row.count));
      return { name, rows, count, amountFen: sum(rows.map(({ amountFen }) => amountFen)) };
    })
    .sort((one, other) => other.count - one.count);
  const vague = sum(lossReasons.map((row) => (row.reason === null || row.reason === 'other' ? row.count : 0)));
  return [
    title('丢单分析', view, today),
    `丢单和无效共 ${total} 条${headline(groups, total)}`,
    ...groups.slice(0, SHOWN).map(({ name, rows, count, amountFen }) => {
      const amount = amountFen > 0 ? `，${shortMoney(amountFen)}` : '';
      const where = rows.map((row) => `最远到${row.stage.name} ${row.count}`).join('，');
      return `${name} ${count} 条，占 ${showRate(count, total)}${amount}（${where}）`;
    }),
    ...more(groups.length),
    ...(vague > 0 ? [`其他和没写的 ${vague}/${total}`] : []),
    ...again,
  ].join('\n');
}

/** How few reasons make up four fifths, which is where to begin. */
function headline(groups: readonly { readonly count: number }[], total: number): string {
  if (groups.length < 2) return '';
  const sums = groups.map((_, at) => sum(groups.slice(0, at + 1).map(({ count }) => count)));
  const most = 1 + sums.findIndex((covered) => 5 * covered >= 4 * total);
  return `，前 ${most} 个原因占 ${showRate(sums[most - 1] ?? total, total)}`;
}

/** A reason by its name; what was no lead at all says so. */
export function reason(
  view: ReportView,
  row: { readonly kind: 'lost' | 'invalid'; readonly reason: string | null },
): string {
  const name = view.reasonName(row.kind, row.reason) ?? '没写原因';
  return row.kind === 'invalid' ? `无效：${name}` : name;
}

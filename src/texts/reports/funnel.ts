import type { ReportView } from '../../usecases/index.ts';
import type { Today } from '../format.ts';
import { shortMoney } from '../short-money.ts';
import { days, decided, hopName, qualifiedName, rate, title } from './heading.ts';

export const ARROWS = { up: ' ▲', down: ' ▼', level: '' } as const;

/** The funnel of a window in words; every number of its picture is here too. */
export function funnel(view: ReportView, today: Today): string {
  const { report, rates } = view;
  if (report.open.length === 0 && report.movements.created === 0 && report.movements.won === 0) {
    return `${title('漏斗', view, today)}\n这里还没有线索。新建一条发 /新建 客户名`;
  }
  const stock = report.stages.map(({ stock: { stage, open, amountFen, withoutAmount, stale } }) => {
    const amount = amountFen > 0 ? ` · ${shortMoney(amountFen)}` : '';
    const unknown = withoutAmount > 0 && open > 0 ? `（${withoutAmount} 条没填金额）` : '';
    return `${stage.name} ${open} 条${stale > 0 ? `（停滞 ${stale}）` : ''}${amount}${amountFen > 0 ? unknown : ''}`;
  });
  const hops = rates.hops.map(
    (hop, at) => `${hopName(view, at)} ${rate(hop.advanced, decided(hop))}${ARROWS[rates.changes[at] ?? 'level']}`,
  );
  const worst = dropsMost(view);
  const { won, lost } = rates.winRate;
  return [
    title('漏斗', view, today),
    totalLine(view),
    ...stock,
    movementLine(view),
    '',
    `转化（${days(rates.days, today)}，已决）`,
    ...hops,
    ...(worst === undefined ? [] : [`流失最多：${hopName(view, worst.at)}，没走下去 ${worst.failed} 条`]),
    ...(won + lost > 0 ? [`赢单率 ${rate(won, won + lost)}（从「${qualifiedName(view)}」算起，同一段时间）`] : []),
  ].join('\n');
}

/** Everything in hand together. */
function totalLine({ report }: ReportView): string {
  const fen = report.stages.reduce((sum, { stock }) => sum + stock.amountFen, 0);
  return `在途 ${report.open.length} 条${fen > 0 ? ` · ${shortMoney(fen)}` : ''}`;
}

function movementLine({ report: { movements, wonFen } }: ReportView): string {
  const { created, createdIn, won, lost, invalid, backward, reopened, skips } = movements;
  const middle = createdIn.map(({ stage, count }) => `直接建在${stage.name} ${count}`);
  const parts = [
    `新增 ${created}${middle.length > 0 ? `（${middle.join('，')}）` : ''}`,
    `成交 ${won}${wonFen > 0 ? `（${shortMoney(wonFen)}）` : ''}`,
    `丢单 ${lost}`,
    `无效 ${invalid}`,
    ...(backward > 0 ? [`退回 ${backward}`] : []),
    ...(skips > 0 ? [`跳级 ${skips}`] : []),
    ...(reopened > 0 ? [`重启 ${reopened}`] : []),
  ];
  return `这段时间：${parts.join(' · ')}`;
}

/** The hop on which most leads end, of those with enough decisions to tell. */
export function dropsMost({ rates }: ReportView): { readonly at: number; readonly failed: number } | undefined {
  const failed = rates.hops.map((hop, at) => ({ at, failed: hop.lost + hop.invalid, n: decided(hop) }));
  const [most] = failed.filter(({ n }) => n >= 8).sort((a, b) => b.failed - a.failed);
  return most && most.failed > 0 ? most : undefined;
}

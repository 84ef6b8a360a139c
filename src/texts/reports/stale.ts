import type { Staleness } from '../../analytics/stale.ts';
import type { ReportView } from '../../usecases/index.ts';
import { dateOf, inline, type Today } from '../format.ts';
import { shortMoney } from '../short-money.ts';
import { title } from './heading.ts';

/** Stale leads by owner, the most urgent first. */
export function stale(view: ReportView, today: Today): string {
  const { report } = view;
  const list = report.stale;
  const heading = title('停滞', view, today).replace(/ · [^·]*$/, '');
  if (list.length === 0) return `${heading}\n没有停滞的线索`;
  const owners = [...new Set(list.map(({ lead }) => lead.owner))];
  const lines = owners.flatMap((owner) => {
    const mine = list.filter(({ lead }) => lead.owner === owner);
    const shown = mine.slice(0, 5).map((one) => `· ${staleLine(one, view)}`);
    return [
      `${inline(view.memberName(owner))}（${mine.length} 条）`,
      ...shown,
      ...(mine.length > 5 ? [`　还有 ${mine.length - 5} 条`] : []),
    ];
  });
  return [`${heading} ${list.length} 条 / 在手 ${report.open.length} 条`, ...lines].join('\n');
}

const CAUSES = { idle: '未跟进', overstayed: '超期', promise_missed: '约定已过' } as const;

/** `云帆软件 · 商机 · 未跟进 7 个工作日（上限 5）`. */
export function staleLine({ lead, causes, idleDays, stayDays }: Staleness, view: ReportView): string {
  const stage = view.report.stages.find((row) => row.stage.id === lead.stage)?.stage;
  const [first] = causes;
  const why =
    first === 'promise_missed'
      ? `${CAUSES.promise_missed}（${lead.nextOn === null ? '' : dateOf(lead.nextOn, lead.nextOn)}）`
      : first === 'idle'
        ? `${CAUSES.idle} ${idleDays} 个工作日（上限 ${stage?.idleLimitDays}）`
        : `${CAUSES.overstayed} ${stayDays} 个工作日（上限 ${stage?.stayLimitDays}）`;
  const amount = lead.amountFen ? ` · ${shortMoney(lead.amountFen)}` : '';
  return `${inline(lead.name)} · ${stage?.name ?? ''} · ${why}${amount}`;
}

import type { TimeInStage } from '../../analytics/time-in-stage.ts';
import type { ReportView } from '../../usecases/index.ts';
import { money, type Today } from '../format.ts';
import { qualifiedName, title } from './heading.ts';

/** Fewest completed stays for a median and a 90th percentile to be told (metrics §7.3). */
const MEDIAN_FROM = 3;
const P90_FROM = 10;

/** How long leads stay, and how long a sale takes. */
export function times(view: ReportView, today: Today): string {
  const { report } = view;
  const { cycle, velocity } = report;
  return [
    title('停留时长', view, today),
    ...report.stages.map(({ stay }) => stayLine(stay)),
    cycle.n === 0
      ? '成交周期：这段时间没有成交'
      : `成交周期（从「${qualifiedName(view)}」到成交）中位 ${dayCount(cycle.medianDays)}，${cycle.n} 单`,
    velocity.fenPerDay === null
      ? `销售速度：算不了，${velocity.missing.map((factor) => MISSING[factor]).join('、')}`
      : `销售速度：${money(Math.round(velocity.fenPerDay))}/天`,
  ].join('\n');
}

const MISSING = {
  wins: '成交不到 5 单',
  amount: '成交没有金额',
  win_rate: '没有赢单率',
  cycle: '没有成交周期',
  open: '没有在手商机',
} as const;

function stayLine({ stage, n, medianDays, p90Days, longestDays, open, openMedianDays }: TimeInStage): string {
  const now = open > 0 ? `；在途 ${open} 条，已停留中位 ${dayCount(openMedianDays)}` : '';
  if (n === 0) return `${stage.name} 还没有走完的${now}`;
  const middle = n >= MEDIAN_FROM ? `中位 ${dayCount(medianDays)}，` : '';
  const long = n >= P90_FROM ? `九成在 ${dayCount(p90Days)} 内` : `最长 ${dayCount(longestDays)}`;
  return `${stage.name} ${middle}${long}（${n} 条走完）${now}`;
}

/** Calendar days with one digit behind the point, only where it says something. */
function dayCount(value: number | null): string {
  if (value === null) return '—';
  const tenths = Math.round(value * 10) / 10;
  return `${tenths < 10 ? tenths : Math.round(value)} 天`;
}

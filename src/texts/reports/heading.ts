import type { Decided } from '../../analytics/conversion.ts';
import { localDay, wallClock } from '../../domain/period.ts';
import type { ReportView } from '../../usecases/index.ts';
import { dateOf, inline, type Today } from '../format.ts';
import { rateClass, showRate } from '../rates.ts';
import { whose } from '../who.ts';

/** Rows of a list shown at most. */
export const SHOWN = 10;

/** Whose numbers, and of which days. */
export function title(what: string, view: ReportView, today: Today): string {
  return `${what} · ${scope(view)} · ${days(view.days, today)}`;
}

/** Whose numbers: the company's, a team's, somebody's, and of which source. */
export function scope({ about, source }: ReportView): string {
  const from = source === undefined ? '' : ` · 来源 ${sourceName(source)}`;
  return `${whose(about)}${from}`;
}

/** A moment: `11月22日 17:35`. */
export function moment(at: number, { timeZone }: Today): string {
  const { day, hour, minute } = wallClock(at, timeZone);
  return `${dateOf(day, day)} ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** Days from one to another: `6月8日–6月12日`. */
export function days({ from, to }: ReportView['days'], today: Today): string {
  const now = localDay(today.now, today.timeZone);
  return from === to ? dateOf(from, now) : `${dateOf(from, now)}–${dateOf(to, now)}`;
}

export function sourceName(source: string): string {
  return source === '' ? '未填' : inline(source);
}

/** `线索→意向` for the hop out of an open stage. */
export function hopName(view: ReportView, at: number): string {
  const stages = view.report.stages.map(({ stage }) => stage.name);
  return `${stages[at]}→${stages[at + 1] ?? '成交'}`;
}

export function rate(k: number, n: number): string {
  return `${showRate(k, n)}${rateClass(n) === 'small' ? ' 样本小' : ''}`;
}

export function decided({ advanced, lost, invalid }: Decided): number {
  return advanced + lost + invalid;
}

export function qualifiedName({ report }: ReportView): string {
  return (report.stages.find(({ stage }) => stage.qualified) ?? report.stages[0])?.stage.name ?? '';
}

export function more(count: number): string[] {
  return count > SHOWN ? [`还有 ${count - SHOWN} 行`] : [];
}

export function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

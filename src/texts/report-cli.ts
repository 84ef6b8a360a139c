import type { Report } from '../analytics/report.ts';
import type { MemberId } from '../domain/ids.ts';
import { inline, type Today } from './format.ts';
import { showRate } from './rates.ts';
import { moment } from './reports/heading.ts';
import { shortMoney } from './short-money.ts';

/** What `loudou report` says. */
export const reporting = {
  summary: '一段时间的全部数字',
  usage: '--period 2026-06 [选项]',
  period: '哪段时间：2026-06、2026-Q2、2026、2026-06-08、2026-06-01..2026-06-15',
  asOf: '看到哪一刻为止，如 2026-07-01T00:00:00+08:00（默认现在）',
  owner: '只看这位负责人（账号，或没有账号的人的名字）',
  source: '只看这个来源',
  badPeriod: (typed: string) => `--period「${inline(typed)}」没看懂，可以写 2026-06、2026-Q2、2026-06-01..2026-06-15`,
  badAsOf: (typed: string) => `--as-of「${inline(typed)}」没看懂，要带时区，如 2026-07-01T00:00:00+08:00`,
  periodAhead: '这段时间在 --as-of 之后，没有数字',
  noOwner: (typed: string) => `没有成员「${inline(typed)}」`,

  /** The report on a terminal; `--json` has everything. */
  text: (report: Report, ownerName: (id: MemberId) => string, today: Today): string =>
    [
      `截至 ${moment(today.now, today)}`,
      ...report.stages.map(
        ({ stock, c1 }) =>
          `${stock.stage.name} 在手 ${stock.open}${stock.stale > 0 ? `（停滞 ${stock.stale}）` : ''} · 往前 ${showRate(
            c1.advanced,
            c1.advanced + c1.lost + c1.invalid,
          )}`,
      ),
      `新增 ${report.movements.created} · 成交 ${report.movements.won}（${shortMoney(report.wonFen)}）· 丢单 ${report.movements.lost} · 无效 ${report.movements.invalid}`,
      `赢单率 ${showRate(report.winRate.won, report.winRate.won + report.winRate.lost)}`,
      ...report.byOwner.map((row) => `${ownerName(row.key)}：在手 ${row.open} · 成交 ${row.won} · 丢单 ${row.lost}`),
    ].join('\n'),
} as const;

import type { Decided } from '../analytics/conversion.ts';
import type { StageFlow } from '../analytics/flows.ts';
import type { SplitRow } from '../analytics/splits.ts';
import type { Staleness } from '../analytics/stale.ts';
import type { TimeInStage } from '../analytics/time-in-stage.ts';
import { localDay, wallClock } from '../domain/period.ts';
import type { ReportView } from '../usecases/index.ts';
import { dateOf, inline, money, type Today } from './format.ts';
import { rateClass, showRate } from './rates.ts';
import { shortMoney } from './short-money.ts';

/** Rows of a list shown at most. */
const SHOWN = 10;
/** Fewest completed stays for a median and a 90th percentile to be told (metrics §7.3). */
const MEDIAN_FROM = 3;
const P90_FROM = 10;

const ARROWS = { up: ' ▲', down: ' ▼', level: '' } as const;

/** Whose numbers, and of which days. */
function title(what: string, view: ReportView, today: Today): string {
  return `${what} · ${scope(view)} · ${days(view.days, today)}`;
}

/** Whose numbers: the company's, a team's, somebody's, and of which source. */
export function scope({ about, source }: ReportView): string {
  const who = { all: '全公司', team: about.kind === 'team' ? inline(about.team) : '', member: '' }[about.kind];
  const name = about.kind === 'member' ? inline(about.member.name) : who;
  const from = source === undefined ? '' : ` · 来源 ${sourceName(source)}`;
  return `${name}${from}`;
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

function rate(k: number, n: number): string {
  return `${showRate(k, n)}${rateClass(n) === 'small' ? ' 样本小' : ''}`;
}

function decided({ advanced, lost, invalid }: Decided): number {
  return advanced + lost + invalid;
}

/** The funnel of a window in words; every number of its picture is here too. */
export function funnel(view: ReportView, today: Today, what: '漏斗' | '周报' | '月报' = '漏斗'): string {
  const { report, rates } = view;
  if (report.open.length === 0 && report.movements.created === 0 && report.movements.won === 0) {
    return `${title(what, view, today)}\n这里还没有线索。新建一条发 /新建 客户名`;
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
    title(what, view, today),
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

function qualifiedName({ report }: ReportView): string {
  return (report.stages.find(({ stage }) => stage.qualified) ?? report.stages[0])?.stage.name ?? '';
}

/** The hop on which most leads end, of those with enough decisions to tell. */
export function dropsMost({ rates }: ReportView): { readonly at: number; readonly failed: number } | undefined {
  const failed = rates.hops.map((hop, at) => ({ at, failed: hop.lost + hop.invalid, n: decided(hop) }));
  const [most] = failed.filter(({ n }) => n >= 8).sort((a, b) => b.failed - a.failed);
  return most && most.failed > 0 ? most : undefined;
}

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
  const parts = (counts: Readonly<Record<string, number>>) => {
    const named = Object.entries(counts).filter(([, count]) => count > 0);
    const detail = named.map(([name, count]) => `${MOVES[name] ?? name} ${count}`).join('、');
    return `${sum(named.map(([, count]) => count))}${detail === '' ? '' : `（${detail}）`}`;
  };
  return `${stage.name} 期初 ${openAtStart}，进 ${parts(into)}，出 ${parts(out)}，期末 ${openAtEnd}`;
}

const MOVES: Readonly<Record<string, string>> = {
  created: '新建',
  forward: '前进',
  backward: '退回',
  reopened: '重启',
  won: '成交',
  lost: '丢单',
  invalid: '无效',
};

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

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

/** A reason by its name; what was no lead at all says so. */
export function reason(
  view: ReportView,
  row: { readonly kind: 'lost' | 'invalid'; readonly reason: string | null },
): string {
  const name = view.reasonName(row.kind, row.reason) ?? '没写原因';
  return row.kind === 'invalid' ? `无效：${name}` : name;
}

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

function more(count: number): string[] {
  return count > SHOWN ? [`还有 ${count - SHOWN} 行`] : [];
}

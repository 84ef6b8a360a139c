import { localDay } from '../domain/period.ts';
import type { ExportedLead } from '../usecases/export-leads.ts';
import { inline, type Today } from './format.ts';

/** A cell of an exported table: text, a number, or a local day. */
export type ExportedCell = string | number | { readonly day: string } | null;

/** What can be taken away as tables, and how; `ndjson` is the history as our own import reads it. */
export type ExportedWhat = 'leads' | 'history' | 'report';
export const EXPORT_FORMATS = ['xlsx', 'csv', 'ndjson'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

type Column = readonly [title: string, cell: (exported: ExportedLead, day: (at: number) => string) => ExportedCell];

const NAMES: Readonly<Record<ExportedWhat, string>> = { leads: '客户', history: '历史', report: '报表' };

const ENDS = { lost: '丢单', invalid: '无效' } as const;

/** Named so that an import understands them again. */
const COLUMNS: readonly Column[] = [
  ['编号', ({ lead }) => lead.id],
  ['客户', ({ lead }) => lead.name],
  ['阶段', (exported) => stageOf(exported)],
  ['负责人', ({ ownerName }) => ownerName],
  ['团队', ({ team }) => team],
  ['来源', ({ lead }) => lead.source],
  ['金额（元）', ({ lead }) => (lead.amountFen === null ? null : lead.amountFen / 100)],
  ['联系人', ({ lead }) => lead.contact],
  ['电话', ({ lead }) => lead.phone],
  ['创建日期', ({ lead }, day) => ({ day: day(lead.createdAt) })],
  ['进入阶段', ({ lead }, day) => ({ day: day(lead.enteredAt) })],
  ['最后跟进', ({ lead }, day) => (lead.touchedAt === null ? null : { day: day(lead.touchedAt) })],
  ['下次跟进', ({ lead }) => (lead.nextOn === null ? null : { day: lead.nextOn })],
  ['下一步', ({ lead }) => lead.nextText],
  ['结束日期', ({ lead }, day) => (lead.closedAt === null ? null : { day: day(lead.closedAt) })],
  ['结束前阶段', ({ lead, stageName }) => (lead.state === 'open' ? null : stageName)],
  ['原因', ({ reasonName }) => reasonName],
  ['备注', ({ lead }) => lead.note],
];

function stageOf({ lead, stageName, wonName }: ExportedLead): string {
  if (lead.state === 'won') return wonName;
  return lead.state === 'lost' || lead.state === 'invalid' ? ENDS[lead.state] : stageName;
}

/** What exporting says, and how an exported table reads. */
export const exporting = {
  summary: '把客户、历史或报表导出来',
  usage: '[文件] --format <格式> [选项]',
  file: '写进哪个文件；不写就直接打出来（xlsx 要写）',
  format: 'csv、xlsx = 表格；events = 全部历史，一行一个事件（NDJSON），能原样导回来',
  what: '表格里放什么：leads = 客户现在的样子，一行一个（默认），history = 历史，一行一个事件，report = 报表',
  period: '报表的周期，2026-06 或 2026-06-01..2026-06-07（默认本周）',
  badWhat: (typed: string) => `--what「${inline(typed)}」不认识，可以写 leads、history 或 report`,
  onlyReportsHavePeriod: '--period 只能和 --what report 一起写',
  database: '从哪个库导，file:路径 或 postgres://…（默认用 DATABASE_URL）',
  needsFile: 'XLSX 不能直接打出来，后面写上文件名',
  written: (what: ExportedWhat, file: string, rows: number) =>
    `导出了 ${rows} ${{ leads: '条线索', history: '个事件', report: '行' }[what]}，在 ${inline(file, 200)}`,

  titles: COLUMNS.map(([title]) => title),
  /** One lead's cells, in the order of the titles. */
  cells: (exported: ExportedLead, timeZone: string): readonly ExportedCell[] =>
    COLUMNS.map(([, cell]) => cell(exported, (at) => localDay(at, timeZone))),
  sheet: '客户',
  /** What a file is called that is sent in chat. */
  fileName: (what: ExportedWhat, format: ExportFormat, { now, timeZone }: Today) =>
    `${NAMES[what]}-${localDay(now, timeZone)}.${format}`,

  coming: (what: ExportedWhat, scope: 'own' | 'team' | 'all') => {
    const whose = { own: '你的', team: '你团队的', all: '全部' }[scope];
    const content = { leads: '客户', history: '客户的历史', report: '报表' }[what];
    return `${whose}${content}在导出，文件随后发来`;
  },
  onlyReportsHavePeriods: '周期只能和报表一起写，例如 /导出 报表 上月',
  onlyHistoryAsLines: 'ndjson 只有历史有，例如 /导出 历史 ndjson',
  noFilesHere: '这里发不了文件，请在「漏斗」应用里单聊发同一句',
  notSent: '文件没发成：太大，或者没生成。再试一次；还不行请管理员在服务器上用 loudou export 导',
} as const;

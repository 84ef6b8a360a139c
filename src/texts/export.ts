import { localDay } from '../domain/period.ts';
import type { ExportedLead } from '../usecases/export-leads.ts';
import { inline, type Today } from './format.ts';

/** A cell of an exported table: text, a number, or a local day. */
export type ExportedCell = string | number | { readonly day: string } | null;

type Column = readonly [title: string, cell: (exported: ExportedLead, day: (at: number) => string) => ExportedCell];

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
  summary: '把客户或全部历史导出来',
  usage: '[文件] --format <格式> [选项]',
  file: '写进哪个文件；不写就直接打出来（xlsx 要写）',
  format: 'csv、xlsx = 客户现在的样子，一行一个；events = 全部历史，一行一个事件（NDJSON）',
  database: '从哪个库导，file:路径 或 postgres://…（默认用 DATABASE_URL）',
  needsFile: 'XLSX 不能直接打出来，后面写上文件名',
  written: (file: string, leads: number) => `导出了 ${leads} 条线索，在 ${inline(file, 200)}`,

  titles: COLUMNS.map(([title]) => title),
  /** One lead's cells, in the order of the titles. */
  cells: (exported: ExportedLead, timeZone: string): readonly ExportedCell[] =>
    COLUMNS.map(([, cell]) => cell(exported, (at) => localDay(at, timeZone))),
  sheet: '客户',
  /** What a file is called that is sent in chat. */
  fileName: (what: 'leads' | 'history', { now, timeZone }: Today) =>
    what === 'leads' ? `客户-${localDay(now, timeZone)}.xlsx` : `历史-${localDay(now, timeZone)}.ndjson`,

  coming: (what: 'leads' | 'history', scope: 'own' | 'team' | 'all') => {
    const whose = { own: '你的', team: '你团队的', all: '全部' }[scope];
    return what === 'leads' ? `${whose}客户在导出，文件随后发来` : `${whose}客户的历史在导出，文件随后发来`;
  },
  noFilesHere: '这里发不了文件，请在「漏斗」应用里单聊发同一句',
  notSent: '文件没发成：太大，或者没生成。再试一次；还不行请管理员在服务器上用 loudou export 导',
} as const;

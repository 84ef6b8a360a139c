import type { FoundMapping } from '../usecases/find-mapping.ts';
import type { HeaderField } from '../usecases/header-names.ts';
import type { MappingProblem } from '../usecases/import-mapping.ts';
import type { ImportReport, Standing } from '../usecases/import-report.ts';
import type { MappingColumns } from '../usecases/mapping-columns.ts';
import type { TableFileError, TableSource } from '../usecases/table-file.ts';
import { dateOf, inline, money, typed } from './format.ts';
import { listed, mappingProblem, rowProblem } from './import-problems.ts';

/** Rows and names shown at most; the JSON has more. */
const SHOWN_PROBLEMS = 50;
const SHOWN_OWNERS = 8;
const SHOWN_SHEETS = 5;

const CLOSED = { won: '成交', lost: '丢单', invalid: '无效' } as const;
const COLUMNS: Readonly<Record<HeaderField, string>> = {
  name: '客户',
  owner: '负责人',
  stage: '阶段',
  amount: '金额',
  source: '来源',
  contact: '联系人',
  phone: '电话',
  note: '备注',
  createdOn: '创建日期',
  nextOn: '下次跟进',
  nextText: '下一步',
  closedOn: '结束日期',
  reason: '原因',
};

const HELP = `
哪一列是什么，按列名认（客户、负责人、阶段、金额、来源、联系人、电话、创建日期、下次跟进、备注，中文英文都行），
试导时会列出来。没有阶段列的都在第一个阶段。认得不对就写一份对照表：JSON 文件，{列名} 取这一列，
{列名|文字} 在这一格空着时用「文字」。写法见 data/examples/README.md，例子见 data/examples/crm-sample.json。

先加 --dry-run 看一遍，再去掉它正式导入。有一行不对就一行都不写，说清楚是哪一行、为什么。
XLSX 和 CSV（UTF-8 或 GBK）都行，第一行是列名；几张表的工作簿只读第一张。金额按元（列名里有「万」就按万元），日期按 TZ_ORG 那天的中午。
负责人按姓名或账号找成员；没有的会新建，之后用 /成员 姓名 账号=… 绑定。

例子：
  npm run loudou -- import 客户.xlsx --dry-run
  npm run loudou -- import data/examples/crm-sample.csv --mapping data/examples/crm-sample.json --as-of 2018-01-01 --dry-run

退出码：0 全部可以或已经导入，1 有问题，2 命令、配置或对照表写得不对
`;

/** What `loudou import` says. */
export const importing = {
  summary: '把表格（XLSX、CSV）里的客户连同历史导进来',
  usage: '<表格文件> [选项]',
  file: '表格文件，XLSX 或 CSV',
  mapping: '对照表（JSON）；不写就按列名认，列名一样的表认过一次就记住',
  owner: '所有线索的负责人；表里没有负责人这一列时要写',
  asOf: '把哪天当今天，YYYY-MM-DD；更晚的日期算错（默认就是今天）',
  dryRun: '只检查，不写',
  skipBadRows: '不对的行跳过，其余照样导入',
  duplicates:
    '和已有线索（或表里前面的行）客户名或电话一样的行：skip = 跳过，merge = 把空着的资料补进那一条，new = 照样新建；不写就都不导',
  again: '这个文件导入过，也再导一遍',
  database: '导进哪个库，file:路径 或 postgres://…（默认用 DATABASE_URL）',
  more: HELP,

  badAsOf: (typedDay: string) => `--as-of「${inline(typedDay)}」不是日期，要写成 2018-01-01，不能晚于今天`,
  badDuplicates: (typedWord: string) => `--duplicates「${inline(typedWord)}」不认识，可以写 skip、merge 或 new`,
  badMapping: (file: string, problems: readonly MappingProblem[]) =>
    [
      `对照表 ${file} 有 ${problems.length} 处不对：`,
      ...problems.map((problem) => `· ${mappingProblem(problem)}`),
    ].join('\n'),
  badOwner: (typedName: string) => `--owner「${inline(typedName)}」不是成员的姓名或账号`,
  headerUnclear: (file: string, missing: readonly ('name' | 'owner')[], header: readonly string[]) =>
    [
      `${file} 看不出${missingColumns(missing)}`,
      `第一行是：${listed(header)}`,
      missing.length === 1 && missing[0] === 'owner'
        ? '都归一个人：加 --owner 姓名或账号。有这一列只是叫法不同：把列名改成「负责人」，或者写对照表，加 --mapping'
        : '把列名改成「客户」「负责人」「阶段」「金额」这样的，或者写对照表，加 --mapping',
    ].join('\n'),
  unreadableMapping: (file: string) => `对照表 ${file} 打不开`,
  badFile: (file: string, code: BadFile, row: number | undefined) => `${file} ${badFile(code, row)}`,
  fileChanged: (file: string) => `${file} 在导入的时候变了，什么都没写。等它写完再试`,

  /** How far a long import is. */
  progress: (phase: 'check' | 'write', rows: number) => `${phase === 'check' ? '看完' : '写了'} ${count(rows)} 行`,

  rowProblem,
  /** The report on a terminal; `outcome` says what became of it. */
  report: (file: string, { report, source, found, columns }: Read, outcome: Outcome) =>
    [
      ...headLines(file, report),
      ...sourceLines(source),
      ...columnLines(found, columns),
      ...duplicateLines(report),
      ...problemLines(report),
      '',
      outcomeLine(report, outcome),
      ...(outcome.kind === 'written' ? linkLines(report) : []),
    ].join('\n'),
} as const;

type BadFile = TableFileError['code'];

/** Why a file cannot be read, after its name. */
export function badFile(code: BadFile, row: number | undefined): string {
  switch (code) {
    case 'unreadable':
      return '打不开';
    case 'bad_encoding':
      return '读不准：不是 UTF-8 也不是 GBK，或者传坏了。在 Excel 里另存为「CSV UTF-8」或 XLSX 再试';
    case 'utf16':
      return '是 UTF-16（Excel 的「Unicode 文本」）或者不是表格。在 Excel 里另存为「CSV UTF-8」或 XLSX 再试';
    case 'old_workbook':
      return '是旧的 XLS，或者加了密码。在 Excel 里去掉密码，另存为 XLSX 再试';
    case 'bad_workbook':
      return '不是 XLSX，或者传坏了。在 Excel 里重新另存为 XLSX 再试';
    case 'unpacks_too_large':
      return '解开来太大。删掉用不到的表和格式，或者另存为「CSV UTF-8」再试';
    case 'too_many_rows':
      return `太长，最多 ${count(row ?? 0)} 行。分成几个文件再试`;
    case 'empty':
      return '是空的，第一行要有列名';
    case 'broken_line':
      return `第 ${row} 行的引号不成对，从这里往后都读不准。改好再试`;
  }
}

/** Which columns cannot be made out. */
export function missingColumns(missing: readonly ('name' | 'owner')[]): string {
  return `哪一列是${missing.map((field) => COLUMNS[field]).join('、哪一列是')}`;
}

/** What was read, and out of what. */
interface Read {
  readonly report: ImportReport;
  readonly source: TableSource;
  readonly found: Pick<FoundMapping, 'from'>;
  readonly columns: MappingColumns;
}

export type Outcome =
  | { readonly kind: 'checked' | 'written' | 'bad_rows' | 'duplicates' | 'nothing' }
  /** Imported before, on that local day. */
  | {
      readonly kind: 'already';
      readonly on: Parameters<typeof dateOf>[0];
      readonly today: Parameters<typeof dateOf>[1];
    };

export function headLines(file: string, { rows, leads, badRows, byValue, standing, owners }: ImportReport): string[] {
  const fresh = owners.filter(({ isNew }) => isNew);
  return [
    `${file}：${count(rows)} 行，${count(leads)} 行没问题${badRows > 0 ? `，${count(badRows)} 行有问题` : ''}`,
    byValue.some(({ value }) => value !== '')
      ? `按阶段列：${byValue.map(({ value, leads: n }) => `${inline(value)} ${count(n)}`).join(' · ')}`
      : '',
    standing.length > 0 ? `导入后是：${standing.map(standingText).join(' · ')}` : '',
    owners.length > 0 ? `负责人 ${owners.length} 位，${newcomers(owners.length, fresh)}` : '',
  ].filter(Boolean);
}

/** What a reader may not expect: another encoding than most, or sheets that were left alone. */
export function sourceLines(source: TableSource): string[] {
  if (source.kind === 'text') return source.encoding === 'gbk' ? ['编码是 GBK'] : [];
  const { sheet, otherSheets } = source;
  if (otherSheets.length === 0) return [];
  const others = otherSheets.slice(0, SHOWN_SHEETS).map((name) => `「${inline(name)}」`);
  return [
    `只读了第一张表「${inline(sheet)}」，没读：${others.join('')}${otherSheets.length > others.length ? ' 等' : ''}`,
  ];
}

/** How the columns were understood, when nobody said; and what is left alone in any case. */
export function columnLines({ from }: Read['found'], { taken, unused }: MappingColumns): string[] {
  const fields = taken.map(({ field, templates }) => `${COLUMNS[field]}＝${templates.map(templateText).join('、')}`);
  const how = from === 'guessed' ? '按列名认的' : '和上次同样列名的表一样';
  return [
    ...(from === 'given' ? [] : [`${how}：${fields.join(' · ')}`]),
    ...(unused.length > 0 && from !== 'given' ? [`没用到的列：${listed(unused)}`] : []),
  ];
}

/** `{列|别的}` as `列`; fixed text stays what it is. */
function templateText(template: string): string {
  return inline(template.replace(/\{([^{}|]+)(?:\|[^{}]*)?\}/g, '$1'));
}

export function duplicateLines({ duplicates: { existing, inTable, first } }: ImportReport): string[] {
  if (!first) return [];
  const where = [
    existing > 0 && `${count(existing)} 行和已有的线索重复`,
    inTable > 0 && `${count(inTable)} 行和表里前面的行重复`,
  ].filter(Boolean);
  const { row, name, twin } = first;
  const same = twin.kind === 'row' ? `第 ${twin.row} 行` : `「${inline(twin.name)}」（${inline(twin.ownerName)} 负责）`;
  return [`${where.join('，')}（客户名或电话一样）。第一处：第 ${row} 行「${inline(name)}」和${same}`];
}

function problemLines({ badRows, problems, moreProblems }: ImportReport): string[] {
  if (badRows === 0) return [];
  const more = problems.length + moreProblems - SHOWN_PROBLEMS;
  return [
    '',
    ...problems.slice(0, SHOWN_PROBLEMS).map((problem) => `第 ${problem.row} 行 ${rowProblem(problem)}`),
    ...(more > 0 ? [`还有 ${count(more)} 处，加 --json 看更多`] : []),
  ];
}

function outcomeLine({ rows, leads, badRows, events, duplicates, merged }: ImportReport, outcome: Outcome): string {
  switch (outcome.kind) {
    case 'checked':
      return `试导完了，什么都没写。${badRows > 0 ? '改好再试' : '正式导入去掉 --dry-run'}${
        duplicates.first ? '；重复的行，加 --duplicates skip 跳过，merge 补进已有的，new 照样新建' : ''
      }`;
    case 'bad_rows':
      return '有问题，什么都没写。改好再导；只想先导没问题的行，加 --skip-bad-rows';
    case 'duplicates':
      return '有重复，什么都没写。跳过重复的加 --duplicates skip，补进已有的加 merge，照样新建加 new';
    case 'nothing':
      return '没有可以导入的行，什么都没写';
    case 'already':
      return `这个文件 ${dateOf(outcome.on, outcome.today)} 导入过了，什么都没写。真要再导一遍（会有两份），加 --again`;
    case 'written': {
      const skipped = badRows > 0 ? `。跳过了 ${count(badRows)} 行，改好后单独放一个文件再导，整份再导会有两份` : '';
      const doubled = rows - leads - badRows - merged;
      const left = doubled > 0 ? `。跳过了重复的 ${count(doubled)} 行` : '';
      const added = merged > 0 ? `。${count(merged)} 行补进了已有的线索` : '';
      return `导入了 ${count(leads)} 条线索，${count(events)} 条历史${added}${left}${skipped}`;
    }
  }
}

/** How the people behind new owners get at their leads. */
export function linkLines({ owners }: ImportReport): string[] {
  const [first] = owners.filter(({ isNew }) => isNew);
  return first ? [`新的负责人还没有账号，管理员在企业微信里绑定：/成员 ${typed(first.name)} 账号=企业微信账号`] : [];
}

function standingText({ state, stage, leads, amountFen }: Standing): string {
  const amount = amountFen > 0 ? `（${money(amountFen)}）` : '';
  return `${state === 'open' ? stage : CLOSED[state]} ${count(leads)}${amount}`;
}

function newcomers(all: number, fresh: readonly { readonly name: string }[]): string {
  if (fresh.length === 0) return '都认识';
  return `${fresh.length === all ? '都' : `其中 ${fresh.length} 位`}是新的：${namesOf(fresh)}`;
}

function namesOf(owners: readonly { readonly name: string }[]): string {
  const names = owners.slice(0, SHOWN_OWNERS).map(({ name }) => inline(name));
  return names.join('、') + (owners.length > names.length ? ' 等' : '');
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}

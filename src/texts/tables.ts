import { localDay } from '../domain/period.ts';
import type { ImportAnswer } from '../usecases/chat-imports.ts';
import type { ImportReport } from '../usecases/import-report.ts';
import type { ImportOutcome } from '../usecases/run-import.ts';
import type { TableFileError } from '../usecases/table-file.ts';
import { dateOf, inline, type Today } from './format.ts';
import { badFile, columnLines, duplicateLines, headLines, linkLines, missingColumns, sourceLines } from './import.ts';
import { listed, rowProblem } from './import-problems.ts';

/** Problems shown in chat; whoever mends a file from top to bottom needs no more at a time. */
const SHOWN_PROBLEMS = 5;

const LABELS = { confirm: '导入', skip: '跳过重复', merge: '合并重复', new: '都新建', cancel: '取消' } as const;
const WORDS = { ...LABELS, confirm: '确认' } as const;

/** What is said about tables sent in chat. */
export const tables = {
  how: [
    '把客户表（XLSX 或 CSV）单独发给我，第一行是列名：客户、负责人、阶段、金额、来源、联系人、电话、创建日期、下次跟进、备注，中文英文都行',
    '我先试导给你看：几行、几条、哪行有什么问题。你说导才导，一次全导进去，有一行不对就一行都不导',
    '最多 10,000 行、5 MB；更大的在服务器上：npm run loudou -- import 文件',
  ].join('\n'),
  looking: '收到文件。我先试导一遍，什么都不写，看完告诉你',
  onlyAdmins: '文件我只会用来导入客户，那要管理员来发。其他的请发文字，全部命令发 /帮助',

  fileGone: '文件已经取不到了。请再发一次',
  fileTooLarge: (maxBytes: number) =>
    `文件太大，聊天里最多 ${Math.round(maxBytes / 1_048_576)} MB。在服务器上导：npm run loudou -- import 文件`,
  unreadable: (code: TableFileError['code'], row: number | undefined) =>
    code === 'too_many_rows'
      ? `这个表太长，聊天里最多 ${(row ?? 0).toLocaleString('en-US')} 行。分成几个文件发，或者在服务器上导：npm run loudou -- import 文件`
      : `这个文件${badFile(code, row)}`,
  headerUnclear: (missing: readonly ('name' | 'owner')[], header: readonly string[]) =>
    [
      `看不出${missingColumns(missing)}`,
      `第一行是：${listed(header)}`,
      '把列名改成「客户」「负责人」这样的，再发一次',
    ].join('\n'),
  mappingOutdated: '这期间阶段或原因改过，和这个表对不上了。请再发一次',

  /** What came of trying a table out, above the question what to do with it. */
  tried: (name: string, { report, source, found, columns }: ImportOutcome) =>
    [
      ...headLines(titleOf(name), report),
      ...sourceLines(source),
      ...columnLines(found, columns),
      ...duplicateLines(report),
      ...(report.duplicates.first ? ['合并重复：空着的资料补进已有的那一条，名字、负责人、阶段不动'] : []),
      '要导入吗',
    ].join('\n'),
  option: (way: keyof typeof LABELS, id: number) => ({ label: LABELS[way], line: `/导入 ${WORDS[way]} ${id}` }),

  /** Why a table is not imported, or was not after all. */
  notImportable: (name: string, outcome: ImportOutcome, { now, timeZone }: Today) => {
    const title = titleOf(name);
    const { report, found, columns } = outcome;
    if (outcome.kind === 'already') {
      const on = dateOf(localDay(outcome.at, timeZone), localDay(now, timeZone));
      return `${title}${on}导入过了，内容一模一样，没有再导`;
    }
    if (report.rows === 0) return `${title}里没有客户，只有列名`;
    if (report.badRows > 0) {
      return [
        ...headLines(title, report),
        ...columnLines(found, columns),
        ...problemLines(report),
        '有一行不对就一行都不导。改好再发一次',
      ].join('\n');
    }
    if (outcome.kind === 'duplicates') {
      return [...duplicateLines(report), '什么都没写。请再发一次，选怎么处理重复的'].join('\n');
    }
    return `${title}里没有新的客户，什么都没写`;
  },

  confirmed: (answer: ImportAnswer) => {
    switch (answer.kind) {
      case 'taken':
        return `开始导入${titleOf(answer.table.name)}，${answer.table.rows.toLocaleString('en-US')} 行，导完告诉你`;
      case 'underway':
        return '已经在导入了，导完告诉你';
      case 'gone':
        return tables.gone;
    }
  },
  cancelled: (answer: ImportAnswer) => {
    switch (answer.kind) {
      case 'taken':
        return '好，不导了，文件已经删掉';
      case 'underway':
        return '已经在导入了，取消不了';
      case 'gone':
        return '现在没有等着导入的表';
    }
  },
  gone: '没有等着导入的表：已经导了、取消了，或者过了一个小时。请再发一次文件',
  progress: (phase: 'check' | 'write', rows: number) =>
    `还在${phase === 'check' ? '看' : '导'}，到第 ${rows.toLocaleString('en-US')} 行了`,
  written: (name: string, report: ImportReport) => {
    const { rows, leads, events, merged } = report;
    const skipped = rows - leads - merged;
    return [
      [
        `${titleOf(name)}导好了：${leads.toLocaleString('en-US')} 条线索，${events.toLocaleString('en-US')} 条历史`,
        merged > 0 && `${merged.toLocaleString('en-US')} 行补进了已有的线索`,
        skipped > 0 && `跳过重复的 ${skipped.toLocaleString('en-US')} 行`,
      ]
        .filter((part) => part !== false)
        .join('，'),
      ...linkLines(report),
    ].join('\n');
  },
  failed: (reference: string) => `抱歉，没做成，什么都没变。请再来一次；还不行就把编号 ${reference} 告诉管理员`,
} as const;

function titleOf(name: string): string {
  return name === '' ? '这个表' : `「${inline(name)}」`;
}

function problemLines({ problems, moreProblems }: ImportReport): string[] {
  const more = problems.length + moreProblems - SHOWN_PROBLEMS;
  return [
    ...problems.slice(0, SHOWN_PROBLEMS).map((problem) => `第 ${problem.row} 行 ${rowProblem(problem)}`),
    ...(more > 0 ? [`还有 ${more.toLocaleString('en-US')} 处`] : []),
  ];
}

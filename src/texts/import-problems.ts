import type { RowProblem } from '../usecases/import-cells.ts';
import type { MappingProblem } from '../usecases/import-mapping.ts';
import { inline } from './format.ts';

const SHOWN_NAMES = 20;
const SHOWN_VALUES = 8;
const FIELDS: Readonly<Record<string, string>> = {
  name: '客户名',
  owner: '负责人',
  amount: '金额',
  'closed.amount': '金额',
  'closed.reason': '原因',
};

/** Names in a row, the first of very many. */
export function listed(names: readonly string[], max = SHOWN_NAMES): string {
  const shown = names.slice(0, max).map((name) => inline(name));
  return shown.join('、') + (names.length > shown.length ? ` 等 ${names.length} 个` : '');
}

/** One problem of a row, after its number. */
export function rowProblem(problem: RowProblem): string {
  const where = FIELDS[problem.column] ?? inline(problem.column);
  const value = 'value' in problem ? `「${inline(problem.value)}」` : '';
  switch (problem.code) {
    case 'columns':
      return `有 ${problem.got} 列，第一行有 ${problem.wanted} 列`;
    case 'missing':
      return `${where} 空着`;
    case 'too_long':
      return `${where} 太长，最多 ${problem.max} 个字`;
    case 'stage_value_unknown':
      return `${where}${value} 不认识，有：${listed(problem.known, SHOWN_VALUES)}`;
    case 'not_a_date':
      return `${where}${value} 不是日期，对照表里写的是 ${problem.formats.join(' 或 ')}`;
    case 'date_in_future':
      return `${where} ${problem.on} 还没到（以 ${problem.asOf} 为今天）`;
    case 'closed_before_created':
      return `${where} ${problem.on} 在开始（${problem.createdOn}）之前`;
    case 'not_an_amount':
      return `${where}${value} 不是金额，要是不小于 0 的数，最多两位小数`;
    case 'owner_ambiguous':
      return `${where}${value} 对得上好几位成员，写账号就分得清`;
    case 'reason_unknown':
      return `${where}${value} 不是原因`;
  }
}

/** One problem of a mapping, with its place. */
export function mappingProblem(problem: MappingProblem): string {
  const at = problem.path === '' ? '' : `${problem.path}：`;
  switch (problem.code) {
    case 'not_json':
      return `${at}不是 JSON`;
    case 'bad_shape':
      return `${at}${problem.detail}`;
    case 'bad_template':
      return `${at}「${inline(problem.text)}」的花括号不对，要写成 {列名} 或 {列名|空着时的文字}`;
    case 'column_unknown':
      return `${at}表格里没有列「${inline(problem.column)}」`;
    case 'column_twice':
      return `${at}表格里有好几列叫「${inline(problem.column)}」`;
    case 'bad_date_format':
      return `${at}「${inline(problem.text)}」不是日期格式，要有 YYYY、M、D，例如 M/D/YYYY 或 YYYY-MM-DD HH:mm`;
    case 'rules_need_stage':
      return `${at}分了几种情况，要用 stage 写明看哪一列；只有一种就写成 *`;
    case 'stage_unknown':
      return `${at}没有阶段「${inline(problem.typed)}」`;
    case 'stage_not_open':
      return `${at}「${inline(problem.typed)}」是终点，不能一开始就在；成交写在 closed 里`;
    case 'reason_unknown':
      return `${at}没有原因「${inline(problem.typed)}」`;
  }
}

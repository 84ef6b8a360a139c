import { describe, expect, it } from 'vitest';
import { compileTemplate } from '../../src/usecases/import-template.ts';

const HEADER = ['account', '产品 名', 'id', 'id'];

function fill(text: string, ...cells: string[]): string {
  const compiled = compileTemplate(text, HEADER);
  if ('problems' in compiled) throw new Error(JSON.stringify(compiled.problems));
  return compiled.template.fill(cells);
}

describe('a template', () => {
  it.each([
    ['{account}', ['星河', '', ''], '星河'],
    ['{account|未填客户} {产品 名}', ['', 'GTX', ''], '未填客户 GTX'],
    ['{account|未填客户} {产品 名}', ['星河', 'GTX', ''], '星河 GTX'],
    ['{ account } / {产品 名}', ['a', 'b', ''], 'a / b'],
    ['{account|}', ['', '', ''], ''],
    ['其他', ['a', 'b', 'c'], '其他'],
    ['{account}', ['  two \n lines\t ', '', ''], 'two lines'],
    ['{account|默认}', [' \u3000 ', '', ''], '默认'],
    ['{account}', ['nul\u0000inside', '', ''], 'nul inside'],
    ['{account}-{account}', ['x', '', ''], 'x-x'],
    ['{account}', ['{产品 名}', 'b', ''], '{产品 名}'],
  ])('%s with %j is %j', (text, cells, expected) => {
    expect(fill(text, ...cells)).toBe(expected);
  });

  it('knows the columns it reads', () => {
    expect(compileTemplate('{产品 名} {account|x}', HEADER)).toMatchObject({
      template: { columns: ['产品 名', 'account'] },
    });
  });

  it.each(['{account', 'account}', '{}', '{{account}}', '{account|a|b}'])('refuses the braces of %s', (text) => {
    expect(compileTemplate(text, HEADER)).toEqual({ problems: [{ code: 'bad_template', text }] });
  });

  it('names a column the table does not have, and one it has twice', () => {
    expect(compileTemplate('{Account} {id}', HEADER)).toEqual({
      problems: [
        { code: 'column_unknown', column: 'Account' },
        { code: 'column_twice', column: 'id' },
      ],
    });
  });
});

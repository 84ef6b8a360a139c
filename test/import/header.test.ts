import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { guessMapping, HeaderUnclear } from '../../src/usecases/guess-mapping.ts';
import { readHeaderNames, recogniseColumns } from '../../src/usecases/header-names.ts';
import { planImport } from '../../src/usecases/import-plan.ts';
import { seed, seedPipeline } from '../support/seed.ts';

const path = fileURLToPath(new URL('../../data/seed/header-names.json', import.meta.url));
const headerNames = readHeaderNames(readFileSync(path, 'utf8'));
const definitions = {
  pipeline: seedPipeline,
  reasons: seed.reasons.map((reason, ord) => ({ ...reason, ord, archived: false })),
};

const recognised = (...header: string[]) =>
  Object.fromEntries(recogniseColumns(header, headerNames).map(({ field, column }) => [field, column]));
const guess = (header: readonly string[], owner?: string) => guessMapping(header, headerNames, definitions, owner);

describe('a header', () => {
  it.each([
    ['客户名称', 'name'],
    ['*公司', 'name'],
    ['Account Name', 'name'],
    ['负责人', 'owner'],
    ['销 售', 'owner'],
    ['OWNER', 'owner'],
    ['阶段', 'stage'],
    ['deal_stage', 'stage'],
    ['金额（万元）', 'amount'],
    ['Amount', 'amount'],
    ['来源', 'source'],
    ['联系人', 'contact'],
    ['手机号', 'phone'],
    ['Phone Number', 'phone'],
    ['创建日期', 'createdOn'],
    ['下次跟进', 'nextOn'],
    ['备注', 'note'],
    ['丢单原因', 'reason'],
  ])('%s is %s', (column, field) => {
    expect(recognised(column)).toEqual({ [field]: column });
  });

  it('gives each field the likelier of two columns, and each column one field', () => {
    expect(recognised('电话', '手机', '客户', '公司名称')).toEqual({ name: '客户', phone: '手机' });
    expect(recognised('公司', '联系人', '姓名')).toEqual({ name: '公司', contact: '联系人' });
  });

  it('is not understood where two columns have one name, or a name a mapping cannot write', () => {
    expect(recognised('客户', '客户', '金额{元}', '')).toEqual({});
  });
});

describe('a guessed mapping', () => {
  it('fits the table, with every stage by name, alias and id', () => {
    const header = ['客户', '负责人', '阶段', '金额（万）', '创建日期', '成交日期', '丢单原因'];
    const mapping = guess(header);
    const plan = planImport(mapping, header, definitions);
    expect(mapping.lead).toEqual({ name: '{客户}', owner: '{负责人}', amount: '{金额（万）}' });
    expect(mapping.amountUnits?.['']).toBe(10_000);
    expect(['商机', '立项', 'opp', 'OPP'].map((value) => plan.rule(value)?.stage.id)).toEqual(Array(4).fill('opp'));
    expect(['成交', '赢单', 'Closed Won', '输单', '无效'].map((value) => plan.rule(value)?.closed?.kind)).toEqual([
      'won',
      'won',
      'won',
      'lost',
      'invalid',
    ]);
    expect(plan.rule('洽谈中')).toBeUndefined();
  });

  it('starts everything in the first stage when there is no stage column', () => {
    expect(guess(['客户', '负责人']).rules).toEqual({ '*': { created: { stage: '线索', on: 'as-of' } } });
  });

  it('takes an owner for a table that names none', () => {
    expect(guess(['客户', '电话'], '张伟').lead.owner).toBe('张伟');
  });

  it.each([
    [['客户', '电话'], ['owner']],
    [['电话', '销售'], ['name']],
    [
      ['a', 'b'],
      ['name', 'owner'],
    ],
  ])('is not made from %s', (header, missing) => {
    expect(() => guess(header)).toThrow(HeaderUnclear);
    try {
      guess(header);
    } catch (error) {
      expect(error).toMatchObject({ missing, header });
    }
  });
});

import { describe, expect, it } from 'vitest';
import { type Mapping, MappingError, readMapping } from '../../src/usecases/import-mapping.ts';
import { planImport } from '../../src/usecases/import-plan.ts';
import { seed, seedPipeline } from '../support/seed.ts';
import { exampleMapping } from './example-import.ts';

const HEADER = [
  'opportunity_id',
  'sales_agent',
  'product',
  'account',
  'deal_stage',
  'engage_date',
  'close_date',
  'close_value',
];
const definitions = {
  pipeline: seedPipeline,
  reasons: seed.reasons.map((reason, ord) => ({ ...reason, ord, archived: false })),
};

function problemsOf(work: () => unknown): readonly object[] {
  try {
    work();
  } catch (error) {
    if (error instanceof MappingError) return error.problems;
    throw error;
  }
  return [];
}

/** The example with something else in place of `part`. */
function changed(change: (mapping: ReturnType<typeof structuredClone<Mapping>>) => void): Mapping {
  const mapping = structuredClone(exampleMapping);
  change(mapping);
  return mapping;
}

describe('a mapping file', () => {
  const read = (value: unknown) => problemsOf(() => readMapping(JSON.stringify(value)));

  it('is refused with every place that is wrong, by its path', () => {
    const { lead: _, ...rest } = exampleMapping;
    const paths = read({
      ...rest,
      dates: [],
      extra: 1,
      rules: {
        Won: { created: { stage: '商机' }, closed: { kind: 'sold', on: 'as-of' } },
        Lost: { created: { stage: '商机', on: 'as-of' }, closed: { kind: 'lost', on: 'as-of' } },
        Best: { created: { stage: '商机', on: 'as-of' }, closed: { kind: 'won', on: 'as-of', reason: '其他' } },
      },
    }).map((problem) => 'path' in problem && problem.path);
    expect(paths).toEqual([
      'dates',
      'lead',
      'rules.Won.created.on',
      'rules.Won.closed.kind',
      'rules.Lost.closed.reason',
      'rules.Best.closed',
      '',
    ]);
  });

  it('says what is wrong there', () => {
    expect(read({ ...exampleMapping, stage: 5 })).toEqual([
      { path: 'stage', code: 'bad_shape', detail: '无效输入：期望 string，实际接收 数字' },
    ]);
  });

  it('needs at least one rule', () => {
    expect(read({ ...exampleMapping, rules: {} })).toMatchObject([{ path: 'rules', code: 'bad_shape' }]);
  });

  it('may begin with a byte order mark, and must be JSON', () => {
    expect(readMapping(`\uFEFF${JSON.stringify(exampleMapping)}`)).toEqual(exampleMapping);
    expect(problemsOf(() => readMapping('{"lead":'))).toEqual([{ path: '', code: 'not_json' }]);
  });
});

describe('a mapping tied to a table', () => {
  const tie = (mapping: Mapping, header = HEADER) => problemsOf(() => planImport(mapping, header, definitions));

  it('fits the table it was made for', () => {
    expect(tie(exampleMapping)).toEqual([]);
  });

  it('is refused with every column the table lacks or has twice', () => {
    const header = HEADER.filter((name) => name !== 'close_date').concat('account');
    expect(tie(exampleMapping, header)).toEqual([
      { path: 'rules.Won.closed.on', code: 'column_unknown', column: 'close_date' },
      { path: 'rules.Lost.closed.on', code: 'column_unknown', column: 'close_date' },
      { path: 'lead.name', code: 'column_twice', column: 'account' },
    ]);
  });

  it('is refused with stages, reasons, dates and braces nobody knows', () => {
    const mapping = changed(({ rules, lead, dates }) => {
      Object.assign(rules, {
        Prospecting: { created: { stage: '潜在', on: 'as-of' } },
        Engaging: { created: { stage: '成交', on: 'as-of' } },
        Lost: {
          created: { stage: '商机', on: '{engage_date' },
          closed: { kind: 'lost', on: 'as-of', reason: '没缘分' },
        },
      });
      lead.source = '{product}}';
      dates.push('MM-DD');
    });
    expect(tie(mapping)).toEqual([
      { path: 'rules.Prospecting.created.stage', code: 'stage_unknown', typed: '潜在' },
      { path: 'rules.Engaging.created.stage', code: 'stage_not_open', typed: '成交' },
      { path: 'rules.Lost.closed.reason', code: 'reason_unknown', typed: '没缘分' },
      { path: 'rules.Lost.created.on', code: 'bad_template', text: '{engage_date' },
      { path: 'dates.1', code: 'bad_date_format', text: 'MM-DD' },
      { path: 'lead.source', code: 'bad_template', text: '{product}}' },
    ]);
  });

  it('knows stages by name, alias and id, and reasons by name and code', () => {
    for (const stage of ['商机', '立项', 'opp']) {
      const mapping = changed(({ rules }) => {
        rules.Engaging = { created: { stage, on: 'as-of' } };
      });
      expect(planImport(mapping, HEADER, definitions).rule('Engaging')?.stage.id).toBe('opp');
    }
    const plan = planImport(exampleMapping, HEADER, definitions);
    expect(plan.reason('lost', '其他')).toEqual(plan.reason('lost', 'other'));
    expect(plan.reason('invalid', '价格')).toBeUndefined();
  });

  it('needs a stage column as soon as there are rules to choose from', () => {
    const { stage: _, ...rest } = exampleMapping;
    expect(tie(rest)).toEqual([{ path: 'rules', code: 'rules_need_stage' }]);
    expect(tie({ ...rest, rules: { '*': { created: { stage: '线索', on: 'as-of' } } } })).toEqual([]);
  });
});

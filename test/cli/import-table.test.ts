import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { openDatabase } from '../../src/store/database.ts';
import { rowCounts } from '../import/whole-database.ts';
import { seed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { loudou, type Ran } from './run-cli.ts';

/** Tables as people have them, without a mapping. */
const folder = temporaryFolder();
let serial = 0;
const gbkFile = fileURLToPath(new URL('../import/gbk.csv', import.meta.url));

function csv(...lines: string[]): string {
  const path = join(folder, `${++serial}.csv`);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

function database(): { readonly into: readonly string[]; readonly leads: () => Promise<readonly object[]> } {
  const url = `file:${join(folder, `${++serial}.db`)}`;
  return {
    into: ['--database', url],
    leads: async () => {
      const { engine, close } = await openDatabase(url, seed);
      try {
        return await engine.reader
          .selectFrom('lead')
          .select([
            'name',
            'owner',
            'stage',
            'state',
            'amount_fen',
            'contact',
            'phone',
            'note',
            'next_on',
            'next_text',
            'created_at',
          ])
          .orderBy('id')
          .execute();
      } finally {
        await close();
      }
    },
  };
}

const importing = (file: string, ...more: readonly string[]): Promise<Ran> => loudou(['import', file, ...more]);

describe('a table without a mapping', () => {
  it('is understood by its column names: a workbook, dates and amounts as people see them', async () => {
    const file = join(folder, '客户.xlsx');
    const date = (iso: string) => ({ value: new Date(iso), type: Date, format: 'yyyy/m/d' }) as const;
    await writeWorkbook([
      {
        sheet: '客户',
        data: [
          ['客户名称', '销售', '阶段', '预计金额（万）', '手机', '创建日期', '下次跟进', '下一步', '编号'],
          ['星河科技', '张伟', '商机', 12.5, 13_800_138_000, date('2026-05-01T00:00:00Z'), '2026/6/12', '约演示', 7],
          ['云上工坊', '李娜', '', '8000元', '010-8888', date('2026-06-01T00:00:00Z'), null, null, 8],
          ['老客户', '李娜', '成交', 3, null, date('2026-02-01T00:00:00Z'), null, null, 9],
        ],
      },
      { sheet: '说明', data: [['别读']] },
    ]).toFile(file);
    const { into, leads } = database();
    const tried = await importing(file, ...into, '--dry-run');
    expect(tried.out.split('\n')).toEqual([
      `${file}：3 行，3 行没问题`,
      '按阶段列：商机 1 · 线索 1 · 成交 1',
      '导入后是：线索 1（8,000元） · 商机 1（12.5万） · 成交 1（3万）',
      '负责人 2 位，都是新的：张伟、李娜',
      '只读了第一张表「客户」，没读：「说明」',
      '按列名认的：客户＝客户名称 · 负责人＝销售 · 阶段＝阶段 · 金额＝预计金额（万） · 电话＝手机 · ' +
        '创建日期＝创建日期 · 下次跟进＝下次跟进 · 下一步＝下一步 · 结束日期＝创建日期 · 原因＝其他',
      '没用到的列：编号',
      '',
      '试导完了，什么都没写。正式导入去掉 --dry-run',
    ]);
    expect((await importing(file, ...into)).code).toBe(0);
    expect(await leads()).toMatchObject([
      {
        name: '星河科技',
        owner: '~张伟',
        stage: 'opp',
        amount_fen: 12_500_000,
        phone: '13800138000',
        next_on: '2026-06-12',
        next_text: '约演示',
        created_at: Date.parse('2026-05-01T12:00:00+08:00'),
      },
      { name: '云上工坊', stage: 'lead', amount_fen: 800_000, phone: '010-8888', next_on: null },
      { name: '老客户', state: 'won', amount_fen: 3_000_000 },
    ]);
  });

  it('may be GBK', async () => {
    const { into, leads } = database();
    const { code, out } = await importing(gbkFile, ...into);
    expect({ code, said: out.includes('编码是 GBK') }).toEqual({ code: 0, said: true });
    expect(await leads()).toMatchObject([
      { name: '星河科技有限公司', stage: 'opp', amount_fen: 12_500_000 },
      { name: '镕基实业', stage: 'lead', amount_fen: null },
    ]);
  });

  it('with a stage nobody knows is refused by row number, and nothing is written', async () => {
    const { into, leads } = database();
    const { code, out } = await importing(csv('客户,负责人,阶段', 'a公司,张伟,商机', 'b公司,张伟,洽谈中'), ...into);
    expect(code).toBe(1);
    expect(out).toContain('第 3 行 阶段「洽谈中」 不认识，有：线索、意向、商机、报价、成交、');
    expect(await leads()).toEqual([]);
  });

  it('without an owner column needs to be told whose the leads are', async () => {
    const file = csv('客户,电话', '星河科技,13800138000');
    const { into, leads } = database();
    const refused = await importing(file, ...into);
    expect(refused).toEqual({
      code: 1,
      out: '',
      err:
        `${file} 看不出哪一列是负责人\n第一行是：客户、电话\n` +
        '都归一个人：加 --owner 姓名或账号。有这一列只是叫法不同：把列名改成「负责人」，或者写对照表，加 --mapping',
    });
    expect((await importing(file, ...into, '--owner', '{负责人}')).code).toBe(2);
    expect((await importing(file, ...into, '--owner', '张伟')).code).toBe(0);
    expect(await leads()).toMatchObject([{ name: '星河科技', owner: '~张伟' }]);
  });

  it('tells a script what it understood', async () => {
    const { out } = await importing(csv('客户,负责人,备用', 'a公司,张伟,x'), '--dry-run', '--json');
    expect(JSON.parse(out)).toMatchObject({
      mapping: null,
      mappingFrom: 'guessed',
      source: { kind: 'text', encoding: 'utf-8' },
      understood: { lead: { name: '{客户}', owner: '{负责人}' } },
      columns: { unused: ['备用'] },
    });
  });
});

describe('customers that are there twice', () => {
  const first = ['客户,负责人,电话', '星河科技有限公司,张伟,138 0013 8000'];
  const second = [
    '客户,负责人,电话',
    '云上工坊,李娜,',
    '星河科技,李娜,',
    '新来的,李娜,+8613800138000',
    '云上工坊（有限公司）,李娜,',
    '另一家,李娜,8000',
    '再一家,李娜,8000',
  ];

  it('are counted by the dry run, which names the first, and refused', async () => {
    const { into, leads } = database();
    await importing(csv(...first), ...into);
    const file = csv(...second);
    const said =
      '2 行和已有的线索重复，1 行和表里前面的行重复（客户名或电话一样）。' +
      '第一处：第 3 行「星河科技」和「星河科技有限公司」（张伟 负责）';
    const tried = await importing(file, ...into, '--dry-run');
    expect({ code: tried.code, named: tried.out.includes(said) }).toEqual({ code: 1, named: true });
    const { code, out } = await importing(file, ...into);
    expect({ code, named: out.includes(said) }).toEqual({ code: 1, named: true });
    expect(out).toContain('有重复，什么都没写。跳过重复的加 --duplicates skip，补进已有的加 merge，照样新建加 new');
    expect(await leads()).toHaveLength(1);
  });

  it('are left out when told so', async () => {
    const { into, leads } = database();
    await importing(csv(...first), ...into);
    const { code, out } = await importing(csv(...second), ...into, '--duplicates', 'skip');
    expect({ code, named: out.includes('导入了 3 条线索，3 条历史。跳过了重复的 3 行') }).toEqual({
      code: 0,
      named: true,
    });
    expect((await leads()).map((lead) => 'name' in lead && lead.name)).toEqual([
      '星河科技有限公司',
      '云上工坊',
      '另一家',
      '再一家',
    ]);
  });

  it('are leads of their own when told so', async () => {
    const { into, leads } = database();
    await importing(csv(...first), ...into);
    expect((await importing(csv(...second), ...into, '--duplicates', 'new')).code).toBe(0);
    expect(await leads()).toHaveLength(7);
  });

  it('add to what is there when told so, and change nothing of it', async () => {
    const { into, leads } = database();
    await importing(csv('客户,负责人,阶段,备注', '星河科技有限公司,张伟,商机,老客户'), ...into);
    const more = csv(
      '客户,负责人,阶段,金额,联系人,电话,备注,下次跟进',
      '星河科技,李娜,线索,5万,王总,13800138000,展会上见过,2026-12-01',
      '星河科技,李娜,报价,8万,陈总,13900139000,老客户,2026-12-02',
      '新来的,李娜,线索,,赵总,,,',
      '新来的,李娜,线索,3万,,,,',
    );
    const { code, out } = await importing(more, ...into, '--duplicates', 'merge');
    expect({ code, last: out.split('\n').find((line) => line.startsWith('导入了')) }).toEqual({
      code: 0,
      last: '导入了 1 条线索，1 条历史。3 行补进了已有的线索',
    });
    expect(await leads()).toMatchObject([
      {
        name: '星河科技有限公司',
        owner: '~张伟',
        stage: 'opp',
        amount_fen: 5_000_000,
        contact: '王总',
        phone: '13800138000',
        note: '老客户\n展会上见过',
        next_on: '2026-12-01',
      },
      { name: '新来的', amount_fen: 3_000_000, contact: '赵总' },
    ]);
  });

  it('may be all there is to write', async () => {
    const { into, leads } = database();
    await importing(csv(...first), ...into);
    const { code, out } = await importing(
      csv('客户,负责人,联系人', '星河科技,张伟,王总'),
      ...into,
      '--duplicates',
      'merge',
    );
    expect({ code, said: out.includes('1 行补进了已有的线索') }).toEqual({ code: 0, said: true });
    expect(await leads()).toMatchObject([{ contact: '王总' }]);
  });

  it('need a word that is known', async () => {
    expect(await importing(csv(...first), '--duplicates', 'both')).toEqual({
      code: 2,
      out: '',
      err: '--duplicates「both」不认识，可以写 skip、merge 或 new',
    });
  });
});

describe('a table with a header that was imported before', () => {
  const header = 'k,谁,金额';
  const mapping = {
    dates: ['YYYY-MM-DD'],
    lead: { name: '{k}', owner: '{谁}' },
    rules: { '*': { created: { stage: '意向', on: 'as-of' } } },
  };
  const mappingFile = join(folder, 'mapping.json');

  it('is read as that one was, until told otherwise', async () => {
    writeFileSync(mappingFile, JSON.stringify(mapping));
    const { into, leads } = database();
    expect((await importing(csv(header, 'a公司,张伟,1'), ...into, '--mapping', mappingFile)).code).toBe(0);
    const second = await importing(csv(header, 'b公司,张伟,2'), ...into);
    expect(second.out).toContain('和上次同样列名的表一样：客户＝k · 负责人＝谁');
    writeFileSync(mappingFile, JSON.stringify({ ...mapping, lead: { ...mapping.lead, amount: '{金额}' } }));
    await importing(csv(header, 'c公司,张伟,3'), ...into, '--mapping', mappingFile);
    await importing(csv(header, 'd公司,张伟,4'), ...into);
    expect(await leads()).toMatchObject([
      { stage: 'interest', amount_fen: null },
      { stage: 'interest', amount_fen: null },
      { stage: 'interest', amount_fen: 300 },
      { stage: 'interest', amount_fen: 400 },
    ]);
  });

  it('is guessed at anew when a stage it named is gone', async () => {
    const { into } = database();
    const [, url = ''] = into;
    const file = csv('客户,负责人,阶段', 'a公司,张伟,商机');
    await importing(file, ...into);
    const { engine, close } = await openDatabase(url, seed);
    await engine.writer.updateTable('stage').set({ name: '立案', aliases: '[]' }).where('id', '=', 'opp').execute();
    await close();
    const { code, out } = await importing(csv('客户,负责人,阶段', 'b公司,张伟,立案'), ...into);
    expect({ code, guessed: out.includes('按列名认的') }).toEqual({ code: 0, guessed: true });
  });

  it('a dry run remembers nothing', async () => {
    writeFileSync(mappingFile, JSON.stringify(mapping));
    const { into } = database();
    const [, url = ''] = into;
    await (await openDatabase(url, seed)).close();
    await importing(csv(header, 'a公司,张伟,1'), ...into, '--mapping', mappingFile, '--dry-run');
    const { code } = await importing(csv(header, 'b公司,张伟,1'), ...into);
    expect(code).toBe(1);
    const opened = await openDatabase(url, seed);
    expect(await rowCounts(opened)).toMatchObject({ lead: 0, audit: 0 });
    await opened.close();
  });
});

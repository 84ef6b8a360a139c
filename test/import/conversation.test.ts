import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Chat, openChat } from '../support/conversation.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { importExample } from './example-import.ts';

/** Imported leads are leads: what their owners and admins say to the bot about them. */
let chat: Chat;
const folder = temporaryFolder();

beforeEach(async () => {
  chat = await openChat();
  const { kind } = await importExample(chat.database, { now: chat.now() });
  expect(kind).toBe('written');
});
afterEach(() => chat.close());

describe('the person behind an imported owner', () => {
  beforeEach(async () => {
    expect(await chat.say('zhaomin', '/成员 「Mia Torres」 账号=mia')).toContain('Mia Torres 现在是 销售');
  });

  it('finds her open leads, longest untouched first', async () => {
    const lines = (await chat.say('mia', '/我的')).split('\n');
    expect(lines[0]).toMatch(/^你的线索 5 条/);
    expect(lines.slice(1, 6).map((line) => line.split(' · ').slice(0, 2).join(' · '))).toEqual([
      '1. Pinecrest GTX Basic #LD4X06QF · 商机',
      '2. 未填客户 GTXPro #LD4X07QG · 商机',
      '3. Redwood Supply GTXPro #LD4X12QM · 商机',
      '4. 未填客户 GTX Plus Pro #LD4X08QH · 线索',
      '5. Kestrel Labs MG Special #LD4X09QJ · 线索',
    ]);
  });

  it.each([
    'Pinecrest GTX Basic #LD4X06QF',
    'pinecrest gtx basic #ld4x06qf',
    '「Pinecrest GTX Basic #LD4X06QF」',
    'LD4X06QF',
  ])('sees one as %s', async (name) => {
    const card = await chat.say('mia', `/查 ${name}`);
    expect(card).toMatch(/^Pinecrest GTX Basic #LD4X06QF \(#\d+\)\n「商机」/);
    expect(card).toContain('来源 GTX Basic');
    expect(card).toContain('负责人 Mia Torres');
  });

  it('moves one on, and takes it back', async () => {
    expect(await chat.say('mia', '/推进 Pinecrest GTX Basic #LD4X06QF 报价')).toMatch(
      /^Pinecrest GTX Basic #LD4X06QF：商机 → 报价/,
    );
    expect(await chat.say('mia', '/撤销')).toContain('现在在「商机」');
    expect(await chat.say('mia', '/推进 LD4X08QH')).toMatch(/^未填客户 GTX Plus Pro #LD4X08QH：线索 → 意向/);
  });

  it('cannot take back what the import did', async () => {
    expect(await chat.say('mia', '/撤销')).toBe('没有可以撤销的操作');
    expect(await chat.say('mia', '/撤销 LD4X06QF')).not.toContain('已撤销');
  });

  it('sees what was won, for how much, and when', async () => {
    expect(await chat.say('mia', '/查 LD4X02QB')).toMatch(/已成交.*4,800元/s);
    const history = await chat.say('mia', '/历史 LD4X02QB');
    expect(history).toMatch(/2017年1月9日.*新建在「商机」/);
    expect(history).toMatch(/2017年3月2日.*成交/);
  });

  it('does not see a colleague’s', async () => {
    expect(await chat.say('mia', '/查 LD4X13RA')).toBe(
      'Harbor Light GTX Plus Pro #LD4X13RA 是 Owen Park 负责的，请找 Owen Park',
    );
  });
});

it('an import gives leads to the members who have the owner’s name or userid already', async () => {
  const file = join(folder, 'members.csv');
  writeFileSync(file, '客户,负责人,来源\n山海贸易,张伟,展会\n云上工坊,LiNa,\n');
  const { report } = await importExample(chat.database, {
    file,
    mapping: {
      dates: ['YYYY-MM-DD'],
      lead: { name: '{客户}', owner: '{负责人}', source: '{来源}' },
      rules: { '*': { created: { stage: '意向', on: 'as-of' } } },
    },
    asOf: undefined,
    now: chat.now(),
  });
  expect(report.owners.map(({ id, isNew }) => ({ id, isNew }))).toEqual([
    { id: 'zhangwei', isNew: false },
    { id: 'lina', isNew: false },
  ]);
  expect(await chat.say('zhangwei', '/查 山海贸易')).toMatch(/「意向」不到1天.*负责人 张伟\n来源 展会/s);
  expect(await chat.say('lina', '/推进 云上工坊 商机')).toMatch(/^云上工坊：意向 → 商机/);
});

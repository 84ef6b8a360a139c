import { afterEach, describe, expect, it } from 'vitest';
import { say } from './callbacks.ts';
import { identity } from './identity.ts';
import { appsOfTest, type RunningApp } from './running-app.ts';

const run = appsOfTest(afterEach);
const EMPTY = { status: 200, content: undefined, to: undefined };

const eventXml = (from: string, event: string, fields: string, createTimeS = 1_781_056_800) =>
  `<xml><ToUserName>${identity.corpId}</ToUserName><FromUserName>${from}</FromUserName>` +
  `<CreateTime>${createTimeS}</CreateTime><MsgType>event</MsgType><Event>${event}</Event>${fields}</xml>`;
const left = (userid: string, createTimeS?: number) =>
  eventXml('sys', 'change_contact', `<ChangeType>delete_user</ChangeType><UserID>${userid}</UserID>`, createTimeS);
const renamed = (from: string, to: string) => {
  const fields = `<ChangeType>update_user</ChangeType><UserID>${from}</UserID><NewUserID>${to}</NewUserID>`;
  return eventXml('sys', 'change_contact', fields);
};

/** An app whose admin is `boss` and whose rep `Lina` has as many leads as asked for. */
async function runWithLeads(count: number): Promise<RunningApp> {
  const app = await run();
  for (let n = 1; n <= count; n++) await app.deliver(say('Lina', `/新建 客户${n}号 来源=官网`));
  await app.deliver(say('boss', '/我的'));
  await app.database.engine.writer.updateTable('member').set({ role: 'admin' }).where('id', '=', 'boss').execute();
  return app;
}

describe('somebody who left, as the platform tells it', () => {
  it('is named to the admin with the leads left behind, once, however often and in how many ways it is told', async () => {
    const app = await runWithLeads(7);
    expect(await app.post(left('Lina'))).toEqual(EMPTY);
    await app.platform.received(1);
    const repeats = [left('Lina'), left('lina'), left('lina', 1_781_056_860)];
    expect(await Promise.all(repeats.map((xml) => app.post(xml)))).toEqual([EMPTY, EMPTY, EMPTY]);
    await app.app.sender.drain();
    expect(app.platform.sent.map(({ to, text }) => ({ to, text }))).toEqual([
      {
        to: 'boss',
        text: [
          'lina 已离职，名下 7 条进行中：',
          ...[1, 2, 3, 4, 5].map((n) => `· 客户${n}号（线索）`),
          '还有 2 条',
          '先安排人接着联系。这些线索你都能 /查、/跟进、/推进',
        ].join('\n'),
      },
    ]);
  });

  it('is shown so in the list of members, until they write again', async () => {
    const app = await runWithLeads(1);
    await app.post(left('lina'));
    expect((await app.deliver(say('boss', '/成员'))).content).toContain('· lina 销售 (lina) 已离职');
    await app.deliver(say('Lina', '/我的'));
    app.wait(200_000);
    expect((await app.deliver(say('boss', '/成员'))).content).not.toContain('已离职');
  });

  it('is no message when they leave nothing behind or nobody knew them', async () => {
    const app = await runWithLeads(0);
    await app.deliver(say('qian', '/我的'));
    await app.post(left('qian'));
    await app.post(left('nobody'));
    await app.app.sender.drain();
    expect(app.platform.sent).toEqual([]);
    const members = await app.database.engine.reader.selectFrom('member').select(['id', 'left_at']).execute();
    expect(members).toEqual([
      { id: 'boss', left_at: null },
      { id: 'qian', left_at: expect.any(Number) },
    ]);
  });

  it('cannot be claimed by a person', async () => {
    const app = await runWithLeads(1);
    const fields = '<ChangeType>delete_user</ChangeType><UserID>lina</UserID>';
    await app.post(eventXml('qian', 'change_contact', fields));
    const found = await app.database.uow.read(({ members }) => members.byUserid('lina'));
    expect(found?.leftAt).toBeUndefined();
  });
});

describe('somebody with a new userid, as the platform tells it', () => {
  it('goes on with their leads', async () => {
    const app = await runWithLeads(1);
    expect(await app.post(renamed('Lina', 'LiNa2'))).toEqual(EMPTY);
    expect((await app.deliver(say('LiNa2', '/我的'))).content).toContain('客户1号');
    expect((await app.deliver(say('lina', '/我的'))).content).not.toContain('客户1号');
  });
});

describe('a click on the menu', () => {
  it('is answered as the line it stands for', async () => {
    const app = await runWithLeads(1);
    const click = (key: string) => eventXml('Lina', 'click', `<EventKey><![CDATA[${key}]]></EventKey>`);
    expect(await app.post(click('/我的'))).toMatchObject({
      status: 200,
      to: 'lina',
      content: expect.stringContaining('客户1号'),
    });
    expect((await app.post(click('/新建'))).content).toMatch(/客户/);
  });
});

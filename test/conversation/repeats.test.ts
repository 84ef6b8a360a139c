import { describe, expect, it } from 'vitest';
import { demoChat } from './demo-chat.ts';
import { expectConversation } from './transcript.ts';

const chat = demoChat();
const conversation = (transcript: string) => expectConversation(chat(), transcript);
const outbox = () => chat().database.engine.writer.selectFrom('outbox').selectAll().orderBy('id').execute();
const eventCount = async () =>
  (await chat().database.engine.writer.selectFrom('lead_event').select('id').execute()).length;

describe('the same line again', () => {
  it('within two minutes does nothing and says so', () =>
    conversation(`
      张伟> /推进 客户A
      客户A：线索 → 意向
      「意向」= 客户承认有需求，愿意继续聊
      不对就发 /撤销（10分钟内）
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一
      回数字就定下，不回也行

      张伟> /推进 客户A
      刚刚已经做过了，没有再做一遍：
      客户A：线索 → 意向
      「意向」= 客户承认有需求，愿意继续聊
      不对就发 /撤销（10分钟内）
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一
      回数字就定下，不回也行

      张伟> 1
      客户A 的下一步：明天（周四） 约一次演示或拜访
      到那天之前不催你。改日期再发一次 /下一步 就行

      张伟> /跟进 客户A 加了微信
      记下了，客户A：加了微信
      下一步：明天（周四） 约一次演示或拜访
      不对就发 /撤销（10分钟内）

      张伟> 跟进 客户A 加了微信
      刚刚已经做过了，没有再做一遍：
      记下了，客户A：加了微信
    `));

  it('does not offer what is no longer open', () =>
    conversation(`
      张伟> /推进 客户A
      客户A：线索 → 意向
      「意向」= 客户承认有需求，愿意继续聊
      不对就发 /撤销（10分钟内）
      下一步定在哪天
      1. 明天
      2. 3天后
      3. 下周一
      回数字就定下，不回也行

      张伟> 0
      好，取消了，什么都没变

      张伟> /推进 客户A
      刚刚已经做过了，没有再做一遍：
      客户A：线索 → 意向
    `));

  it('counts after two minutes, after another line, and from somebody else', () =>
    conversation(`
      张伟> /跟进 客户A 加了微信
      记下了，客户A：加了微信
      不对就发 /撤销（10分钟内）

      ~ 2 min

      张伟> /跟进 客户A 加了微信
      记下了，客户A：加了微信
      不对就发 /撤销（10分钟内）

      王芳> /跟进 客户A 加了微信
      记下了，客户A：加了微信
      不对就发 /撤销（10分钟内）

      张伟> /查 客户A
      客户A (#1)
      「线索」3天，最近动静 今天 · 负责人 张伟
      来源 电话 · 联系人 马女士 · 电话 13900001000
      还没有下一步，建议：首次联系，确认是不是目标客户
      可以发：/推进 客户A · /跟进 客户A 内容

      张伟> /跟进 客户A 加了微信
      记下了，客户A：加了微信
      不对就发 /撤销（10分钟内）
    `));

  it('may be a question again, since asking is not doing', () =>
    conversation(`
      张伟> /推进 云帆软件 线索
      云帆软件 现在在「商机」，退回「线索」要写原因。直接回一句话

      张伟> /推进 云帆软件 线索
      云帆软件 现在在「商机」，退回「线索」要写原因。直接回一句话

      张伟> /新建 云帆软件
      可能已经有了，要再建一个「云帆软件」吗
      · 云帆软件 · 商机 · 张伟 · 5天前 (#3)
      1. 仍然新建
      2. 看 云帆软件
      回数字选择，0 取消

      张伟> /新建 云帆软件
      可能已经有了，要再建一个「云帆软件」吗
      · 云帆软件 · 商机 · 张伟 · 5天前 (#3)
      1. 仍然新建
      2. 看 云帆软件
      回数字选择，0 取消
    `));

  it('may be a refusal or a problem again', () =>
    conversation(`
      张伟> /推进 远山食品
      远山食品 已经丢单。要继续跟，先发 /重启 远山食品

      张伟> /推进 远山食品
      远山食品 已经丢单。要继续跟，先发 /重启 远山食品

      张伟> /下一步 客户A
      日期是什么
      1. 明天
      2. 3天后
      3. 下周一
      回数字选择，0 取消

      张伟> /下一步 客户A
      日期是什么
      1. 明天
      2. 3天后
      3. 下周一
      回数字选择，0 取消
    `));
});

describe('the same message again', () => {
  it('has one effect and the same answer', async () => {
    const first = await chat().say('zhangwei', '/推进 客户A', { key: 'k1' });
    const events = await eventCount();
    await chat().say('zhangwei', '/推进 云帆软件', { key: 'k2' });
    chat().wait(3_600_000);

    expect(await chat().say('zhangwei', '/推进 客户A', { key: 'k1' })).toBe(first);
    expect(await eventCount()).toBe(events + 1);
  });

  it('gives a refused message the same refusal, whatever has changed since', async () => {
    const refused = await chat().say('zhangwei', '/推进 远山食品', { key: 'k1' });
    await chat().say('zhangwei', '/重启 远山食品');
    expect(await chat().say('zhangwei', '/推进 远山食品', { key: 'k1' })).toBe(refused);
    expect(refused).toBe('远山食品 已经丢单。要继续跟，先发 /重启 远山食品');
  });

  it('has one effect when three arrive at once', async () => {
    const before = await eventCount();
    const say = () => chat().say('zhangwei', '/推进 客户A', { key: 'k1' });
    const answers = await Promise.all([say(), say(), say()]);
    expect(new Set(answers).size).toBe(1);
    expect(await eventCount()).toBe(before + 1);
  });
});

describe('a message whose time for an answer has passed', () => {
  it('is answered through the outbox, once, and its repeat stays silent', async () => {
    expect(await chat().say('zhangwei', '/推进 客户A', { key: 'k1', late: true })).toBe('');
    expect(await chat().say('zhangwei', '/推进 客户A', { key: 'k1' })).toBe('');
    expect(await chat().say('zhangwei', '/推进 客户A', { key: 'k1', late: true })).toBe('');

    const rows = await outbox();
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ key: 'k1/1', channel: 'test', recipient: 'zhangwei', state: 'due', attempts: 0 });
    expect(JSON.parse(rows[0]?.body ?? '').text).toMatch(/^客户A：线索 → 意向\n/);
  });

  it('leaves its question open all the same', async () => {
    await chat().say('zhangwei', '/推进 客户A', { late: true });
    expect(await chat().say('zhangwei', '1')).toMatch(/^客户A 的下一步：明天（周四）/);
  });

  it('sends a refusal the same way', async () => {
    expect(await chat().say('zhangwei', '/推进 远山食品', { key: 'k1', late: true })).toBe('');
    expect((await outbox()).map(({ body }) => JSON.parse(body).text)).toEqual([
      '远山食品 已经丢单。要继续跟，先发 /重启 远山食品',
    ]);
  });
});

describe('a message answered in time', () => {
  it('leaves nothing in the outbox', async () => {
    await chat().say('zhangwei', '/推进 客户A');
    expect(await outbox()).toEqual([]);
  });
});

describe('an answer longer than one message', () => {
  const longNote = (at: number) => `第${at}次 ${'很长的记录'.repeat(30)}`;

  it('goes out as the answer and outbox rows, in order, each within the limit and with its place', async () => {
    for (let at = 1; at <= 30; at++) await chat().say('zhangwei', `/跟进 星河科技 ${longNote(at)}`);
    const first = await chat().say('zhangwei', '/历史 星河科技', { key: 'long' });

    const rows = await outbox();
    const pages = [first, ...rows.map(({ body }) => JSON.parse(body).text as string)];
    expect(pages.length).toBeGreaterThan(2);
    expect(rows.map(({ key }) => key)).toEqual(rows.map((_, at) => `long/${at + 2}`));
    expect(pages.map((page) => page.split('\n').at(-1))).toEqual(pages.map((_, at) => `(${at + 1}/${pages.length})`));
    for (const page of pages) expect(Buffer.byteLength(page)).toBeLessThanOrEqual(2048);
    const lines = pages.flatMap((page) => page.split('\n').slice(0, -1));
    expect(lines[0]).toMatch(/^星河科技有限公司 \(#2\) 走过的路，共 34 步$/);
    expect(lines).toHaveLength(35);
    expect(lines.slice(-30).map((line) => /跟进：第(\d+)次/.exec(line)?.[1])).toEqual(
      Array.from({ length: 30 }, (_, at) => String(at + 1)),
    );
  });

  it('goes wholly to the outbox when it is late', async () => {
    for (let at = 1; at <= 30; at++) await chat().say('zhangwei', `/跟进 星河科技 ${longNote(at)}`);
    expect(await chat().say('zhangwei', '/历史 星河科技', { key: 'long', late: true })).toBe('');
    const rows = await outbox();
    expect(rows.map(({ key }) => key)).toEqual(rows.map((_, at) => `long/${at + 1}`));
    expect(JSON.parse(rows[0]?.body ?? '').text).toMatch(/^星河科技有限公司 \(#2\) 走过的路/);
  });

  it('is queued once, however often the message comes', async () => {
    for (let at = 1; at <= 30; at++) await chat().say('zhangwei', `/跟进 星河科技 ${longNote(at)}`);
    const first = await chat().say('zhangwei', '/历史 星河科技', { key: 'long' });
    const rows = await outbox();
    expect(await chat().say('zhangwei', '/历史 星河科技', { key: 'long' })).toBe(first);
    expect(await outbox()).toEqual(rows);
  });
});

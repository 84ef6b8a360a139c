import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Delivered, say } from './callbacks.ts';
import { createGate } from './gate.ts';
import { openPlatform } from './open-platform.ts';
import { appsOfTest, type RunningApp } from './running-app.ts';

const run = appsOfTest(afterEach);
const folder = temporaryFolder();

const EMPTY: Delivered = { status: 200, content: undefined, to: undefined };

/** Keeps every unit of work waiting, as a slow database would, until the gate opens. */
function holdDatabase({ uow }: Database) {
  const gate = createGate();
  const held = uow.run(() => gate.opened);
  return {
    async release() {
      gate.open();
      await held;
    },
  };
}

/** Lets the server notice what happened to other connections: events of one round come before those of the next. */
async function roundTrips(app: RunningApp) {
  for (let round = 0; round < 5; round++) await fetch(`${app.url}/healthz`, { headers: { connection: 'close' } });
}

const outboxOf = ({ engine }: Database) =>
  engine.reader.selectFrom('outbox').select(['recipient', 'state', 'key']).orderBy('id').execute();

const countEvents = async ({ engine }: Database) =>
  (await engine.reader.selectFrom('lead_event').select('id').execute()).length;

describe('an answer that is late', () => {
  it('leaves an empty 200 at the deadline and reaches the person through the outbox', async () => {
    const app = await run({ answerDeadlineMs: 20 });
    const database = holdDatabase(app.database);
    expect(await app.deliver(say('Lina', '/新建 客户甲 来源=官网'))).toEqual(EMPTY);
    expect(app.platform.sent).toEqual([]);

    await database.release();
    await app.platform.received(1);
    expect(app.platform.sent).toMatchObject([{ to: 'lina', text: expect.stringContaining('客户甲') }]);
  });

  it('is not said again to a repeat, neither while it is prepared nor afterwards', async () => {
    const app = await run({ answerDeadlineMs: 20 });
    const message = say('lina', '/新建 客户甲 来源=官网');
    const database = holdDatabase(app.database);
    expect(await app.deliver(message)).toEqual(EMPTY);
    expect(await app.deliver(message)).toEqual(EMPTY);

    await database.release();
    await app.platform.received(1);
    expect(await app.deliver(message)).toEqual(EMPTY);
    await app.app.sender.drain();
    expect(app.platform.sent).toHaveLength(1);
    expect(await countEvents(app.database)).toBe(1);
  });

  it('keeps its place before the next answer to the same person', async () => {
    const app = await run({ answerDeadlineMs: 20 });
    const database = holdDatabase(app.database);
    const both = [
      app.deliver(say('lina', '/新建 客户甲 来源=官网')),
      app.deliver(say('lina', '/新建 客户乙 来源=官网')),
    ];
    expect(await Promise.all(both)).toEqual([EMPTY, EMPTY]);
    await database.release();
    await app.platform.received(2);
    const texts = app.platform.textsTo('lina').map((text) => /客户[甲乙]/.exec(text)?.[0]);
    expect(texts.toSorted()).toEqual(['客户乙', '客户甲']);
    const created = await app.database.engine.reader.selectFrom('lead').select('name').orderBy('id').execute();
    expect(texts).toEqual(created.map(({ name }) => name));
  });

  it('is written down while the bot stops, and sent when it runs again', async () => {
    const databaseUrl = `file:${join(folder, 'late-at-stop.db')}`;
    const platform = await openPlatform();
    platform.answerWith(() => ({ errcode: -1, errmsg: 'system busy' }));
    const before = await run({ databaseUrl, platform, answerDeadlineMs: 20 });
    const database = holdDatabase(before.database);
    expect(await before.deliver(say('lina', '/新建 客户甲 来源=官网'))).toEqual(EMPTY);
    const stopped = before.stop();
    await database.release();
    await stopped;
    const attempts = platform.sent.length;
    expect(before.lines.filter(({ level }) => Number(level) >= 50)).toEqual([]);

    platform.answerWith(() => ({ errcode: 0, errmsg: 'ok' }));
    const after = await run({ databaseUrl, platform });
    expect(await countEvents(after.database)).toBe(1);
    after.wait(60_000);
    await after.app.sender.drain();
    expect(platform.sent.slice(attempts)).toMatchObject([{ to: 'lina', text: expect.stringContaining('客户甲') }]);
    expect(await outboxOf(after.database)).toMatchObject([{ state: 'sent' }]);
    await after.stop();
    await platform.close();
  });
});

describe('a caller who hangs up', () => {
  it('gets the answer through the outbox', async () => {
    const app = await run();
    const database = holdDatabase(app.database);
    const caller = new AbortController();
    const call = app.deliver(say('lina', '/新建 客户甲 来源=官网'), caller.signal);
    await roundTrips(app);
    caller.abort();
    await expect(call).rejects.toThrow();
    await roundTrips(app);

    await database.release();
    await app.platform.received(1);
    expect(app.platform.sent).toMatchObject([{ to: 'lina', text: expect.stringContaining('客户甲') }]);
  });

  it('leaves the answer to the other one who waits for it', async () => {
    const app = await run();
    const database = holdDatabase(app.database);
    const message = say('lina', '/新建 客户甲 来源=官网');
    const [goes, stays] = [new AbortController(), new AbortController()];
    const gone = app.deliver(message, goes.signal);
    const answered = app.deliver(message, stays.signal);
    await roundTrips(app);
    goes.abort();
    await expect(gone).rejects.toThrow();
    await roundTrips(app);

    await database.release();
    expect((await answered).content).toContain('客户甲');
    await app.app.sender.drain();
    expect(app.platform.sent).toEqual([]);
    expect(await countEvents(app.database)).toBe(1);
  });

  it('like the other one who waited gets the answer once', async () => {
    const app = await run();
    const database = holdDatabase(app.database);
    const message = say('lina', '/新建 客户甲 来源=官网');
    const caller = new AbortController();
    const calls = [app.deliver(message, caller.signal), app.deliver(message, caller.signal)];
    await roundTrips(app);
    caller.abort();
    expect((await Promise.allSettled(calls)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await roundTrips(app);

    await database.release();
    await app.platform.received(1);
    expect(await app.deliver(message)).toEqual(EMPTY);
    await app.app.sender.drain();
    expect(app.platform.sent).toHaveLength(1);
  });
});

describe('an answer too long for one message', () => {
  it('begins as the reply of the callback and goes on through the outbox, in order and once', async () => {
    const app = await run();
    await app.deliver(say('lina', '/新建 客户甲 来源=官网'));
    for (let day = 0; day < 12; day++) {
      app.wait(60_000);
      await app.deliver(say('lina', `/跟进 客户甲 第${day}次谈话, ${'谈了很久'.repeat(40)}`));
    }
    const history = say('lina', '/历史 客户甲');
    const first = await app.deliver(history);
    const pages = Number(/\(1\/(\d+)\)$/.exec(first.content ?? '')?.[1]);
    expect(pages).toBeGreaterThan(1);
    await app.platform.received(pages - 1);
    expect(app.platform.textsTo('lina').map((text) => /\((\d+)\/\d+\)$/.exec(text)?.[1])).toEqual(
      Array.from({ length: pages - 1 }, (_, at) => String(at + 2)),
    );
    for (const { text } of app.platform.sent) expect(Buffer.byteLength(text)).toBeLessThanOrEqual(2048);

    expect(await app.deliver(history)).toEqual(first);
    await app.app.sender.drain();
    expect(app.platform.sent).toHaveLength(pages - 1);
  });
});

describe('what needs no answer', () => {
  it.each([
    ['a change of contacts', 'change_contact', '<ChangeType><![CDATA[create_user]]></ChangeType>'],
    ['an event nobody knows', 'brand_new_event', ''],
  ])('%s is answered with an empty 200 at once and changes nothing', async (_, event, more) => {
    const app = await run({ answerDeadlineMs: 60_000 });
    const plaintext = `<xml><FromUserName>lina</FromUserName><CreateTime>1781056800</CreateTime><MsgType>event</MsgType><Event>${event}</Event>${more}<AgentID>1000007</AgentID></xml>`;
    expect(await app.post(plaintext)).toEqual(EMPTY);
    expect(await app.database.engine.reader.selectFrom('inbound').select('key').execute()).toEqual([]);
    expect(app.lines.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  });

  it('a picture and a message of an unknown type get a hint', async () => {
    const app = await run();
    for (const type of ['image', 'chat_record']) {
      const { msgId } = say('lina', '');
      const plaintext = `<xml><FromUserName>lina</FromUserName><CreateTime>1781056800</CreateTime><MsgType>${type}</MsgType><MsgId>${msgId}</MsgId><AgentID>1000007</AgentID></xml>`;
      const answer = await app.post(plaintext);
      expect(answer).toMatchObject({ status: 200, content: expect.stringContaining('/帮助') });
    }
  });
});

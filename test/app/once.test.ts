import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Callbacks, say } from './callbacks.ts';
import { openPlatform, type Platform } from './open-platform.ts';
import { appsOfTest, runApp } from './running-app.ts';

const run = appsOfTest(afterEach);
const folder = temporaryFolder();

interface Pushed {
  readonly template_card: { readonly main_title: { readonly title: string } };
}

const countEvents = async ({ engine }: Database) =>
  (await engine.reader.selectFrom('lead_event').select('id').execute()).length;

/** A lead to work on, and one message of each kind: a change, a refusal, a question, a reading command, small talk. */
async function prepare(app: Callbacks) {
  await app.deliver(say('Lina', '/新建 客户甲 来源=官网'));
  return [
    say('Lina', '/推进 客户甲 商机'),
    say('Lina', '/成交 没有这个客户'),
    say('Lina', '/丢单 客户甲'),
    say('Lina', '/查 客户甲'),
    say('Lina', '你好'),
  ];
}

/** What was pushed beside the buttons, which follow each answer once however often it is asked for. */
function pushedBeside({ sent }: Pick<Platform, 'sent'>) {
  const cards = sent.filter(({ body }) => body.includes('"msgtype":"template_card"'));
  const titles = cards.map(({ body }) => (JSON.parse(body) as Pushed).template_card.main_title.title);
  expect(titles).toEqual([...new Set(titles)]);
  return sent.filter((message) => !cards.includes(message));
}

describe('the same callback', () => {
  it('delivered three times in sequence has one effect and the same answer each time', async () => {
    const app = await run();
    const messages = await prepare(app);
    for (const message of messages) {
      const first = await app.deliver(message);
      expect(first).toMatchObject({ status: 200, to: 'lina' });
      expect(first.content).toBeTruthy();
      const events = await countEvents(app.database);
      expect([await app.deliver(message), await app.deliver(message)]).toEqual([first, first]);
      expect(await countEvents(app.database)).toBe(events);
    }
    expect(await countEvents(app.database)).toBe(2);
    expect(pushedBeside(app.platform)).toEqual([]);
  });

  it('delivered three times at once has one effect and the same answer each time', async () => {
    const app = await run();
    const messages = await prepare(app);
    for (const message of messages) {
      const [first, ...others] = await Promise.all([1, 2, 3].map(() => app.deliver(message)));
      expect(first?.content).toBeTruthy();
      expect(others).toEqual([first, first]);
    }
    expect(await countEvents(app.database)).toBe(2);
    expect(pushedBeside(app.platform)).toEqual([]);
  });

  it('delivered once more after a restart has no second effect and the same answer', async () => {
    const databaseUrl = `file:${join(folder, 'restart.db')}`;
    const before = await run({ databaseUrl });
    const messages = await prepare(before);
    const answers = [];
    for (const message of messages) answers.push(await before.deliver(message));
    await before.stop();

    const after = await run({ databaseUrl });
    for (const [at, message] of messages.entries()) expect(await after.deliver(message)).toEqual(answers[at]);
    expect(await countEvents(after.database)).toBe(2);
    expect(pushedBeside(after.platform)).toEqual([]);
  });

  it('delivered to two bots on one database at once has one effect and the same answer from both', async () => {
    const databaseUrl = `file:${join(folder, 'two-bots.db')}`;
    const platform = await openPlatform();
    const left = await runApp({ databaseUrl, platform });
    const right = await runApp({ databaseUrl, platform });
    const messages = await prepare(left);
    for (const message of messages) {
      const [one, other] = await Promise.all([left.deliver(message), right.deliver(message)]);
      expect(one.content).toBeTruthy();
      expect(other).toEqual(one);
    }
    expect(await countEvents(left.database)).toBe(2);
    await left.stop();
    await right.stop();
    await platform.close();
  });

  it('that fails is an apology with the reference of the log line, and is done when it is delivered again', async () => {
    const app = await run();
    await app.deliver(say('lina', '/新建 客户甲 来源=官网'));
    const move = say('lina', '/推进 客户甲 商机');
    await app.database.engine.writer.schema.alterTable('audit').renameTo('gone').execute();
    const failed = await app.deliver(move);
    const line = app.lines.find(({ msg }) => msg === 'message failed');
    expect(failed.content).toContain(String(line?.reference));
    expect(await countEvents(app.database)).toBe(1);

    await app.database.engine.writer.schema.alterTable('gone').renameTo('audit').execute();
    const done = await app.deliver(move);
    expect(done.content).toContain('客户甲');
    expect(done.content).not.toContain(String(line?.reference));
    expect(await app.deliver(move)).toEqual(done);
    expect(await countEvents(app.database)).toBe(2);
  });
});

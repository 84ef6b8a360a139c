import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type BotProcess, startBot } from './bot-process.ts';
import { EVENING, environmentFor, fillTeam, GROUPS, openTeamDatabase, openTeamPlatform, repsOf } from './team.ts';
import { openWatchedLine } from './watched-line.ts';

const folder = temporaryFolder();
const REPS = 1000;
const MORNING = EVENING + 86_400_000 - (8 * 60 + 55) * 60_000;
const MINUTE = 60_000;

describe('a morning of a thousand reps with leads that stand still', { timeout: 240_000 }, () => {
  const running: BotProcess[] = [];
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const one of running) one.kill();
    for (const close of closing.reverse()) await close();
  });

  it('brings each of them one nudge, in order, within the limits; a token that expires costs one more', async () => {
    const platform = await openTeamPlatform(REPS);
    closing.push(platform.close);
    let tokens = 0;
    const refused: string[] = [];
    platform.sandbox.log.onEntry(({ title, errcode }) => {
      if (title === 'gettoken') tokens++;
      if (errcode !== 0) refused.push(`${title} ${errcode}`);
    });
    const line = await openWatchedLine(platform.sandbox.url);
    closing.push(line.close);
    const url = `file:${join(folder, 'limits.db')}`;
    const database = await openTeamDatabase(url);
    closing.push(() => database.close());
    const at = { kind: 'daily', minute: 9 * 60 + 5 } as const;
    await fillTeam(database, REPS, [
      { kind: 'stale', target: { kind: 'owners' }, rhythm: at },
      { kind: 'stale', target: { kind: 'role', role: 'manager' }, rhythm: at },
      { kind: 'stale', target: { kind: 'owners' }, rhythm: { kind: 'daily', minute: 9 * 60 + 6 } },
    ]);
    const [group = ''] = GROUPS;
    await database.uow.run(async ({ outbox }) => {
      for (let n = 1; n <= 25; n++) {
        const body = JSON.stringify({ text: `第 ${n} 条` });
        await outbox.enqueue(
          { key: `many/${n}`, channel: 'webhook', to: `room:${group}`, body, notBefore: MORNING },
          EVENING,
        );
      }
    });

    const bot = await startBot(environmentFor(line.url, url), EVENING);
    running.push(bot);
    await platform.clock.advanceTo(MORNING);
    line.watch((point, serial) => {
      if (point === 'before the platform' && serial === 500) {
        platform.sandbox.endToken(seedCredentials.agentId, 'expired');
      }
      return 'go on';
    });
    expect(await bot.minute(MORNING)).toBe('done');
    const inGroup = () => platform.shownTo(group).map(({ content }) => 'text' in content && content.text);
    const numbers = (count: number) => Array.from({ length: count }, (_, n) => `第 ${n + 1} 条`);
    expect(inGroup()).toEqual(numbers(20));
    await platform.clock.advanceTo(MORNING + MINUTE);
    expect(await bot.minute(MORNING + MINUTE)).toBe('done');
    expect(inGroup()).toEqual(numbers(25));

    const people = [...repsOf(REPS), 'wangfang'];
    expect(people.filter((userid) => platform.saidTo(userid).length !== 1)).toEqual([]);
    // The first, and one more after it ran out for all at once. What was on the way then was refused, sent again, and is
    // no loss.
    expect(tokens).toBe(2);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.filter((one) => !one.endsWith(' 42001'))).toEqual([]);
    const rows = await database.engine.reader
      .selectFrom('outbox')
      .select(['id', 'key', 'state', 'attempts', 'recipient'])
      .where('channel', '=', 'app')
      .orderBy('id')
      .execute();
    expect(rows.filter(({ state, attempts }) => state !== 'sent' || attempts > 0)).toEqual([]);
    // In order: nobody is more than one batch before or after their place. A lead's buttons follow the words about it.
    const words = rows.filter(({ key }) => !/\/[0-9]+$/.test(key));
    const places = new Map(words.map(({ recipient }, place) => [recipient, place]));
    const first = new Map<string, number>();
    for (const { to } of line.calls.filter((call) => places.has(call.to)))
      if (!first.has(to)) first.set(to, first.size);
    expect([...first].filter(([to, place]) => Math.abs(place - (places.get(to) ?? 0)) > 20)).toEqual([]);
    expect(await bot.end()).toBe(0);
  });
});

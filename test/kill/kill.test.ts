import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { SEED } from '../support/property-seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { createRandom } from '../year/downtime.ts';
import { type BotProcess, startBot } from './bot-process.ts';
import {
  EVENING,
  environmentFor,
  fillTeam,
  GROUPS,
  openTeamDatabase,
  openTeamPlatform,
  planFor,
  repsOf,
} from './team.ts';
import { openWatchedLine, type Point, sameness } from './watched-line.ts';

const folder = temporaryFolder();
const ROUNDS = process.env.LOUDOU_SOAK === '1' ? 100 : 12;
const REPS = 24;
const DAY = 86_400_000;
const MINUTE = 60_000;
/** 09:05 of the day after the evening. */
const FIRST_MORNING = EVENING + DAY - (8 * 60 + 55) * MINUTE;
const EVERYBODY = [...repsOf(REPS), 'wangfang', ...GROUPS];
const POINTS: readonly Point[] = ['before the platform', 'before the answer', 'after the answer'];
/** Each rep's plan, the digest with its picture to the manager, and both to the two groups. */
const messagesTo = (to: string) => (to.startsWith('rep') ? 1 : to === 'wangfang' ? 2 : 3);
/** A group's webhook; undefined for a person. */
const keyOf = (to: string): string | undefined =>
  new Map<string, string>(Object.entries(seedCredentials.webhooks)).get(to);

const dayOf = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);

describe('kill -9 on a morning of reminders', () => {
  const running: BotProcess[] = [];
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const one of running) one.kill();
    for (const close of closing.reverse()) await close();
  });

  it(
    `${ROUNDS} times, between claiming, sending and marking, loses no slot and doubles nothing the platform can tell`,
    async () => {
      const random = createRandom(SEED);
      const platform = await openTeamPlatform(REPS);
      closing.push(platform.close);
      const line = await openWatchedLine(platform.sandbox.url);
      closing.push(line.close);
      const url = `file:${join(folder, 'kill.db')}`;
      const database = await openTeamDatabase(url);
      closing.push(() => database.close());
      const at = { kind: 'daily', minute: 9 * 60 + 5 } as const;
      const leadOf = await fillTeam(database, REPS, [
        { kind: 'todo', target: { kind: 'owners' }, rhythm: at, days: 'calendar' },
        { kind: 'todo', target: { kind: 'groups' }, rhythm: at, days: 'calendar' },
        { kind: 'weekly', target: { kind: 'role', role: 'manager' }, rhythm: at, days: 'calendar' },
        { kind: 'weekly', target: { kind: 'groups' }, rhythm: at, days: 'calendar' },
      ]);
      const start = async () => {
        const bot = await startBot(environmentFor(line.url, url), platform.clock.now());
        running.push(bot);
        return bot;
      };
      const rowsSince = (since: number) =>
        database.engine.reader.selectFrom('outbox').selectAll().where('created_at', '>=', since).execute();

      let bot = await start();
      let resent = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const morning = FIRST_MORNING + round * DAY;
        await platform.clock.advanceTo(morning);
        await planFor(database, dayOf(morning), leadOf, morning - 3_600_000);
        const callsBefore = line.calls.length;
        const dying = bot;
        const point = POINTS[round % POINTS.length];
        const message = 1 + Math.floor(random() * REPS);
        // Every fourth round dies somewhere while it claims, before or after the first message.
        const isBlind = round % 4 === 3;
        let isDead = false;
        line.watch((where, serial) => {
          if (!isBlind && where === point && serial === message) {
            isDead = true;
            dying.kill();
          }
          return isDead ? 'go no further' : 'go on';
        });
        const minute = dying.minute(morning);
        if (isBlind) {
          for (let step = Math.floor(random() * 400); step > 0; step--) await new Promise(setImmediate);
          isDead = true;
          dying.kill();
        }
        expect(await minute).toBe('gone');
        await dying.exited;

        const calls = line.calls.slice(callsBefore);
        const unmarked = (await rowsSince(morning)).filter(({ state }) => state !== 'sent');
        const maySend = new Set(
          unmarked.flatMap(({ recipient, request }) => (request ? [samenessOf(recipient, request)] : [])),
        );
        line.watch(() => 'go on');
        bot = await start();
        // The lease of what the dead one was sending has run out by then.
        const later = morning + 2 * MINUTE;
        await platform.clock.advanceTo(later);
        expect(await bot.minute(later)).toBe('done');

        const rows = await rowsSince(morning);
        expect(rows.filter(({ state }) => state !== 'sent')).toEqual([]);
        expect(rows).toHaveLength(EVERYBODY.reduce((sum, to) => sum + messagesTo(to), 0));
        const again = line.calls.slice(callsBefore + calls.length);
        const before = new Set(calls.filter(({ isCarriedOut }) => isCarriedOut).map(sameness));
        const repeats = again.filter((call) => before.has(sameness(call)));
        resent += repeats.length;
        // What is sent once more is what nobody had marked, to the byte.
        expect(repeats.map(sameness).filter((one) => !maySend.has(one))).toEqual([]);
        for (const to of EVERYBODY) {
          // A webhook has no duplicate check: there, and only there, what was sent twice is seen twice.
          const seenTwice = repeats.filter((call) => call.to === keyOf(to)).length;
          const shown = platform.shownTo(to, morning).length - seenTwice;
          expect(`${to} ${shown}`, `round ${round}`).toBe(`${to} ${messagesTo(to)}`);
        }
      }
      // There was something to suppress, or the rounds have shown nothing.
      expect(resent).toBeGreaterThan(0);
      expect(await bot.end()).toBe(0);
    },
    ROUNDS * 40_000,
  );
});

/** A frozen request as the call it becomes. */
function samenessOf(recipient: string, request: string): string {
  const { body } = JSON.parse(request) as { readonly body: string };
  const to = recipient.replace(/^room:/, '');
  return sameness({ to: keyOf(to) ?? to, body });
}

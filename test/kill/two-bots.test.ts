import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { newPostgresUrl } from '../support/postgres-database.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
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
import { openWatchedLine } from './watched-line.ts';

const folder = temporaryFolder();
const REPS = 24;
const MORNINGS = 4;
const MOST_TIMES = 20;
const DAY = 86_400_000;
const FIRST_MORNING = EVENING + DAY - (8 * 60 + 55) * 60_000;
const EVERYBODY = [...repsOf(REPS), 'wangfang', ...GROUPS];
/** A rep's plan and nudge, the manager's digest with its picture and nudge, a group's digest with its picture, plan and nudge. */
const mostTo = (to: string) => (to.startsWith('rep') ? 2 : to === 'wangfang' ? 3 : 4);

describe('two bots on one database', () => {
  const running: BotProcess[] = [];
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const one of running) one.kill();
    for (const close of closing.reverse()) await close();
  });

  it.each([
    ['a SQLite file', async () => `file:${join(folder, 'two.db')}`],
    ['PostgreSQL', newPostgresUrl],
  ])(
    'of %s say everything once between them, told the same minute at the same time',
    async (_, makeUrl) => {
      const platform = await openTeamPlatform(REPS);
      closing.push(platform.close);
      const line = await openWatchedLine(platform.sandbox.url);
      closing.push(line.close);
      const url = await makeUrl();
      const database = await openTeamDatabase(url);
      closing.push(() => database.close());
      const at = { kind: 'daily', minute: 9 * 60 + 5 } as const;
      const leadOf = await fillTeam(database, REPS, [
        { kind: 'stale', target: { kind: 'owners' }, rhythm: at, days: 'calendar' },
        { kind: 'stale', target: { kind: 'groups' }, rhythm: at, days: 'calendar' },
        { kind: 'todo', target: { kind: 'owners' }, rhythm: at, days: 'calendar' },
        { kind: 'todo', target: { kind: 'groups' }, rhythm: at, days: 'calendar' },
        { kind: 'weekly', target: { kind: 'role', role: 'manager' }, rhythm: at, days: 'calendar' },
        { kind: 'weekly', target: { kind: 'groups' }, rhythm: at, days: 'calendar' },
      ]);
      const bots = await Promise.all([1, 2].map(() => startBot(environmentFor(line.url, url), EVENING)));
      running.push(...bots);
      /** The minute's messages once both bots have done with it; of what was never sent, as it is after all these times. */
      const sentOf = async (morning: number) => {
        for (let time = 1; ; time++) {
          expect(await Promise.all(bots.map((bot) => bot.minute(morning)))).toEqual(['done', 'done']);
          const rows = await database.engine.reader
            .selectFrom('outbox')
            .select(['key', 'recipient', 'state', 'last_error'])
            .where('created_at', '>=', morning)
            .execute();
          // One that was done may have looked again since and taken up a message, behind which others to the same wait.
          if (time === MOST_TIMES || rows.every(({ state }) => state === 'sent')) return rows;
        }
      };
      for (let day = 0; day < MORNINGS; day++) {
        const morning = FIRST_MORNING + day * DAY;
        const callsBefore = line.calls.length;
        await platform.clock.advanceTo(morning);
        // Before the first morning nobody has planned anything, and all are reminded of what stands still.
        if (day > 0) {
          const today = new Date(morning + DAY / 3).toISOString().slice(0, 10);
          await planFor(database, today, leadOf, morning - 3_600_000);
        }
        const rows = await sentOf(morning);
        expect(rows.filter(({ state }) => state !== 'sent')).toEqual([]);
        const calls = line.calls.slice(callsBefore);
        expect(calls).toHaveLength(rows.length);
        for (const to of EVERYBODY) {
          const shown = platform.shownTo(to, morning).length;
          expect(shown, to).toBe(rows.filter(({ recipient }) => recipient.replace('room:', '') === to).length);
          const said = platform.saidTo(to, morning).length;
          expect(said, to).toBeGreaterThan(0);
          expect(said, to).toBeLessThanOrEqual(mostTo(to));
        }
      }
      expect(await Promise.all(bots.map((bot) => bot.end()))).toEqual([0, 0]);
    },
    240_000,
  );
});

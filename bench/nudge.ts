import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { pino } from 'pino';
import { PLAIN } from '../src/chat/context.ts';
import type { Sender } from '../src/chat/reply-types.ts';
import { memberId, stageId } from '../src/domain/ids.ts';
import { projectRoot } from '../src/project-root.ts';
import { publishedCalendar } from '../src/published-calendar.ts';
import { openScheduler } from '../src/scheduled.ts';
import { openDatabase } from '../src/store/database.ts';
import { readSeed } from '../src/store/seed.ts';
import type { Stores } from '../src/usecases/ports.ts';
import { readWhole } from './support/options.ts';
import { rounded, spreadOf } from './support/statistics.ts';

interface Options {
  readonly reps: number;
  readonly rounds: number;
  readonly json?: true;
}

const CREATED = Date.parse('2026-06-01T10:00:00+08:00');
const EVENING = Date.parse('2026-06-10T18:00:00+08:00');
const DUE = Date.parse('2026-06-11T09:05:00+08:00');
const LEADS_EACH = 5;

/** The morning on which everybody has leads that stand still: from the minute to the last row of the outbox. */
export function nudgeCommand(): Command {
  return new Command('nudge')
    .description('reminders to everybody at 09:05, until the last one is queued')
    .addOption(new Option('--reps <n>', 'people with stale leads').default(1000).argParser(readWhole))
    .addOption(new Option('--rounds <n>', 'measured rounds, each with a new database').default(5).argParser(readWhole))
    .option('--json', 'one JSON object a line')
    .action(async ({ reps, rounds, json }: Options) => {
      const took: number[] = [];
      let queued = 0;
      for (let round = 0; round < rounds; round++) {
        const one = await measureOnce(reps);
        took.push(one.ms);
        queued = one.queued;
      }
      const { median, min, max } = spreadOf(took);
      const spread = [rounded(min, 0), rounded(max, 0)];
      const result = {
        bench: 'nudge',
        reps,
        leads: reps * LEADS_EACH,
        queued,
        queuedMs: rounded(median, 0),
        rounds,
        spread,
      };
      const readable = `${reps} people: ${queued} queued in ${result.queuedMs} ms (${spread.join('-')})`;
      process.stdout.write(`${json ? JSON.stringify(result) : readable}\n`);
    });
}

async function measureOnce(reps: number): Promise<{ readonly ms: number; readonly queued: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'nudge-'));
  const seed = readSeed(join(projectRoot(), 'data/seed'));
  const database = await openDatabase(`file:${folder}/bench.db`, seed, 'NORMAL', publishedCalendar());
  try {
    await database.uow.run((stores) => fill(stores, reps));
    let tick: (at: number) => void | Promise<void> = () => {};
    const scheduler = openScheduler({
      uow: database.uow,
      clock: {
        now: () => DUE,
        onMinute: (fn) => {
          tick = fn;
          return () => {};
        },
      },
      timeZone: 'Asia/Shanghai',
      joining: { open: true, admins: new Set() },
      senders: () => [APP],
      wakeSender: () => {},
      log: pino({ level: 'silent' }),
    });
    await tick(EVENING);
    const startedAt = performance.now();
    await tick(DUE);
    const ms = performance.now() - startedAt;
    await scheduler.stop();
    const { waiting } = await database.uow.read(({ outbox }) => outbox.backlog());
    return { ms, queued: waiting };
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const APP: Sender = {
  channel: 'app',
  features: PLAIN,
  textLimitBytes: 2048,
  prepare: async () => '',
  sendPrepared: async () => ({}),
};

async function fill({ members, presence, leads }: Stores, reps: number): Promise<void> {
  for (let rep = 0; rep < reps; rep++) {
    const userid = `rep${rep}`;
    const id = memberId(userid);
    await members.save({ id, userid, name: `Rep ${rep}`, role: 'rep', team: null }, CREATED);
    await presence.heard(userid, 'app', CREATED);
    for (let n = 0; n < LEADS_EACH; n++) {
      const fact = {
        type: 'created',
        to: stageId('lead'),
        name: `Customer ${rep}-${n}`,
        owner: id,
        amountFen: 1_000_000,
      } as const;
      await leads.append(undefined, [{ fact, actor: id, at: CREATED }], CREATED);
    }
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { type ChildServer, startChildServer } from '../support/child-server.ts';
import { quantile, rounded, spreadOf } from '../support/statistics.ts';
import { createPeople, newLeadLine, nextMove, type Person } from './people.ts';
import { type BenchPlatform, startBenchPlatform } from './platform.ts';

/** Messages under way at once while the bot warms up. */
const WARM_AT_ONCE = 64;
/** Moves of each person before the clock starts, so that V8 has compiled what runs often and all caches are full. */
const WARM_MOVES = 2;

export interface RobotLoad {
  readonly conversations: number;
  /** Messages a second, written whether or not the ones before are answered. */
  readonly rate: number;
  readonly seconds: number;
  readonly rounds: number;
  /** Saves a V8 profile of the bot during the first round here. */
  readonly profileTo?: string;
  readonly note: (text: string) => void;
}

interface Round {
  readonly messagesPerS: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly answered: number;
  readonly cpuUs: number;
}

/**
 * The bot with a long connection, in a process of its own on a database file, under a constant stream of moves. Every
 * answer is compared with what its message asked for; a message answered twice is an error. Latency counts from when a
 * message was due to be written, so that a stream that falls behind shows.
 */
export async function measureRobot(load: RobotLoad) {
  const { conversations, rate, seconds, rounds, note } = load;
  const folder = mkdtempSync(`${tmpdir()}/loudou-bench-robot-`);
  const platform = await startBenchPlatform();
  let bot: ChildServer | undefined;
  try {
    bot = await startChildServer('robot/servers/bot', { database: `${folder}/bot.db`, platformPort: platform.port });
    await platform.subscribed;
    const people = createPeople(conversations);
    note(`warming up: ${conversations} people make a lead and move it ${WARM_MOVES} times`);
    await eachAtOnce(people, async (person) => void (await platform.ask(person.userid, newLeadLine(person))));
    for (let move = 0; move < WARM_MOVES; move++) {
      await eachAtOnce(people, async (person) => {
        const { line, expected } = nextMove(person);
        check((await platform.ask(person.userid, line)).text, expected);
      });
    }
    const heapBefore = (await bot.heap()).usedBytes;
    const results: Round[] = [];
    for (let round = 1; round <= rounds; round++) {
      const isProfiled = round === 1 && load.profileTo !== undefined;
      if (isProfiled) await bot.profile();
      results.push(await runRound(platform, bot, people, rate, seconds));
      if (isProfiled) await bot.saveProfile(load.profileTo ?? '');
      note(`round ${round}: p99 ${rounded(results.at(-1)?.p99Ms ?? 0, 1)} ms`);
    }
    const { usedBytes, rssBytes } = await bot.heap();
    if (platform.surplus() > 0) throw new Error(`${platform.surplus()} messages nobody asked for`);
    const middle = (key: keyof Round, digits: number) =>
      rounded(spreadOf(results.map((round) => round[key])).median, digits);
    return {
      bench: 'robot',
      conversations,
      seconds,
      rounds,
      messagesPerS: middle('messagesPerS', 0),
      p50Ms: middle('p50Ms', 2),
      p99Ms: middle('p99Ms', 2),
      maxMs: middle('maxMs', 1),
      p99MsOfRounds: results.map(({ p99Ms }) => rounded(p99Ms, 1)),
      answered: results.reduce((sum, { answered }) => sum + answered, 0),
      announced: platform.announced(),
      cpuUs: middle('cpuUs', 0),
      heapGrowthMb: rounded((usedBytes - heapBefore) / 2 ** 20, 2),
      rssMb: rounded(rssBytes / 2 ** 20, 0),
      cpus: availableParallelism(),
      loadAverage: rounded(loadavg()[0] ?? 0, 2),
      node: process.version,
    };
  } finally {
    await bot?.stop();
    await platform.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runRound(
  platform: BenchPlatform,
  bot: ChildServer,
  people: readonly Person[],
  rate: number,
  seconds: number,
): Promise<Round> {
  const count = Math.round(rate * seconds);
  const latencies = new Float64Array(count);
  const before = await bot.usage();
  const startAt = performance.now();
  let lastAt = startAt;
  const answers: Promise<void>[] = [];
  const write = async (index: number) => {
    const person = people[index % people.length] as Person;
    const { line, expected } = nextMove(person);
    const { text, at } = await platform.ask(person.userid, line);
    check(text, expected);
    latencies[index] = at - (startAt + (index / rate) * 1000);
    lastAt = Math.max(lastAt, at);
  };
  await new Promise<void>((resolve) => {
    const pace = () => {
      const due = Math.min(count, Math.floor(((performance.now() - startAt) / 1000) * rate));
      while (answers.length < due) answers.push(write(answers.length));
      if (answers.length === count) resolve();
      else setTimeout(pace, 1);
    };
    pace();
  });
  await Promise.all(answers);
  const after = await bot.usage();
  latencies.sort();
  return {
    messagesPerS: count / ((lastAt - startAt) / 1000),
    p50Ms: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    maxMs: quantile(latencies, 1),
    answered: count,
    cpuUs: (after.cpuUs - before.cpuUs) / count,
  };
}

function check(said: string, expected: string): void {
  if (!said.startsWith(expected)) throw new Error(`wrong answer:\n${said}\nexpected to begin with:\n${expected}`);
}

async function eachAtOnce(people: readonly Person[], work: (person: Person) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let person = people[next++]; person; person = people[next++]) await work(person);
  };
  await Promise.all(Array.from({ length: WARM_AT_ONCE }, worker));
}

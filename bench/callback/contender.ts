import { startChildServer } from '../support/child-server.ts';
import { type Driven, drive, type ReadyRequest } from '../support/drive.ts';
import { copyDatabase } from '../support/lead-database.ts';
import { quantile } from '../support/statistics.ts';
import type { Answers } from './answers.ts';
import { lineOf, readLine } from './lines.ts';
import type { Plan, PlannedMove } from './plan.ts';
import { type Dialect, slack, wecom } from './requests.ts';

export const CONTENDERS = ['floor', 'durable', 'door', 'bot', 'bolt'] as const;
export type ContenderName = (typeof CONTENDERS)[number];

/** A first idea of each one's rate, so that the first round has requests enough; later ones go by the round before. */
const FIRST_RATE: Readonly<Record<ContenderName, number>> = {
  floor: 30_000,
  durable: 9_000,
  door: 6_000,
  bot: 5_000,
  bolt: 6_000,
};
/** How many more requests than probably needed are made ready. */
const RESERVE = 1.4;
const SAMPLE_EVERY = 50;
/** Answers after which a server is warm, or as many rounds on a machine too busy for that. */
const WARM_ANSWERS = 6000;
const WARM_ROUNDS = 5;
/**
 * Lines of each connection before a round's clock starts. Who has said nothing for a while gets buttons under the answer,
 * which are rows and a message of their own; after these lines nearly everybody is in the middle of a list.
 */
const OPENING_LINES = 8;

/** What a server is forked with. */
export interface BenchSetup {
  readonly database: string;
  /** Where the platform's API is. */
  readonly apiBase: string;
}

export interface Round {
  readonly rps: number;
  /** Answers given, the uncounted last ones included. */
  readonly answers: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU time of the server's process per answer: hardly disturbed by what else the machine does. */
  readonly cpuUs: number;
  readonly rssMb: number;
  /** Answers that were decrypted and compared with what they should say. */
  readonly checked: number;
}

type Wrap = (run: () => Promise<Driven>) => Promise<Driven>;

/** One of the servers that are compared, with a database of its own. */
export interface Contender {
  readonly name: ContenderName;
  round(seconds: number): Promise<Round>;
  /** Rounds that do not count, until V8 has compiled what runs often. */
  warmUp(seconds: number): Promise<void>;
  /** A round with V8's profiler on, saved to `file`. */
  profiledRound(seconds: number, file: string): Promise<Round>;
  stop(): Promise<void>;
}

export async function startContender(
  name: ContenderName,
  setup: {
    readonly leads: string;
    readonly folder: string;
    readonly apiBase: string;
    readonly plan: Plan;
    readonly connections: number;
    readonly answers: Answers;
  },
): Promise<Contender> {
  const { plan, connections, answers, apiBase } = setup;
  const dialect = name === 'bolt' ? slack : wecom;
  const database = `${setup.folder}/${name}.db`;
  if (name !== 'floor') copyDatabase(setup.leads, database);
  const server = await startChildServer(`callback/servers/${name}`, { database, apiBase } satisfies BenchSetup);
  const next = Array.from({ length: connections }, () => 0);
  let rate = FIRST_RATE[name];

  /** Sends the next lines of each connection for so long, at most `each`, and looks at what is answered. */
  const send = async (each: number, seconds: number, wrap: Wrap = (run) => run()): Promise<Driven> => {
    const requests = prepare(dialect, plan, next, each);
    const driven = await wrap(() => drive(server.port, requests, seconds, SAMPLE_EVERY));
    check(driven, dialect, answers, plan, next);
    for (const [connection, sent] of driven.sent.entries()) next[connection] = (next[connection] ?? 0) + sent;
    return driven;
  };

  const round = async (seconds: number, wrap?: Wrap): Promise<Round> => {
    await send(OPENING_LINES, seconds);
    const before = await server.usage();
    const driven = await send(Math.ceil((rate * seconds * RESERVE) / connections) + 1, seconds, wrap);
    const after = await server.usage();
    rate = driven.answered / driven.seconds;
    const sent = driven.sent.reduce((sum, count) => sum + count, 0);
    return {
      rps: rate,
      answers: sent,
      p50Ms: quantile(driven.latenciesMs, 0.5),
      p99Ms: quantile(driven.latenciesMs, 0.99),
      cpuUs: (after.cpuUs - before.cpuUs) / sent,
      rssMb: after.rssBytes / 2 ** 20,
      checked: driven.samples.length,
    };
  };
  return {
    name,
    round,
    async warmUp(seconds) {
      let answers = 0;
      for (let at = 0; at < WARM_ROUNDS && answers < WARM_ANSWERS; at++) {
        answers += (await round(seconds)).answers;
      }
    },
    profiledRound: (seconds, file) =>
      round(seconds, async (run) => {
        await server.profile();
        const driven = await run();
        await server.saveProfile(file);
        return driven;
      }),
    stop: () => server.stop(),
  };
}

function prepare(dialect: Dialect, plan: Plan, next: readonly number[], each: number): ReadyRequest[][] {
  const now = Date.now();
  return next.map((first, connection) =>
    Array.from({ length: each }, (_, at) => dialect.request(plan(connection, first + at), now)),
  );
}

/** Every sampled answer must be the whole right text for its own line. */
function check({ samples }: Driven, dialect: Dialect, answers: Answers, plan: Plan, next: readonly number[]): void {
  for (const { connection, index, body } of samples) {
    const move = plan(connection, (next[connection] ?? 0) + index);
    const [said, expected] = [dialect.textOf(body), expectedText(move, answers)];
    if (said !== expected) throw new Error(`wrong answer to ${JSON.stringify(move)}:\n${said}\nexpected:\n${expected}`);
  }
}

function expectedText(move: PlannedMove, answers: Answers): string {
  const { name, note } = readLine(`${lineOf(move).command} ${lineOf(move).rest}`);
  return move.direction === 'forward' ? answers.forward(move.lead, name, note).text : answers.back(name, note).text;
}

import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { leadDatabase } from '../support/lead-database.ts';
import { listen } from '../support/listen.ts';
import { rounded, spreadOf } from '../support/statistics.ts';
import { createAnswers } from './answers.ts';
import { CONTENDERS, type Contender, type ContenderName, type Round, startContender } from './contender.ts';
import { createPlan } from './plan.ts';
import { createPlatform } from './platform.ts';
import { readSeedStages } from './seed-stages.ts';

const CONNECTIONS = 64;

export interface CompareOptions {
  readonly leads: number;
  readonly rounds: number;
  /** Length of one round of one server. */
  readonly seconds: number;
  readonly note: (text: string) => void;
}

/**
 * Measures all servers over databases of the same size. Rounds are interleaved, so that what else the machine does meets
 * all of them, and begin when all are warm. Ratios are medians of the ratios within each round.
 */
export async function compare({ leads, rounds, seconds, note }: CompareOptions) {
  const { servers, close } = await startAll(leads, CONTENDERS, note);
  const results = new Map<ContenderName, Round[]>(CONTENDERS.map((name) => [name, []]));
  try {
    for (const server of servers) {
      note(`${leads} leads, warming up: ${server.name}`);
      await server.warmUp(seconds);
    }
    for (let round = 1; round <= rounds; round++) {
      for (const server of servers) {
        const result = await server.round(seconds);
        note(`${leads} leads, round ${round}: ${server.name} ${Math.round(result.rps)}/s`);
        results.get(server.name)?.push(result);
      }
    }
  } finally {
    await close();
  }
  return summary({ leads, rounds, seconds }, (name) => results.get(name) ?? []);
}

/** Starts servers over copies of one database; `close` stops them and removes the copies. */
export async function startAll(
  leads: number,
  names: readonly ContenderName[],
  note: (text: string) => void,
): Promise<{ readonly servers: readonly Contender[]; close(): Promise<void> }> {
  const connections = Math.min(CONNECTIONS, leads);
  const plan = createPlan(leads, connections);
  const answers = createAnswers(await readSeedStages());
  const file = await leadDatabase(leads, note);
  const folder = mkdtempSync(`${tmpdir()}/loudou-bench-run-`);
  const servers: Contender[] = [];
  const platform = await listen(createPlatform());
  const apiBase = `http://127.0.0.1:${platform.port}`;
  const close = async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await platform.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const name of names) {
      servers.push(await startContender(name, { leads: file, folder, apiBase, plan, connections, answers }));
    }
    return { servers, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function summary(
  { leads, rounds, seconds }: Omit<CompareOptions, 'note'>,
  of: (name: ContenderName) => readonly Round[],
) {
  const spread = (name: ContenderName, key: keyof Round, digits: number) => {
    const { median, min, max } = spreadOf(of(name).map((round) => round[key]));
    return { median: rounded(median, digits), min: rounded(min, digits), max: rounded(max, digits) };
  };
  const each = <T>(value: (name: ContenderName) => T) =>
    Object.fromEntries(CONTENDERS.map((name) => [name, value(name)])) as Record<ContenderName, T>;
  const ratioTo = (name: ContenderName) =>
    rounded(spreadOf(of('bot').map(({ rps }, at) => rps / (of(name)[at]?.rps ?? Number.NaN))).median, 3);
  const rps = each((name) => spread(name, 'rps', 0));
  const p50Ms = each((name) => spread(name, 'p50Ms', 2));
  const p99Ms = each((name) => spread(name, 'p99Ms', 2));
  return {
    bench: 'callback',
    leads,
    rounds,
    seconds,
    connections: Math.min(CONNECTIONS, leads),
    floorRps: rps.floor.median,
    durableRps: rps.durable.median,
    doorRps: rps.door.median,
    botRps: rps.bot.median,
    boltRps: rps.bolt.median,
    ratioToFloor: ratioTo('floor'),
    ratioToDurable: ratioTo('durable'),
    ratioToBolt: ratioTo('bolt'),
    p50Ms: p50Ms.bot.median,
    p99Ms: p99Ms.bot.median,
    rssMb: spread('bot', 'rssMb', 0).max,
    spread: each((name) => ({
      rps: rps[name],
      p50Ms: p50Ms[name],
      p99Ms: p99Ms[name],
      cpuUs: spread(name, 'cpuUs', 1),
      rssMb: spread(name, 'rssMb', 0),
      checked: of(name).reduce((sum, { checked }) => sum + checked, 0),
    })),
    cpus: availableParallelism(),
    loadAverage: rounded(loadavg()[0] ?? 0, 2),
    node: process.version,
  };
}

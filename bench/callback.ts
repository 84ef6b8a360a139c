import { Command, Option } from 'commander';
import { compare } from './callback/compare.ts';
import { CONTENDERS, type ContenderName } from './callback/contender.ts';
import { profile } from './callback/profile.ts';
import { readSeconds, readSizes, readWhole } from './support/options.ts';
import { textTable } from './support/text-table.ts';

interface Options {
  readonly leads: readonly number[];
  readonly rounds: number;
  readonly seconds: number;
  readonly json?: true;
  readonly profile?: ContenderName;
}

/** Encrypted callbacks over loopback HTTP: the bot beside the least it could cost, and beside a Slack app. */
export function callbackCommand(): Command {
  return new Command('callback')
    .description(
      'the bot moving leads, against a bare server, the same with rows written by hand, these behind our own door, and a Bolt app',
    )
    .addOption(new Option('--leads <sizes>', 'leads in the database').default([1000], '1000').argParser(readSizes))
    .addOption(new Option('--rounds <n>', 'measured rounds of each server').default(5).argParser(readWhole))
    .addOption(new Option('--seconds <s>', 'length of one round').default(4).argParser(readSeconds))
    .addOption(new Option('--profile <server>', 'only this server, with V8 profiling it').choices(CONTENDERS))
    .option('--json', 'one JSON object a line')
    .action(async (options: Options) => {
      const note = (text: string) => void process.stderr.write(`${text}\n`);
      for (const leads of options.leads) {
        const { rounds, seconds } = options;
        if (options.profile !== undefined) print(await profile(options.profile, { leads, seconds, note }));
        else {
          const result = await compare({ leads, rounds, seconds, note });
          print(options.json ? JSON.stringify(result) : readable(result));
        }
      }
    });
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function readable(result: Awaited<ReturnType<typeof compare>>): string {
  const { leads, rounds, seconds, connections, cpus, loadAverage, node } = result;
  const rows = CONTENDERS.map((name) => {
    const { rps, p50Ms, p99Ms, cpuUs, rssMb, checked } = result.spread[name];
    return [name, rps.median, `${rps.min}-${rps.max}`, p50Ms.median, p99Ms.median, cpuUs.median, rssMb.max, checked];
  });
  return [
    `${leads} leads, ${rounds} rounds of ${seconds} s, ${connections} connections; ${cpus} CPUs, load ${loadAverage}, Node ${node}`,
    textTable([['server', 'requests/s', 'min-max', 'p50 ms', 'p99 ms', 'CPU µs/answer', 'RSS MB', 'checked'], ...rows]),
    `bot / floor ${result.ratioToFloor}, bot / durable ${result.ratioToDurable}, bot / Bolt ${result.ratioToBolt}`,
  ].join('\n');
}

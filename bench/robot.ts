import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Command, Option } from 'commander';
import { measureRobot } from './robot/measure.ts';
import { costTables } from './support/cost-tables.ts';
import { readSeconds, readWhole } from './support/options.ts';
import { textTable } from './support/text-table.ts';

interface Options {
  readonly conversations: number;
  readonly rate: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly json?: true;
  readonly profile?: true;
}

/** A robot's long connection over loopback at a constant rate, with the whole bot behind it. */
export function robotCommand(): Command {
  return new Command('robot')
    .description('the bot moving leads over a long connection, a constant stream of messages in many conversations')
    .addOption(new Option('--conversations <n>', 'people who write').default(4096).argParser(readWhole))
    .addOption(new Option('--rate <n>', 'messages a second').default(1000).argParser(readWhole))
    .addOption(new Option('--rounds <n>', 'measured rounds').default(3).argParser(readWhole))
    .addOption(new Option('--seconds <s>', 'length of one round').default(10).argParser(readSeconds))
    .option('--profile', 'tells where the time of the first round went')
    .option('--json', 'one JSON object a line')
    .action(async ({ json, profile, ...load }: Options) => {
      const note = (text: string) => void process.stderr.write(`${text}\n`);
      const profileTo = profile && `${mkdtempSync(`${tmpdir()}/loudou-bench-profile-`)}/robot.cpuprofile`;
      const result = await measureRobot({ ...load, note, ...(profileTo !== undefined && { profileTo }) });
      if (profileTo !== undefined) process.stdout.write(`${costTables(profileTo, result.answered / load.rounds)}\n`);
      process.stdout.write(`${json ? JSON.stringify(result) : textTable(Object.entries(result).map(asRow))}\n`);
    });
}

const asRow = ([name, value]: readonly [string, unknown]) => [name, String(value)];

import { Command } from 'commander';
import { callbackCommand } from './callback.ts';
import { importCommand } from './import.ts';
import { nudgeCommand } from './nudge.ts';
import { pictureCommand } from './picture.ts';
import { reportCommand } from './report.ts';
import { robotCommand } from './robot.ts';
import { searchCommand } from './search.ts';
import { storeCommand } from './store.ts';

const benches = [
  callbackCommand(),
  importCommand(),
  nudgeCommand(),
  pictureCommand(),
  reportCommand(),
  robotCommand(),
  searchCommand(),
  storeCommand(),
];
const names = benches.map((bench) => bench.name()).join(', ');

const program = new Command('bench')
  .description('Measures the bot. Times depend on the machine: read the ratios.')
  .argument('[bench]', `one of: ${names}`)
  .action((name: string | undefined) => {
    program.error(
      `error: ${name === undefined ? 'say which bench' : `no bench is called ${name}`}; there are: ${names}`,
    );
  });
for (const bench of benches) program.addCommand(bench);
await program.parseAsync();

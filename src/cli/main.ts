import { createSystemClock } from '../system-clock.ts';
import { loadEnvironment } from './environment.ts';
import { runCli } from './program.ts';

const code = await runCli(process.argv.slice(2), {
  env: loadEnvironment(),
  now: createSystemClock().now,
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
});
// Never an exit: the bot goes on running, and what was printed still has to reach its pipe.
process.exitCode ||= code;

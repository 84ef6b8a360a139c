import { loadEnvironment } from './cli/environment.ts';
import { runUntilSignal } from './cli/start.ts';
import { ConfigError } from './config.ts';

runUntilSignal(loadEnvironment()).catch((error: unknown) => {
  // Before there is a log, and without a stack for what the operator can mend: their configuration.
  process.stderr.write(`${error instanceof ConfigError ? error.message : String((error as Error).stack)}\n`);
  process.exit(1);
});

import { runCli } from '../../src/cli/program.ts';
import { IMPORTED_AT } from '../import/example-import.ts';

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line of `loudou` in this process, with nothing in its environment but `env`. */
export async function loudou(
  args: readonly string[],
  env: Record<string, string> = {},
  now = IMPORTED_AT,
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(args, {
    env,
    now: () => now,
    out: (text) => out.push(text),
    err: (text) => err.push(text),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

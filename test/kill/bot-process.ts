import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('./programs/bot.js', import.meta.url));
const built = fileURLToPath(new URL('../../dist/src/app.js', import.meta.url));

export interface BotProcess {
  /** Begins a minute; resolves when all that is due has gone out, or when the process is gone. */
  minute(at: number): Promise<'done' | 'gone'>;
  kill(): void;
  /** Ends it as an operator would. */
  end(): Promise<number | null>;
  readonly exited: Promise<number | null>;
}

/** Starts the built bot in a process of its own, on a clock it is told. */
export async function startBot(env: Readonly<Record<string, string>>, startAt: number): Promise<BotProcess> {
  if (!existsSync(built)) throw new Error('dist is missing: these tests run what `npm run build` makes');
  const child = spawn(process.execPath, [program, String(startAt)], {
    env: { ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let printed = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk;
  });
  // What is written to a process that has just been killed is of no interest.
  child.stdin.on('error', () => undefined);
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const waiting = new Map<string, () => void>();
  createInterface(child.stdout).on('line', (line) => waiting.get(line)?.());
  const said = (line: string) => new Promise<'done'>((resolve) => waiting.set(line, () => resolve('done')));
  const gone = exited.then(() => 'gone' as const);
  if ((await Promise.race([said('ready'), gone])) === 'gone') throw new Error(`the bot did not start: ${printed}`);
  return {
    exited,
    kill: () => void child.kill('SIGKILL'),
    minute(at) {
      const done = said(`done ${at}`);
      child.stdin.write(`${at}\n`);
      return Promise.race([done, gone]);
    },
    end() {
      child.stdin.end();
      return exited;
    },
  };
}

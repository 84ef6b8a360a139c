import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { environmentOf } from '../app/identity.ts';

const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Program {
  readonly url: string;
  /** Everything printed so far, on both streams. */
  printed(): string;
  /** Resolves once these words have been printed. */
  hasPrinted(words: string): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the process is gone. */
  readonly exited: Promise<Exit>;
}

/** Runs the built program with exactly this environment, in this working folder. */
function launch(env: Readonly<Record<string, string>>, cwd: string) {
  if (!existsSync(main)) throw new Error('dist/src/main.js is missing: these tests run what `npm run build` makes');
  const child = spawn(process.execPath, [main], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      printed += chunk;
      for (const listener of listeners) listener();
    });
  }
  const exited = new Promise<Exit>((resolve, reject) => {
    child.once('error', reject);
    // 'close' and not 'exit': by then all output has arrived.
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
  return { child, exited, listeners, printed: () => printed };
}

/** Runs the program to its end, for configurations it should refuse. */
export async function runToEnd(
  env: Readonly<Record<string, string>>,
  cwd: string,
): Promise<Exit & { readonly printed: string }> {
  const { exited, printed } = launch(env, cwd);
  return { ...(await exited), printed: printed() };
}

/** Starts the program in an empty folder of its own and resolves once it listens. */
export async function startProgram(
  place: { readonly apiBase: string; readonly databaseUrl: string },
  more: Readonly<Record<string, string>> = {},
): Promise<Program> {
  return startWith({ ...environmentOf(place), ...more });
}

/** Starts the program with exactly this environment in an empty folder of its own and resolves once it listens. */
export async function startWith(env: Readonly<Record<string, string>>): Promise<Program> {
  const cwd = mkdtempSync(join(tmpdir(), 'loudou-run-'));
  const { child, exited, listeners, printed } = launch(env, cwd);
  void exited.finally(() => rmSync(cwd, { recursive: true, force: true }));
  const port = await new Promise<string>((resolve, reject) => {
    listeners.add(() => {
      const [, found] = /"port":(\d+)[^\n]*"msg":"listening"/.exec(printed()) ?? [];
      if (found !== undefined) resolve(found);
    });
    exited.then(({ code }) => reject(new Error(`the program ended with ${code} before it listened: ${printed()}`)));
  });
  const hasPrinted = (words: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!printed().includes(words)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
    });
  return { url: `http://127.0.0.1:${port}`, printed, hasPrinted, exited, kill: (signal) => void child.kill(signal) };
}

/** Starts programs for the tests of one file; whatever a test leaves running is killed after it. */
export function programsOfTest(afterEach: (fn: () => Promise<void>) => void): typeof startProgram {
  const running: Program[] = [];
  afterEach(async () => {
    for (const program of running.splice(0)) {
      program.kill('SIGKILL');
      await program.exited;
    }
  });
  return async (place, more) => {
    const program = await startProgram(place, more);
    running.push(program);
    return program;
  };
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChildReport, ChildRequest, Heap, Usage } from './serve-child.ts';

export interface ChildServer {
  readonly port: number;
  usage(): Promise<Usage>;
  heap(): Promise<Heap>;
  profile(): Promise<void>;
  saveProfile(file: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a server in a process of its own, so that what it is measured with does not run on its thread. `module` is a
 * path below `bench/` without extension; what the child prints goes to stderr, stdout is for results.
 */
export async function startChildServer(module: string, options: object): Promise<ChildServer> {
  const file = fileURLToPath(new URL(`../${module}${extname(import.meta.url)}`, import.meta.url));
  const child = fork(file, [JSON.stringify(options)], { stdio: ['ignore', 2, 2, 'ipc'] });
  const ask = <Kind extends ChildReport['kind']>(request: ChildRequest, kind: Kind) => {
    const report = reportOf(child, kind);
    child.send(request);
    return report;
  };
  const { port } = await reportOf(child, 'ready');
  return {
    port,
    usage: () => ask({ kind: 'usage' }, 'usage'),
    heap: () => ask({ kind: 'heap' }, 'heap'),
    profile: async () => void (await ask({ kind: 'profile' }, 'profiling')),
    saveProfile: async (path) => void (await ask({ kind: 'save_profile', file: path }, 'profile_saved')),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.send({ kind: 'stop' } satisfies ChildRequest);
      await exited;
    },
  };
}

/** The child's next report of one kind; rejects when it ends instead. */
function reportOf<Kind extends ChildReport['kind']>(
  child: ChildProcess,
  kind: Kind,
): Promise<Extract<ChildReport, { kind: Kind }>> {
  return new Promise((resolve, reject) => {
    const onMessage = (report: ChildReport) => {
      if (report.kind !== kind) return;
      child.off('message', onMessage);
      child.off('exit', onExit);
      resolve(report as Extract<ChildReport, { kind: Kind }>);
    };
    const onExit = (code: number | null) => reject(new Error(`a measured server ended with code ${code}`));
    child.on('message', onMessage);
    child.once('exit', onExit);
  });
}

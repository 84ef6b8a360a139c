import { collectGarbage } from './garbage.ts';
import { createProfiler } from './profiler.ts';

/** A server running in a child process. */
export interface RunningServer {
  readonly port: number;
  stop(): Promise<void>;
}

export interface Usage {
  readonly rssBytes: number;
  /** CPU time since the process started, user and system. */
  readonly cpuUs: number;
}

/** Memory after a garbage collection. */
export interface Heap {
  readonly usedBytes: number;
  readonly rssBytes: number;
}

export type ChildRequest =
  | { readonly kind: 'usage' }
  | { readonly kind: 'heap' }
  | { readonly kind: 'profile' }
  | { readonly kind: 'save_profile'; readonly file: string }
  | { readonly kind: 'stop' };
export type ChildReport =
  | { readonly kind: 'ready'; readonly port: number }
  | ({ readonly kind: 'usage' } & Usage)
  | ({ readonly kind: 'heap' } & Heap)
  | { readonly kind: 'profiling' }
  | { readonly kind: 'profile_saved' };

/** The child's side: starts the server with the options it was forked with, then answers its parent until told to stop. */
export async function serveChild<Options>(start: (options: Options) => Promise<RunningServer>): Promise<void> {
  const server = await start(JSON.parse(process.argv[2] ?? '{}') as Options);
  const profiler = createProfiler();
  const report = (message: ChildReport) => void process.send?.(message);
  process.on('disconnect', () => process.exit(1));
  process.on('message', async (request: ChildRequest) => {
    switch (request.kind) {
      case 'usage': {
        const { user, system } = process.cpuUsage();
        return report({ kind: 'usage', rssBytes: process.memoryUsage.rss(), cpuUs: user + system });
      }
      case 'heap': {
        collectGarbage();
        const { heapUsed, external, rss } = process.memoryUsage();
        return report({ kind: 'heap', usedBytes: heapUsed + external, rssBytes: rss });
      }
      case 'profile':
        await profiler.start();
        return report({ kind: 'profiling' });
      case 'save_profile':
        await profiler.save(request.file);
        return report({ kind: 'profile_saved' });
      case 'stop':
        await server.stop();
        process.exit(0);
    }
  });
  report({ kind: 'ready', port: server.port });
}

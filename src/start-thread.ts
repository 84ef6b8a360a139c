import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';

const isSource = extname(import.meta.url) === '.ts';

/**
 * Starts a module in a thread of its own. Node 20 runs no TypeScript and tsx does not reach into threads by itself;
 * compiled, nothing of that is needed.
 */
export function startThread(module: URL, workerData: unknown): Worker {
  if (!isSource) return new Worker(module, { workerData });
  const [tsx, file] = [import.meta.resolve('tsx/esm/api'), module.href].map((url) => JSON.stringify(url));
  return new Worker(`import(${tsx}).then(({ register }) => (register(), import(${file})))`, { eval: true, workerData });
}

import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BackupAnswer, BackupRequest } from './backup-thread.ts';

const isSource = extname(import.meta.url) === '.ts';
const THREAD = new URL(`./backup-thread${extname(import.meta.url)}`, import.meta.url);

/**
 * Copies a database as `backUpSqlite` does, in a thread of its own: reading a large copy back takes seconds in which
 * nobody would be answered. Rejects with what the thread died of.
 */
export function backUpInThread(request: BackupRequest): Promise<BackupAnswer> {
  return new Promise((resolve, reject) => {
    startThread(request)
      .once('message', resolve)
      .once('error', reject)
      .once('exit', (code) => reject(new Error(`the backup's thread ended with ${code}`)));
  });
}

/** Node 20 runs no TypeScript and tsx does not reach into threads by itself; compiled, nothing of that is needed. */
function startThread(workerData: BackupRequest): Worker {
  if (!isSource) return new Worker(THREAD, { workerData });
  const [tsx, file] = [import.meta.resolve('tsx/esm/api'), THREAD.href].map((url) => JSON.stringify(url));
  return new Worker(`import(${tsx}).then(({ register }) => (register(), import(${file})))`, { eval: true, workerData });
}

import { parentPort, workerData } from 'node:worker_threads';
import { SqliteDatabase } from './sqlite-library.ts';

/** What a checkpoint found: pages in the log, moved or not. */
export interface LogLength {
  readonly pages: number;
}

// The thread of checkpoints.ts: started by it, never imported for its values.
const { file } = workerData as { readonly file: string };
const database = new SqliteDatabase(file, { fileMustExist: true });

parentPort?.on('message', (wanted: 'checkpoint' | 'close') => {
  if (wanted === 'close') {
    database.close();
    parentPort?.close();
    return;
  }
  // Passive: neither waits for anybody nor keeps anybody waiting (sqlite.org/pragma.html#pragma_wal_checkpoint).
  const [found] = database.pragma('wal_checkpoint(PASSIVE)') as { log: number }[];
  parentPort?.postMessage({ pages: found?.log ?? 0 } satisfies LogLength);
});

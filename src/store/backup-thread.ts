import { parentPort, workerData } from 'node:worker_threads';
import { type Backup, BackupFailed, backUpSqlite } from './backup.ts';

/** What a copy is asked for with. */
export interface BackupRequest {
  readonly source: string;
  readonly options: Parameters<typeof backUpSqlite>[1];
}

export type BackupAnswer =
  | { readonly kind: 'made'; readonly backup: Backup }
  | { readonly kind: 'not_made'; readonly code: BackupFailed['code'] };

// The thread of backup-in-thread.ts: started by it, never imported for its values. Bugs end it with their error.
const { source, options } = workerData as BackupRequest;
parentPort?.postMessage(await attempt());

async function attempt(): Promise<BackupAnswer> {
  try {
    return { kind: 'made', backup: await backUpSqlite(source, options) };
  } catch (error) {
    if (error instanceof BackupFailed) return { kind: 'not_made', code: error.code };
    throw error;
  }
}

import { extname } from 'node:path';
import { startThread } from '../start-thread.ts';
import type { BackupAnswer, BackupRequest } from './backup-thread.ts';

const THREAD = new URL(`./backup-thread${extname(import.meta.url)}`, import.meta.url);

/**
 * Copies a database as `backUpSqlite` does, in a thread of its own: reading a large copy back takes seconds in which
 * nobody would be answered. Rejects with what the thread died of.
 */
export function backUpInThread(request: BackupRequest): Promise<BackupAnswer> {
  return new Promise((resolve, reject) => {
    startThread(THREAD, request)
      .once('message', resolve)
      .once('error', reject)
      .once('exit', (code) => reject(new Error(`the backup's thread ended with ${code}`)));
  });
}

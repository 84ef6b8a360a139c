import { copyFileSync, existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { SqliteDatabase } from '../../src/store/sqlite-library.ts';
import { seed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();

/** What the database file holds by itself, as if the log beside it were lost. */
function handledIn(file: string): number {
  const alone = `${file}-alone`;
  copyFileSync(file, alone);
  const copy = new SqliteDatabase(alone);
  try {
    return copy.prepare<[], { n: number }>('select count(*) as n from inbound').get()?.n ?? 0;
  } finally {
    copy.close();
  }
}

async function handle(database: Awaited<ReturnType<typeof openDatabase>>, from: number, count: number) {
  await Promise.all(
    Array.from({ length: count }, (_, at) => database.uow.once(`key/${from + at}`, 1, async () => 'answer')),
  );
  // Messages come from sockets: the loop turns between them.
  await new Promise((resolve) => setImmediate(resolve));
}

describe('the log of a SQLite file', () => {
  it('is moved into the file beside the running transactions, and kept short', async () => {
    const file = join(folder, 'busy.db');
    const database = await openDatabase(`file:${file}`, seed);
    try {
      for (let from = 0; from < 12_000; from += 500) await handle(database, from, 500);
      // All of it is more than 120 MB of log: it was emptied meanwhile, however slow the thread.
      expect(statSync(`${file}-wal`).size).toBeLessThan(90 * 2 ** 20);
      await vi.waitFor(() => expect(handledIn(file)).toBeGreaterThan(11_000), { timeout: 20_000 });
    } finally {
      await database.close();
    }
    expect(handledIn(file)).toBe(12_000);
  });

  it('is waited for when the file is closed in the middle of it', async () => {
    const file = join(folder, 'hurried.db');
    for (let round = 0; round < 3; round++) {
      const database = await openDatabase(`file:${file}`, seed);
      await handle(database, round * 4000, 4000);
      await handle(database, round * 4000 + 4000, round * 100);
      await database.close();
      expect(existsSync(`${file}-wal`)).toBe(false);
    }
  });

  it('goes when the last program closes the file, written to or only read', async () => {
    const file = join(folder, 'closed.db');
    for (const messages of [0, 3, 600]) {
      const database = await openDatabase(`file:${file}`, seed);
      await handle(database, messages * 1000, messages);
      expect(existsSync(`${file}-wal`)).toBe(true);
      await database.close();
      expect(readdirSync(folder).filter((name) => name.startsWith('closed'))).toEqual(['closed.db']);
    }
    expect(handledIn(file)).toBe(603);
  });
});

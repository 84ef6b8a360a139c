import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { leadStoreContract } from '../support/lead-store-contract.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const folder = temporaryFolder();

leadStoreContract({
  name: 'a SQLite file',
  newUrl: async () => `file:${join(folder, 'nested', `${randomUUID()}.db`)}`,
  readsBesideWriter: true,
  isShared: true,
  histories: 100,
});

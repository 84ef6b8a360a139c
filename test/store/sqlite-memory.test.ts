import { leadStoreContract } from '../support/lead-store-contract.ts';

leadStoreContract({
  name: 'SQLite in memory',
  newUrl: async () => ':memory:',
  readsBesideWriter: false,
  isShared: false,
  histories: 100,
});

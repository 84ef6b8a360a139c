import { leadStoreContract } from '../support/lead-store-contract.ts';
import { newPostgresUrl } from '../support/postgres-database.ts';

leadStoreContract({
  name: 'PostgreSQL',
  newUrl: newPostgresUrl,
  readsBesideWriter: true,
  isShared: true,
  histories: 20,
});

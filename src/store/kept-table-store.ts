import { memberId } from '../domain/ids.ts';
import type { KeptTable, KeptTableStore } from '../usecases/ports.ts';
import type { Session } from './engine.ts';

const COLUMNS = ['id', 'member', 'name', 'state', 'rows'] as const;

/** Tables that were sent in chat, in SQL: whichever process hears the answer has the file. */
export function createKeptTableStore() {
  return (on: Session): KeptTableStore => ({
    put: async ({ member, name, rows, bytes, expiresAt }) => {
      await on.db.deleteFrom('kept_table').where('member', '=', member).where('state', '=', 'asked').execute();
      const { id } = await on.db
        .insertInto('kept_table')
        .values({ member, name, rows, bytes, state: 'asked', expires_at: expiresAt })
        .returning('id')
        .executeTakeFirstOrThrow();
      return id;
    },
    byId: async (id) => {
      const row = await on.db.selectFrom('kept_table').select(COLUMNS).where('id', '=', id).executeTakeFirst();
      return row && tableOf(row);
    },
    askedOf: async (member) => {
      const row = await on.db
        .selectFrom('kept_table')
        .select(COLUMNS)
        .where('member', '=', member)
        .where('state', '=', 'asked')
        .executeTakeFirst();
      return row && tableOf(row);
    },
    bytes: async (id) => {
      const row = await on.db.selectFrom('kept_table').select('bytes').where('id', '=', id).executeTakeFirst();
      return row?.bytes;
    },
    confirm: async (id) => {
      const asked = on.db.updateTable('kept_table').set({ state: 'confirmed' }).where('state', '=', 'asked');
      return (await asked.where('id', '=', id).executeTakeFirst()).numUpdatedRows > 0n;
    },
    remove: async (id) => {
      await on.db.deleteFrom('kept_table').where('id', '=', id).execute();
    },
    hasExpired: async (now) => {
      const expired = on.db.selectFrom('kept_table').select('id').where('state', '=', 'asked');
      return (await expired.where('expires_at', '<=', now).limit(1).execute()).length > 0;
    },
    removeExpired: async (now) => {
      await on.db.deleteFrom('kept_table').where('state', '=', 'asked').where('expires_at', '<=', now).execute();
    },
  });
}

function tableOf({ member, ...row }: Omit<KeptTable, 'member'> & { readonly member: string }): KeptTable {
  return { ...row, member: memberId(member) };
}

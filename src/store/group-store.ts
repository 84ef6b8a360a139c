import type { Selectable } from 'kysely';
import type { ChatGroup } from '../domain/chat-group.ts';
import type { GroupStore } from '../usecases/ports.ts';
import type { Db, Session } from './engine.ts';
import { placeholder, prepare } from './prepared.ts';
import type { ChatGroupTable } from './schema/chat-tables.ts';

type GroupRow = Selectable<ChatGroupTable>;
type AddressRow = { readonly group_id: number; readonly channel: string; readonly address: string };

/** Groups and their addresses in SQL. */
export function createGroupStore(db: Db) {
  const atAddress = prepare<{ channel: string; address: string }, { group_id: number }>(
    db
      .selectFrom('group_address')
      .select('group_id')
      .where('channel', '=', placeholder<string>('channel'))
      .where('address', '=', placeholder<string>('address')),
  );
  const addressesOf = prepare<{ id: number }, AddressRow>(
    db.selectFrom('group_address').selectAll().where('group_id', '=', placeholder<number>('id')).orderBy('channel'),
  );
  const byId = prepare<{ id: number }, GroupRow>(
    db.selectFrom('chat_group').selectAll().where('id', '=', placeholder<number>('id')),
  );

  return (on: Session): GroupStore => {
    const load = async (id: number): Promise<ChatGroup | undefined> => {
      const [row] = (await byId(on, { id })).rows;
      return row && groupOf(row, (await addressesOf(on, { id })).rows);
    };
    return {
      byId: load,
      byAddress: async ({ channel, address }) => {
        const [row] = (await atAddress(on, { channel, address })).rows;
        return row && load(row.group_id);
      },
      byName: async (name) => {
        const row = await on.db
          .selectFrom('chat_group')
          .select('id')
          .where('name', '=', name)
          .where('name', '<>', '')
          .executeTakeFirst();
        return row && load(row.id);
      },
      all: async () => {
        const rows = await on.db.selectFrom('chat_group').selectAll().orderBy('id').execute();
        const addresses = await on.db.selectFrom('group_address').selectAll().orderBy('channel').execute();
        return rows.map((row) =>
          groupOf(
            row,
            addresses.filter((address) => address.group_id === row.id),
          ),
        );
      },
      add: async ({ name, privacy }, now) => {
        const { id } = await on.db
          .insertInto('chat_group')
          .values({ name, external: 0, ...privacy, created_at: now })
          .returning('id')
          .executeTakeFirstOrThrow();
        return id;
      },
      change: async (id, { name, external, privacy }) => {
        await on.db
          .updateTable('chat_group')
          .set({
            ...privacy,
            ...(name !== undefined && { name }),
            ...(external !== undefined && { external: external ? 1 : 0 }),
          })
          .where('id', '=', id)
          .execute();
      },
      setAddress: async (id, { channel, address }) => {
        await on.db
          .insertInto('group_address')
          .values({ group_id: id, channel, address })
          .onConflict((conflict) => conflict.columns(['channel', 'address']).doUpdateSet({ group_id: id }))
          .execute();
      },
      removeAddress: async ({ channel, address }) => {
        await on.db.deleteFrom('group_address').where('channel', '=', channel).where('address', '=', address).execute();
      },
      remove: async (id) => {
        await on.db.deleteFrom('group_address').where('group_id', '=', id).execute();
        await on.db.deleteFrom('chat_group').where('id', '=', id).execute();
      },
    };
  };
}

function groupOf(row: GroupRow, addresses: readonly AddressRow[]): ChatGroup {
  return {
    id: row.id,
    name: row.name,
    external: row.external === 1,
    privacy: { amounts: row.amounts, names: row.names, ranking: row.ranking },
    addresses: addresses.map(({ channel, address }) => ({ channel, address })),
  };
}

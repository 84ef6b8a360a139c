import type { Selectable } from 'kysely';
import type { Member } from '../domain/access.ts';
import { memberId } from '../domain/ids.ts';
import type { MemberStore } from '../usecases/ports.ts';
import type { Db, Session } from './engine.ts';
import { placeholder, prepare } from './prepared.ts';
import type { MemberTable } from './schema/tables.ts';

export type MemberRow = Selectable<MemberTable>;

/** Members and teams in SQL. */
export function createMemberStore(db: Db) {
  const byUserid = prepare<{ userid: string }, MemberRow>(
    db.selectFrom('member').selectAll().where('userid', '=', placeholder<string>('userid')),
  );
  const byId = prepare<{ id: string }, MemberRow>(
    db.selectFrom('member').selectAll().where('id', '=', placeholder<string>('id')),
  );

  return (on: Session): MemberStore => ({
    byId: async (id) => memberOf((await byId(on, { id })).rows[0]),
    byUserid: async (userid) => memberOf((await byUserid(on, { userid })).rows[0]),
    byName: async (name) =>
      (await on.db.selectFrom('member').selectAll().where('name', '=', name).orderBy('id').execute()).map(memberOfRow),
    all: async () => (await on.db.selectFrom('member').selectAll().orderBy('id').execute()).map(memberOfRow),
    save: async ({ id, userid, name, role, team }, now) => {
      await on.db
        .insertInto('member')
        .values({ id, userid, name, role, team, created_at: now })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ userid, name, role, team }))
        .execute();
    },
    markLeft: async (id, at) => {
      const { numUpdatedRows } = await on.db
        .updateTable('member')
        .set({ left_at: at })
        .where('id', '=', id)
        .where('left_at', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    markBack: async (id) => {
      await on.db.updateTable('member').set({ left_at: null }).where('id', '=', id).execute();
    },
    replaceName: async (id, from, to) => {
      const { numUpdatedRows } = await on.db
        .updateTable('member')
        .set({ name: to })
        .where('id', '=', id)
        .where('name', '=', from)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
    remove: async (id) => {
      await on.db.deleteFrom('member').where('id', '=', id).execute();
    },
    isReferenced: async (id) => {
      const owned = await on.db.selectFrom('lead').select('id').where('owner', '=', id).limit(1).executeTakeFirst();
      const acted = await on.db
        .selectFrom('lead_event')
        .select('id')
        .where('actor', '=', id)
        .limit(1)
        .executeTakeFirst();
      return owned !== undefined || acted !== undefined;
    },
    countWithRole: async (role) => {
      const { n } = await on.db
        .selectFrom('member')
        .where('role', '=', role)
        .where('left_at', 'is', null)
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return Number(n);
    },
    teams: async () =>
      (await on.db.selectFrom('team').select('name').orderBy('name').execute()).map(({ name }) => name),
    addTeam: async (name) => {
      await on.db.insertInto('team').values({ name }).execute();
    },
    renameTeam: async (from, to) => {
      await on.db.updateTable('team').set({ name: to }).where('name', '=', from).execute();
    },
    removeTeam: async (name) => {
      await on.db.deleteFrom('team').where('name', '=', name).execute();
    },
  });
}

function memberOf(row: MemberRow | undefined): Member | undefined {
  return row && memberOfRow(row);
}

/** A row of `member` as the domain knows it. */
export function memberOfRow({ id, userid, name, role, team, left_at }: MemberRow): Member {
  return { id: memberId(id), userid, name, role, team, ...(left_at !== null && { leftAt: left_at }) };
}

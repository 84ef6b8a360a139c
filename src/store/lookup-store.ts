import type { LookupStore } from '../usecases/ports.ts';
import type { Session } from './engine.ts';
import { type MemberRow, memberOfRow } from './member-store.ts';

/** When the platform is asked about whom, in SQL. */
export function createLookupStore() {
  return (on: Session): LookupStore => ({
    due: async (now, limit) => {
      const rows = await on.db
        .selectFrom('member')
        .leftJoin('member_lookup', 'member_lookup.member', 'member.id')
        .selectAll('member')
        .select('member_lookup.keeps_name')
        .where('member.userid', 'is not', null)
        .where('member.left_at', 'is', null)
        .where((where) => where.or([where('due_at', 'is', null), where('due_at', '<=', now)]))
        .orderBy(({ fn, ref, lit }) => fn.coalesce(ref('due_at'), lit(0)))
        .orderBy('member.id')
        .limit(limit)
        .execute();
      return rows.flatMap((row) => {
        const { userid, keeps_name } = row;
        if (userid === null) return [];
        // Never asked about: a name that is not just the userid was given by somebody.
        const keepsName = keeps_name === null ? row.name !== userid : keeps_name === 1;
        return [{ member: { ...memberOfRow(row satisfies MemberRow), userid }, keepsName }];
      });
    },
    plan: async ({ member, keepsName }, dueAt) => {
      await on.db
        .insertInto('member_lookup')
        .values({ member: member.id, due_at: dueAt, keeps_name: keepsName ? 1 : 0 })
        // An administrator may have named them since they were found due.
        .onConflict((conflict) => conflict.column('member').doUpdateSet({ due_at: dueAt }))
        .execute();
    },
    hasten: async (id, now) => {
      await on.db.updateTable('member_lookup').set({ due_at: now }).where('member', '=', id).execute();
    },
    keepName: async (id, now) => {
      await on.db
        .insertInto('member_lookup')
        .values({ member: id, due_at: now, keeps_name: 1 })
        .onConflict((conflict) => conflict.column('member').doUpdateSet({ keeps_name: 1 }))
        .execute();
    },
  });
}

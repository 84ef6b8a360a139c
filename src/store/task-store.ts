import { memberId } from '../domain/ids.ts';
import type { Task, TaskStore } from '../usecases/ports.ts';
import type { Engine, Session } from './engine.ts';

/** Work that goes on after an answer, in SQL, so that a restart does not forget it. */
export function createTaskStore(engine: Engine) {
  return (on: Session): TaskStore => ({
    add: async ({ kind, member, channel, chat, data }, now) => {
      await on.db
        .insertInto('chat_task')
        .values({ kind, member, channel, chat, data, not_before: now, lease_until: 0, attempts: 0 })
        .execute();
    },

    hasDue: async (now) => {
      const due = on.db.selectFrom('chat_task').select('id').where('not_before', '<=', now);
      return (await due.where('lease_until', '<=', now).limit(1).execute()).length > 0;
    },

    isOpen: async (kind) =>
      (await on.db.selectFrom('chat_task').select('id').where('kind', '=', kind).limit(1).execute()).length > 0,

    claim: async (now, leaseMs) => {
      await engine.lockTables(on, ['chat_task']);
      const row = await on.db
        .selectFrom('chat_task as t')
        .selectAll()
        .where('t.not_before', '<=', now)
        .where('t.lease_until', '<=', now)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('chat_task as other')
                .select('other.id')
                .whereRef('other.kind', '=', 't.kind')
                .where('other.lease_until', '>', now),
            ),
          ),
        )
        .orderBy('t.id')
        .limit(1)
        .executeTakeFirst();
      if (!row) return undefined;
      const { id, kind, member, channel, chat, data, attempts } = row;
      await on.db
        .updateTable('chat_task')
        .set({ lease_until: now + leaseMs, attempts: attempts + 1 })
        .where('id', '=', id)
        .execute();
      return { id, kind, member: memberId(member), channel, chat, data, attempts } satisfies Task;
    },

    retryAt: async (id, at) => {
      await on.db.updateTable('chat_task').set({ not_before: at, lease_until: 0 }).where('id', '=', id).execute();
    },

    finish: async (id) => {
      await on.db.deleteFrom('chat_task').where('id', '=', id).execute();
    },
  });
}

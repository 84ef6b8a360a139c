import type { Selectable } from 'kysely';
import { memberId } from '../domain/ids.ts';
import type { CardStore, StoredCard } from '../usecases/ports.ts';
import type { Engine, Session } from './engine.ts';
import type { CardTable } from './schema/chat-tables.ts';

/** Cards that can be pressed, in SQL, so that a press finds its meaning after a restart too. */
export function createCardStore(engine: Engine) {
  return (on: Session): CardStore => {
    /** The row, locked: two presses of one card come one after the other. */
    const load = async (id: string): Promise<StoredCard | undefined> => {
      const query = on.db.selectFrom('card').selectAll().where('id', '=', id);
      const locked = engine.locksRows && on.inTransaction ? query.forUpdate() : query;
      const row = await locked.executeTakeFirst();
      return row && cardOf(row);
    };
    return {
      byId: load,
      byTask: async (taskId) => {
        const copy = await on.db
          .selectFrom('card_copy')
          .select('card_id')
          .where('task_id', '=', taskId)
          .executeTakeFirst();
        return copy && load(copy.card_id);
      },
      add: async ({ id, shown, lines, asked }, { taskId, channel, to, handle }, now) => {
        await on.db
          .insertInto('card')
          .values({
            id,
            shown,
            lines: JSON.stringify(lines),
            asked,
            state: 'open',
            created_at: now,
            done_at: null,
            done_by: null,
            done: null,
          })
          .execute();
        await on.db
          .insertInto('card_copy')
          .values({ task_id: taskId, card_id: id, channel, recipient: to, handle })
          .execute();
      },
      copies: async (id) => {
        const rows = await on.db
          .selectFrom('card_copy')
          .selectAll()
          .where('card_id', '=', id)
          .orderBy('task_id')
          .execute();
        return rows.map(({ task_id, channel, recipient, handle }) => ({
          taskId: task_id,
          channel,
          to: recipient,
          handle,
        }));
      },
      setHandle: async (taskId, handle) => {
        await on.db.updateTable('card_copy').set({ handle }).where('task_id', '=', taskId).execute();
      },
      finish: async (id, { by, at, text }) => {
        const { numUpdatedRows } = await on.db
          .updateTable('card')
          .set({ state: 'done', done_by: by, done_at: at, done: text })
          .where('id', '=', id)
          .where('state', '=', 'open')
          .executeTakeFirst();
        return numUpdatedRows > 0n;
      },
    };
  };
}

function cardOf(row: Selectable<CardTable>): StoredCard {
  return {
    id: row.id,
    shown: row.shown,
    lines: JSON.parse(row.lines) as string[],
    asked: row.asked === null ? null : memberId(row.asked),
    done:
      row.done_by === null || row.done_at === null
        ? null
        : { by: memberId(row.done_by), at: row.done_at, text: row.done ?? '' },
  };
}

import type { SlotStore } from '../usecases/schedule-ports.ts';
import type { Db, Session } from './engine.ts';
import { placeholder, prepare } from './prepared.ts';

/** Slots in SQL. A morning claims one for everybody in the company, so the two statements of that are prepared. */
export function createSlotStore(db: Db) {
  const claim = prepare<{ key: string; schedule: number; slot: string; target: string; at: number }, { key: string }>(
    db
      .insertInto('slot')
      .values({
        key: placeholder('key'),
        schedule: placeholder<number>('schedule'),
        slot: placeholder('slot'),
        target: placeholder('target'),
        state: 'claimed',
        reason: null,
        at: placeholder<number>('at'),
      })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning('key'),
  );
  const settle = prepare<{ key: string; state: 'queued' | 'nothing' | 'expired'; reason: string | null }>(
    db
      .updateTable('slot')
      .set({ state: placeholder('state'), reason: placeholder('reason') })
      .where('key', '=', placeholder<string>('key')),
  );

  return (on: Session): SlotStore => ({
    claim: async (slot, at) => (await claim(on, { ...slot, at })).rows.length > 0,
    settle: async (key, state, reason) => {
      await settle(on, { key, state, reason });
    },
    lastBefore: async (schedule, slot) =>
      (
        await on.db
          .selectFrom('slot')
          .select('slot')
          .where('schedule', '=', schedule)
          .where('slot', '<', slot)
          .where('state', 'in', ['queued', 'nothing'])
          .orderBy('slot', 'desc')
          .limit(1)
          .executeTakeFirst()
      )?.slot,
    recent: (limit) => on.db.selectFrom('slot').selectAll().orderBy('at', 'desc').orderBy('key').limit(limit).execute(),
    silent: (limit, which, schedule) =>
      on.db
        .selectFrom('slot')
        .selectAll()
        .where('key', 'like', 'slot/%')
        .where('state', 'in', ['expired', 'nothing'])
        // A run that is done is known by its messages, and what was over when it went out is one of them.
        .where((row) => row.or([row('reason', 'is', null), row('reason', 'not in', ['done', 'over'])]))
        .$if(which === 'lost', (rows) =>
          rows.where((row) => row.or([row('state', '=', 'expired'), row('reason', '=', 'no_way_to_them')])),
        )
        .$if(schedule !== undefined, (rows) => rows.where('schedule', '=', schedule ?? 0))
        .orderBy('at', 'desc')
        .orderBy('key')
        .limit(limit)
        .execute(),
    forget: async (before) => {
      const { numDeletedRows } = await on.db.deleteFrom('slot').where('at', '<', before).executeTakeFirst();
      return Number(numDeletedRows);
    },
  });
}

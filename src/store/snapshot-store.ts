import type { SnapshotStore } from '../usecases/schedule-ports.ts';
import type { Session } from './engine.ts';

/** What digests showed, in SQL. */
export function createSnapshotStore() {
  return (on: Session): SnapshotStore => ({
    keep: async (snapshot) => {
      await on.db
        .insertInto('report_snapshot')
        .values(snapshot)
        .onConflict((conflict) => conflict.columns(['schedule', 'target', 'slot']).doNothing())
        .execute();
    },
    lastBefore: (schedule, target, slot) =>
      on.db
        .selectFrom('report_snapshot')
        .selectAll()
        .where('schedule', '=', schedule)
        .where('target', '=', target)
        .where('slot', '<', slot)
        .orderBy('slot', 'desc')
        .limit(1)
        .executeTakeFirst(),
    since: (target, at) =>
      on.db
        .selectFrom('report_snapshot')
        .selectAll()
        .where('target', '=', target)
        .where('at', '>=', at)
        .orderBy('at', 'desc')
        .orderBy('schedule')
        .execute(),
  });
}

import type { Selectable } from 'kysely';
import type { QuietHours, Rhythm, Schedule, ScheduleFilters, ScheduleTarget } from '../domain/schedule.ts';
import type { ScheduleStore } from '../usecases/schedule-ports.ts';
import type { Session } from './engine.ts';
import type { ScheduleTable } from './schema/schedule-tables.ts';

/** Schedules in SQL; target, rhythm, filters and quiet hours are JSON as the domain has them. */
export function createScheduleStore() {
  return (on: Session): ScheduleStore => {
    const present = () => on.db.selectFrom('schedule').selectAll().where('removed_at', 'is', null);
    return {
      all: async () => (await present().orderBy('id').execute()).map(scheduleOf),
      byId: async (id) => {
        const row = await present().where('id', '=', id).executeTakeFirst();
        return row && scheduleOf(row);
      },
      add: async (draft, now) => {
        const row = await on.db
          .insertInto('schedule')
          .values({ ...columnsOf(draft), seed: null, created_at: now, removed_at: null })
          .returningAll()
          .executeTakeFirstOrThrow();
        return scheduleOf(row);
      },
      addedAfter: async (at) => (await present().where('created_at', '>', at).orderBy('id').execute()).map(scheduleOf),
      change: async (id, change) => {
        const row = await present().where('id', '=', id).executeTakeFirst();
        if (!row) return;
        await on.db
          .updateTable('schedule')
          .set(columnsOf({ ...scheduleOf(row), ...change }))
          .where('id', '=', id)
          .execute();
      },
      remove: async (id, now) => {
        await on.db.updateTable('schedule').set({ removed_at: now }).where('id', '=', id).execute();
      },
      checkedUntil: async () =>
        (await on.db.selectFrom('schedule_check').select('checked_until').executeTakeFirst())?.checked_until,
      begin: async (at) => {
        await on.db
          .updateTable('schedule')
          .set({ since: at })
          .where('seed', 'is not', null)
          .where('since', '=', 0)
          .execute();
      },
      setCheckedUntil: async (at) => {
        await on.db
          .insertInto('schedule_check')
          .values({ one: 1, checked_until: at })
          .onConflict((conflict) =>
            conflict.column('one').doUpdateSet({ checked_until: at }).where('schedule_check.checked_until', '<', at),
          )
          .execute();
      },
    };
  };
}

/** A schedule as its columns, for a new row as well as for a changed one. */
export function columnsOf({ kind, target, rhythm, days, filters, quiet, isOn, since }: Omit<Schedule, 'id'>) {
  return {
    kind,
    target: JSON.stringify(target),
    rhythm: JSON.stringify(rhythm),
    days,
    filters: JSON.stringify(filters),
    quiet: quiet && JSON.stringify(quiet),
    is_on: isOn ? 1 : 0,
    since,
  };
}

function scheduleOf(row: Selectable<ScheduleTable>): Schedule {
  return {
    id: row.id,
    kind: row.kind,
    target: JSON.parse(row.target) as ScheduleTarget,
    rhythm: JSON.parse(row.rhythm) as Rhythm,
    days: row.days,
    filters: JSON.parse(row.filters) as ScheduleFilters,
    quiet: row.quiet === null ? null : (JSON.parse(row.quiet) as QuietHours),
    isOn: row.is_on === 1,
    since: row.since,
  };
}

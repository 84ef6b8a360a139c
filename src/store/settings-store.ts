import type { Selectable } from 'kysely';
import type { StageId } from '../domain/ids.ts';
import type { LocalDay } from '../domain/period.ts';
import type { Reason } from '../domain/stage.ts';
import { createWorkCalendar, type PublishedCalendar } from '../domain/work-calendar.ts';
import type { SettingsStore } from '../usecases/ports.ts';
import type { Engine, Session } from './engine.ts';
import { createKept } from './kept.ts';
import { createPipelineReader } from './pipeline-reader.ts';
import { prepare } from './prepared.ts';
import type { CalendarOverrideTable } from './schema/tables.ts';

/** The team's definitions in SQL: the stages, the reasons, the days it works. */
export function createSettingsStore(
  engine: Engine,
  published: PublishedCalendar,
  exampleRates: ReadonlyMap<StageId, number>,
) {
  const db = engine.writer;
  const reasons = prepare<object, Reason>(db.selectFrom('reason').selectAll().orderBy('kind').orderBy('ord'));
  const overrides = prepare<object, Selectable<CalendarOverrideTable>>(
    db.selectFrom('calendar_override').selectAll().orderBy('day'),
  );
  const keptPipeline = createPipelineReader(engine);
  const keptCalendar = createKept(engine, async (on) => {
    const { rows } = await overrides(on, {});
    return createWorkCalendar({
      ...published,
      overrides: rows.map(({ day, kind, note }) => ({ day: day as LocalDay, kind, note })),
    });
  });

  return (on: Session): SettingsStore => {
    const pipeline = keptPipeline(on);
    const calendar = keptCalendar(on);
    return {
      pipeline: pipeline.get,
      reasons: async () => (await reasons(on, {})).rows,
      exampleRates: () => exampleRates,
      calendar: calendar.get,
      setCalendarDays: async (days, by, now) => {
        if (days.length === 0) return;
        const rows = days.map(({ day, kind, note }) => ({ day, kind, note, by, at: now }));
        await on.execute(
          on.db
            .insertInto('calendar_override')
            .values(rows)
            .onConflict((conflict) =>
              conflict.column('day').doUpdateSet(({ ref }) => ({
                kind: ref('excluded.kind'),
                note: ref('excluded.note'),
                by: ref('excluded.by'),
                at: ref('excluded.at'),
              })),
            ),
        );
        calendar.changed();
      },
      clearCalendarDays: async (days) => {
        if (days.length === 0) return;
        await on.execute(on.db.deleteFrom('calendar_override').where('day', 'in', days));
        calendar.changed();
      },
    };
  };
}

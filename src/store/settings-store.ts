import type { Selectable } from 'kysely';
import { stageId } from '../domain/ids.ts';
import { Pipeline, type Reason, type Stage } from '../domain/stage.ts';
import type { SettingsStore } from '../usecases/ports.ts';
import type { Db } from './engine.ts';
import { prepare } from './prepared.ts';
import type { StageTable } from './schema/tables.ts';

type StageRow = Selectable<StageTable>;

/** The team's definitions in SQL, read at most once per transaction. */
export function createSettingsStore(db: Db) {
  const stages = prepare<object, StageRow>(db.selectFrom('stage').selectAll().orderBy('ord'));
  const reasons = prepare<object, Reason>(db.selectFrom('reason').selectAll().orderBy('kind').orderBy('ord'));

  return (on: Db): SettingsStore => {
    let pipeline: Promise<Pipeline> | undefined;
    return {
      pipeline: () => {
        pipeline ??= stages(on, {}).then(({ rows }) => new Pipeline(rows.map(stageOfRow)));
        return pipeline;
      },
      reasons: async () => (await reasons(on, {})).rows,
    };
  };
}

function stageOfRow(row: StageRow): Stage {
  return {
    id: stageId(row.id),
    name: row.name,
    aliases: JSON.parse(row.aliases) as string[],
    ord: row.ord,
    kind: row.kind,
    definition: row.definition,
    checklist: JSON.parse(row.checklist) as string[],
    idleLimitDays: row.idle_limit,
    stayLimitDays: row.stay_limit,
    expectedRate: row.expected_rate,
    layer: row.layer,
    nextStep: row.next_step,
    qualified: row.qualified === 1,
    archivedInto: row.archived_into === null ? null : stageId(row.archived_into),
  };
}

import type { Selectable } from 'kysely';
import { stageId } from '../domain/ids.ts';
import { Pipeline, type Reason, type Stage } from '../domain/stage.ts';
import type { SettingsStore } from '../usecases/ports.ts';
import type { Engine, Session } from './engine.ts';
import { prepare } from './prepared.ts';
import type { StageTable } from './schema/tables.ts';

type StageRow = Selectable<StageTable>;

/**
 * The team's definitions in SQL, read at most once per transaction, and not at all while nobody else can have changed
 * them.
 */
export function createSettingsStore(engine: Engine) {
  const db = engine.writer;
  const stages = prepare<object, StageRow>(db.selectFrom('stage').selectAll().orderBy('ord'));
  const reasons = prepare<object, Reason>(db.selectFrom('reason').selectAll().orderBy('kind').orderBy('ord'));
  let kept: { readonly version: number; readonly pipeline: Pipeline } | undefined;

  const load = async (on: Session): Promise<Pipeline> => {
    const version = on.inTransaction ? await engine.version(on) : undefined;
    if (kept && kept.version === version) return kept.pipeline;
    const pipeline = new Pipeline((await stages(on, {})).rows.map(stageOfRow));
    kept = version === undefined ? undefined : { version, pipeline };
    return pipeline;
  };

  return (on: Session): SettingsStore => {
    let pipeline: Promise<Pipeline> | undefined;
    return {
      pipeline: () => {
        pipeline ??= load(on);
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

import type { Selectable } from 'kysely';
import { stageId } from '../domain/ids.ts';
import { Pipeline, type Stage } from '../domain/stage.ts';
import type { Engine, Session } from './engine.ts';
import { createKept, type Kept } from './kept.ts';
import { prepare } from './prepared.ts';
import type { StageTable } from './schema/tables.ts';

type StageRow = Selectable<StageTable>;

/** The team's stages in SQL. */
export function createPipelineReader(engine: Engine): (on: Session) => Kept<Pipeline> {
  const stages = prepare<object, StageRow>(engine.writer.selectFrom('stage').selectAll().orderBy('ord'));
  return createKept(engine, async (on) => new Pipeline((await stages(on, {})).rows.map(stageOfRow)));
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
    checklistHard: row.checklist_hard === 1,
    idleLimitDays: row.idle_limit,
    stayLimitDays: row.stay_limit,
    expectedRate: row.expected_rate,
    layer: row.layer,
    nextStep: row.next_step,
    qualified: row.qualified === 1,
    archivedInto: row.archived_into === null ? null : stageId(row.archived_into),
  };
}

export function rowOfStage(stage: Stage): StageRow {
  return {
    id: stage.id,
    name: stage.name,
    aliases: JSON.stringify(stage.aliases),
    ord: stage.ord,
    kind: stage.kind,
    definition: stage.definition,
    checklist: JSON.stringify(stage.checklist),
    checklist_hard: stage.checklistHard ? 1 : 0,
    idle_limit: stage.idleLimitDays,
    stay_limit: stage.stayLimitDays,
    expected_rate: stage.expectedRate,
    layer: stage.layer,
    next_step: stage.nextStep,
    qualified: stage.qualified ? 1 : 0,
    archived_into: stage.archivedInto,
  };
}

import { fileURLToPath } from 'node:url';
import { stageId } from '../../src/domain/ids.ts';
import { Pipeline, type Reason, type Stage } from '../../src/domain/stage.ts';
import { readSeed } from '../../src/store/seed.ts';

/** The definitions every new database starts from, as shipped. */
export const seed = readSeed(fileURLToPath(new URL('../../data/seed', import.meta.url)));

/** The shipped stages: lead, interest, opp, quote, won. */
export const seedStages: readonly Stage[] = seed.stages.map((stage, at) => ({
  ...stage,
  id: stageId(stage.id),
  ord: at + 1,
  checklistHard: false,
  archivedInto: null,
}));

export const seedPipeline = new Pipeline(seedStages);

export function seedStage(id: string): Stage {
  return seedPipeline.stage(stageId(id));
}

export function seedReason(kind: Reason['kind'], code: string): Reason {
  const ord = seed.reasons.findIndex((reason) => reason.kind === kind && reason.code === code);
  const reason = seed.reasons[ord];
  if (!reason) throw new Error(`the seed has no reason ${kind}/${code}`);
  return { ...reason, ord: ord + 1, archived: false };
}

import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { stageId } from '../domain/ids.ts';
import type { NameWords } from '../domain/name.ts';
import type { Db } from './engine.ts';
import { rowOfStage } from './pipeline-reader.ts';
import { columnsOf } from './schedule-store.ts';

const stageSeed = z.object({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  name: z.string().min(1),
  aliases: z.array(z.string().min(1)),
  kind: z.enum(['open', 'won']),
  definition: z.string(),
  checklist: z.array(z.string().min(1)).max(3),
  idleLimitDays: z.number().int().positive().nullable(),
  stayLimitDays: z.number().int().positive().nullable(),
  expectedRate: z.number().gt(0).lte(1).nullable(),
  layer: z.enum(['top', 'middle', 'bottom']).nullable(),
  nextStep: z.string(),
  qualified: z.boolean(),
});

const reasonSeed = z.object({ kind: z.enum(['lost', 'invalid']), code: z.string().min(1), name: z.string().min(1) });

const scheduleSeed = z.object({
  name: z.string().min(1),
  kind: z.enum(['stale', 'todo', 'weekly', 'review', 'monthly', 'quota', 'quality']),
  target: z.union([
    z.object({ kind: z.enum(['groups', 'owners']) }),
    z.object({ kind: z.literal('role'), role: z.enum(['manager', 'admin']) }),
  ]),
  rhythm: z.object({
    kind: z.enum(['daily', 'last_workday_of_week', 'first_workday_of_month', 'last_workday_of_month']),
    minute: z.number().int().min(0).lt(1440),
  }),
  days: z.enum(['workdays', 'calendar']),
});

const nameWordsSeed = z.object({ suffixes: z.array(z.string().min(1)), cities: z.array(z.string().min(1)) });

/** What a new database starts from. */
export interface Seed {
  readonly stages: readonly z.infer<typeof stageSeed>[];
  readonly reasons: readonly z.infer<typeof reasonSeed>[];
  readonly nameWords: NameWords;
  readonly schedules: readonly z.infer<typeof scheduleSeed>[];
}

/** Reads and checks the seed files in `folder` (`stages.json`, `reasons.json`, `name-words.json`, `schedules.json`). */
export function readSeed(folder: string): Seed {
  const read = (name: string): unknown => JSON.parse(readFileSync(`${folder}/${name}`, 'utf8'));
  const byLength = (words: readonly string[]) => [...words].sort((a, b) => b.length - a.length);
  const words = nameWordsSeed.parse(read('name-words.json'));
  return {
    stages: z.array(stageSeed).min(2).parse(read('stages.json')),
    reasons: z.array(reasonSeed).parse(read('reasons.json')),
    schedules: z.array(scheduleSeed).parse(read('schedules.json')),
    // Longest first, so that a long suffix is never half-stripped by a short one it ends with.
    nameWords: { suffixes: byLength(words.suffixes), cities: byLength(words.cities) },
  };
}

/** Fills the definitions of a new database, also when two programs open it at once; one that has any keeps its own. */
export async function seedDefinitions(db: Db, seed: Seed): Promise<void> {
  await seedSchedules(db, seed);
  await db.transaction().execute(async (tx) => {
    if (await tx.selectFrom('stage').select('id').limit(1).executeTakeFirst()) return;
    await tx
      .insertInto('stage')
      .values(
        seed.stages.map((stage, at) =>
          rowOfStage({ ...stage, id: stageId(stage.id), ord: at + 1, checklistHard: false, archivedInto: null }),
        ),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await tx
      .insertInto('reason')
      .values(seed.reasons.map((reason, at) => ({ ...reason, ord: at + 1 })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  });
}

/** The schedules to begin with, for a database that never had any; those an admin removed stay away. */
async function seedSchedules(db: Db, { schedules }: Seed): Promise<void> {
  if (schedules.length === 0 || (await db.selectFrom('schedule').select('id').limit(1).executeTakeFirst())) return;
  await db
    .insertInto('schedule')
    .values(
      schedules.map(({ name, ...schedule }) => ({
        ...columnsOf({ ...schedule, filters: {}, quiet: null, isOn: true, since: 0 }),
        seed: name,
        created_at: 0,
        removed_at: null,
      })),
    )
    .onConflict((conflict) => conflict.column('seed').doNothing())
    .execute();
}

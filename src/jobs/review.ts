import { addDays, dayStart } from '../domain/period.ts';
import { texts } from '../texts/index.ts';
import { reviewSince } from '../usecases/review.ts';
import { defineJob } from './define-job.ts';
import { askedSince, lastKept, scopeFor } from './digest-scope.ts';

/** How far back the first review looks. */
const FIRST_DAYS = 31;

/** For looking back together: what was lost since the last review and why, which steps were not taken, which rates fell. */
export const reviewJob = defineJob({
  kind: 'review',
  words: 'when_due',
  run: async (firing) => {
    const { deps, day, before } = firing;
    const today = { now: deps.now, timeZone: deps.timeZone };
    const reasons = await deps.stores.settings.reasons();
    const pipeline = await deps.stores.settings.pipeline();
    return async (to) => {
      const last = await lastKept(firing, to);
      const since = last?.at ?? dayStart(before ?? addDays(day, -FIRST_DAYS), deps.timeZone);
      const asked = await askedSince(firing, to, since);
      const { view, losses, undone } = await reviewSince(deps, { ...scopeFor(firing, to), since, asked });
      const reasonOf = (code: string | null) => reasons.find((one) => one.kind === 'lost' && one.code === code)?.name;
      const stageOf = (id: (typeof losses)[number]['stage']) => pipeline.stage(id).name;
      return {
        text: texts.digest.review({ view, losses, undone, since }, { reasonOf, stageOf }, today),
        names: [...losses, ...undone.flatMap(({ steps }) => steps)].map(({ name }) => name),
        numbers: {
          lost: losses.map(({ lead, reason }) => ({ lead, reason })),
          keep: { at: deps.now, steps: [], runs: [] },
        },
      };
    };
  },
});

import { addDays, dayStart } from '../domain/period.ts';
import { texts } from '../texts/index.ts';
import { lostSince } from '../usecases/digest.ts';
import { defineJob } from './define-job.ts';
import { lastKept, scopeFor } from './digest-scope.ts';

/** How far back the first review looks. */
const FIRST_DAYS = 31;

/** For looking back together: what was lost since the last review and why, and which rates fell. */
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
      const { view, losses } = await lostSince(deps, { ...scopeFor(firing, to), since });
      const reasonOf = (code: string | null) => reasons.find((one) => one.kind === 'lost' && one.code === code)?.name;
      const stageOf = (id: (typeof losses)[number]['stage']) => pipeline.stage(id).name;
      return {
        text: texts.digest.review({ view, losses, since }, { reasonOf, stageOf }, today),
        names: losses.map(({ name }) => name),
        numbers: {
          lost: losses.map(({ lead, reason }) => ({ lead, reason })),
          keep: { at: deps.now, steps: [], runs: [] },
        },
      };
    };
  },
});

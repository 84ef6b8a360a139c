import { texts } from '../texts/index.ts';
import { digest } from '../usecases/digest.ts';
import { defineJob } from './define-job.ts';
import { scopeFor } from './digest-scope.ts';

/** How good the records are, and what to mend first. */
export const qualityJob = defineJob({
  kind: 'quality',
  words: 'when_due',
  run: async (firing) => async (to) => {
    const { judgement, forecast } = await digest(firing.deps, { ...scopeFor(firing, to), last: undefined });
    const { withoutAmount } = forecast;
    return {
      text: texts.digest.quality(judgement.quality, withoutAmount),
      names: withoutAmount.map(({ name }) => name),
    };
  },
});

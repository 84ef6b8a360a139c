import { texts } from '../texts/index.ts';
import { nudges } from '../usecases/nudges.ts';
import { defineJob } from './define-job.ts';

/** Reminds of leads that stand still: each owner alone, a group with one @ for each owner. */
export const staleJob = defineJob({
  kind: 'stale',
  words: 'when_sent',
  run: async ({ schedule, before, deps, only }) => {
    const found = await nudges(deps, {
      filters: schedule.filters,
      before,
      ...(only?.kind === 'member' && { only: only.member }),
    });
    return (to) => {
      if (to.kind === 'group') {
        const { byOwner } = found;
        if (byOwner.length === 0) return undefined;
        return {
          text: texts.digests.groupNudge(byOwner, found.pipeline),
          names: byOwner.flatMap(({ leads }) => leads.map(({ stale }) => stale.lead.name)),
          mention: byOwner.flatMap(({ owner }) => owner.userid ?? []),
        };
      }
      const nudge = found.of(to.member);
      return nudge && { text: texts.digests.nudge(nudge, found.pipeline), names: [] };
    };
  },
});

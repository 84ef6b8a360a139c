import { localDay } from '../domain/period.ts';
import { mondayOf } from '../domain/workdays.ts';
import { texts } from '../texts/index.ts';
import { viewQuota } from '../usecases/quota.ts';
import { defineJob } from './define-job.ts';
import { scopeFor } from './digest-scope.ts';

/** How far everybody is with the week's advances, and which leads are closest to moving. */
export const quotaJob = defineJob({
  kind: 'quota',
  words: 'when_due',
  run: async (firing) => {
    const { deps } = firing;
    const monday = mondayOf(localDay(deps.now, deps.timeZone));
    return async (to) => {
      const { rows, memberName } = await viewQuota(deps, {
        ...scopeFor(firing, to),
        period: { from: monday, to: monday },
      });
      if (rows.every(({ quota, credits }) => quota === 0 && credits.length === 0)) return undefined;
      const isRanked = to.kind === 'member' || to.group.privacy.ranking === 'on';
      return {
        text: texts.digest.quota(rows, memberName, isRanked ? 'by_credits' : 'by_name'),
        names: rows.flatMap(({ closest }) => closest.map(({ name }) => name)),
      };
    };
  },
});

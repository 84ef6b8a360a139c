import { texts } from '../texts/index.ts';
import { quotaOf } from '../usecases/digest.ts';
import { defineJob } from './define-job.ts';
import { scopeFor } from './digest-scope.ts';

/** How far everybody is with the week's advances, and which leads are closest to moving. */
export const quotaJob = defineJob({
  kind: 'quota',
  words: 'when_due',
  run: async (firing) => {
    const { deps } = firing;
    const names = new Map((await deps.stores.members.all()).map(({ id, name }) => [id, name]));
    return async (to) => {
      const rows = await quotaOf(deps, scopeFor(firing, to));
      if (rows.every(({ quota, credits }) => quota === 0 && credits.length === 0)) return undefined;
      const isRanked = to.kind === 'member' || to.group.privacy.ranking === 'on';
      return {
        text: texts.digest.quota(rows, (id) => names.get(id) ?? id, isRanked ? 'by_credits' : 'by_name'),
        names: rows.flatMap(({ closest }) => closest.map(({ name }) => name)),
      };
    };
  },
});

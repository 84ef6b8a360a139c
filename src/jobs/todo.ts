import { localDay } from '../domain/period.ts';
import { texts } from '../texts/index.ts';
import { defineJob } from './define-job.ts';

/** What is planned for today, each owner's own; a group sees everybody's. */
export const todoJob = defineJob({
  kind: 'todo',
  words: 'when_sent',
  run: async ({ schedule: { filters }, deps, only }) => {
    const { stores, now, timeZone } = deps;
    const today = localDay(now, timeZone);
    const scope = only?.kind === 'member' ? { owners: new Set([only.member.id]) } : {};
    const leads = await (await stores.facts.asOf(now + 1, scope)).openLeads();
    const members = new Map((await stores.members.all()).map((member) => [member.id, member]));
    const planned = leads
      .filter(({ nextOn, stage }) => nextOn === today && (!filters.stages || filters.stages.includes(stage)))
      .filter(({ owner }) => filters.team === undefined || members.get(owner)?.team === filters.team)
      .sort((a, b) => (b.amountFen ?? 0) - (a.amountFen ?? 0) || a.id - b.id);
    return (to) => {
      const mine = to.kind === 'group' ? planned : planned.filter(({ owner }) => owner === to.member.id);
      if (mine.length === 0) return undefined;
      const nameOf = (id: (typeof mine)[number]['owner']) => members.get(id)?.name ?? id;
      return {
        text: texts.digests.todo(mine, to.kind === 'group' ? nameOf : undefined),
        names: mine.map(({ name }) => name),
      };
    };
  },
});

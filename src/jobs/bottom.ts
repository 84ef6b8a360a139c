import { texts } from '../texts/index.ts';
import { viewBottom } from '../usecases/bottom-desk.ts';
import { defineJob } from './define-job.ts';
import { scopeFor } from './digest-scope.ts';

/** What can be signed next, for whoever may step in: the largest deals and what each waits for. */
export const bottomJob = defineJob({
  kind: 'bottom',
  words: 'when_sent',
  run: async (firing) => async (to) => {
    const { deps, schedule } = firing;
    const { stages } = schedule.filters;
    const desk = await viewBottom(deps, scopeFor(firing, to));
    const leads = stages ? desk.leads.filter(({ stage }) => stages.includes(stage)) : desk.leads;
    if (leads.length === 0) return undefined;
    const today = { now: deps.now, timeZone: deps.timeZone };
    return { text: texts.desk.bottom({ ...desk, leads }, today), names: leads.map(({ name }) => name) };
  },
});

import type { Reply } from '../chat/reply-types.ts';
import type { Pipeline } from '../domain/stage.ts';
import { texts } from '../texts/index.ts';
import { type Nudge, type NudgedLead, nudges } from '../usecases/nudges.ts';
import { defineJob } from './define-job.ts';

/** Cards under one nudge: a morning with more of them is one nobody reads. */
const MOST_CARDS = 3;

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
      if (!nudge) return undefined;
      return { text: texts.digests.nudge(nudge, found.pipeline), names: [], cards: cardsOf(nudge, found.pipeline) };
    };
  },
});

/** The most pressing leads as cards: with what their owner can do, and for the last step of the escalation who else may. */
function cardsOf({ own, standIn, team }: Nudge, pipeline: Pipeline): readonly Reply[] {
  const mine = [...own, ...standIn].map((one) => cardOf(one, pipeline, texts.leadActions(one.stale.lead, pipeline)));
  const last = team.filter(({ telling }) => telling.isLast);
  const theirs = last.map((one) => cardOf(one, pipeline, texts.reassignActions(one.stale.lead)));
  return [...theirs, ...mine].slice(0, MOST_CARDS);
}

function cardOf(one: NudgedLead, pipeline: Pipeline, actions: NonNullable<Reply['actions']>): Reply {
  const face = texts.digests.nudgeFace(one, pipeline);
  return { kind: 'text', text: `${face.title}\n${face.subtitle}`, face, actions };
}

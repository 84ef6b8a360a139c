import { renderText } from '../../src/chat/render.ts';
import type { Reply } from '../../src/chat/reply-types.ts';
import type { Stage } from '../../src/domain/stage.ts';
import { texts } from '../../src/texts/index.ts';
import type { Moved } from '../../src/usecases/index.ts';
import { ANSWER_KEY, CHECKLIST_LINE, LEAVE_KEY, SKIP, STAGES } from './words.ts';

export interface SettledAnswer {
  readonly reply: Reply;
  /** The reply as one text message. */
  readonly text: string;
}

/** What the bot answers to the two lines of this bench, from ready-made sentences: as cheap as a baseline can be. */
export interface Answers {
  forward(lead: number, name: string, note: string): SettledAnswer;
  back(name: string, note: string): SettledAnswer;
}

const NAME = '{name}';
const NOTE = '{note}';

export function createAnswers(stages: readonly Stage[]): Answers {
  const find = (name: string) => {
    const stage = stages.find((candidate) => candidate.name === name);
    if (!stage) throw new Error(`the seed has no stage ${name}`);
    return stage;
  };
  const [low, high] = [find(STAGES.low), find(STAGES.high)];
  const today = { now: 0, timeZone: 'UTC' };
  // Only what the sentences need of a lead.
  const lead = { name: NAME, nextOn: null, nextText: '' } as Moved['lead'];
  const forward = `${texts.lead.moved({ lead, from: low, to: high, skipped: [], at: 0, openQuestions: low.checklist }, today, NOTE)}\n${texts.checklist.asked(low.name, low.checklist)}`;
  const back = texts.lead.movedBack({ lead, from: high, to: low, skipped: [], at: 0, openQuestions: [] }, NOTE);

  return {
    forward: (id, name, note) => {
      const reply: Reply = {
        kind: 'choice',
        text: fill(forward, name, note),
        options: [{ label: SKIP, line: `${CHECKLIST_LINE} #${id} ${LEAVE_KEY}=${SKIP}` }],
        free: `${CHECKLIST_LINE} #${id} ${ANSWER_KEY}={answer}`,
        isOffer: true,
      };
      return { reply, text: renderText(reply) };
    },
    back: (name, note) => {
      const text = fill(back, name, note);
      return { reply: { kind: 'text', text }, text };
    },
  };
}

function fill(sentence: string, name: string, note: string): string {
  return sentence.replace(NAME, name).replace(NOTE, note);
}

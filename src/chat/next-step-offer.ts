import type { Lead } from '../domain/lead.ts';
import type { Stage } from '../domain/stage.ts';
import { texts } from '../texts/index.ts';
import { quote } from './line.ts';
import type { Reply } from './reply-types.ts';

/** What was said, with the next step in one tap; only what was said when one is planned or the lead is closed. */
export function offerNextStep(said: string, lead: Lead, stage: Stage): Reply {
  if (lead.state !== 'open' || lead.nextOn !== null) return { kind: 'text', text: said };
  const plan = stage.nextStep && quote(stage.nextStep);
  return {
    kind: 'choice',
    text: `${said}\n${texts.lead.NEXT_STEP_QUESTION}`,
    options: texts.lead.NEXT_STEP_DAYS.map((label) => ({ label, line: texts.lead.nextStepLine(lead.id, label, plan) })),
    isOffer: true,
  };
}

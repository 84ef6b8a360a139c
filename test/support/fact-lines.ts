import type { Decision, Visit } from '../../src/domain/lead.ts';
import { dayText } from './instant.ts';

/** A stay on one line: `interest 06-03..06-08 forward>won`; a stay that lasts ends with `..` and `>`. */
export function visitLine({ stage, enteredAt, leftAt, how, exit }: Visit): string {
  return `${stage} ${dayText(enteredAt)}..${leftAt === null ? '' : dayText(leftAt)} ${how}>${exit ?? ''}`;
}

/** What became of a lead in a stage on one line: `opp 06-08 advanced 06-12 zhang`, or `opp 06-08 open`. */
export function decisionLine({ stage, reachedAt, outcome, decidedAt, owner }: Decision): string {
  const decided = decidedAt === null ? '' : ` ${dayText(decidedAt)} ${owner}`;
  return `${stage} ${dayText(reachedAt)} ${outcome}${decided}`;
}

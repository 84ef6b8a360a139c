import { leadName } from '../support/lead-database.ts';
import type { PlannedMove } from './plan.ts';
import { BACK_COMMAND, FORWARD_COMMAND, NOTE_WORD, STAGES, WHY_WORD } from './words.ts';

export interface Line {
  readonly command: string;
  /** What follows the command. */
  readonly rest: string;
}

/** A planned move as a person types it. */
export function lineOf({ lead, direction, serial }: PlannedMove): Line {
  return direction === 'forward'
    ? { command: FORWARD_COMMAND, rest: `${leadName(lead)} ${STAGES.high} ${NOTE_WORD} ${serial}` }
    : { command: BACK_COMMAND, rest: `${leadName(lead)} ${STAGES.low} ${WHY_WORD} ${serial}` };
}

export interface ReadLine {
  readonly isForward: boolean;
  readonly name: string;
  readonly stage: string;
  readonly note: string;
}

/** Takes such a line apart the cheapest way there is. */
export function readLine(line: string): ReadLine {
  const afterCommand = line.indexOf(' ') + 1;
  const afterName = line.indexOf(' ', afterCommand) + 1;
  const afterStage = line.indexOf(' ', afterName) + 1;
  return {
    isForward: line.startsWith(FORWARD_COMMAND),
    name: line.slice(afterCommand, afterName - 1),
    stage: line.slice(afterName, afterStage - 1),
    note: line.slice(afterStage),
  };
}

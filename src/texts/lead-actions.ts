import type { LeadId, StageId } from '../domain/ids.ts';
import type { Pipeline } from '../domain/stage.ts';
import { pushTo } from './lead-face.ts';

/** A button: what it says, and the line it stands for. */
export interface LeadAction {
  readonly label: string;
  readonly line: string;
}

interface Named {
  readonly id: LeadId;
  readonly stage: StageId;
}

/**
 * What can be done with an open lead at a tap, the way on first. It is named with its stage, so that a second press finds
 * it done instead of going one further.
 */
export function leadActions({ id, stage }: Named, pipeline: Pipeline): readonly LeadAction[] {
  const next = pipeline.next(stage);
  const forward =
    next?.kind === 'open'
      ? { label: pushTo(next.name), line: `/推进 #${id} ${next.name}` }
      : { label: '成交', line: `/成交 #${id}` };
  return [
    forward,
    { label: '跟进', line: `/跟进 #${id}` },
    { label: '延后', line: `/延后 #${id}` },
    { label: '丢单', line: `/丢单 #${id}` },
  ];
}

/** What somebody in charge can do with a lead that its owner leaves alone. */
export function reassignActions({ id }: Pick<Named, 'id'>): readonly LeadAction[] {
  return [
    { label: '转交', line: `/转交 #${id}` },
    { label: '查看', line: `/查 #${id}` },
  ];
}

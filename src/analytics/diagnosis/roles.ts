import type { Pipeline, Stage } from '../../domain/stage.ts';
import { qualifiedStage } from '../win-rate.ts';

/** Which stage plays which part in the diagnosis, whatever the team calls its stages (metrics §10). */
export interface Roles {
  /** Its hop is the source check. */
  readonly first: Stage;
  /** Its hop leads into the qualified stage; undefined when that is the first hop already. */
  readonly beforeFloor: Stage | undefined;
  /** Where leads pile up. */
  readonly middle: readonly Stage[];
  /** Their hops lead from the qualified stage to the win. */
  readonly bottom: readonly Stage[];
}

export function rolesOf(pipeline: Pipeline): Roles {
  const floor = qualifiedStage(pipeline);
  const { open, entry } = pipeline;
  const beforeFloor = open.findLast(({ ord }) => ord < floor.ord);
  return {
    first: entry,
    beforeFloor: beforeFloor?.id === entry.id ? undefined : beforeFloor,
    middle: open.slice(1, -1),
    bottom: open.filter(({ ord, id }) => ord >= floor.ord && id !== entry.id),
  };
}

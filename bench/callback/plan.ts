import { ownerOf, standsBack } from '../support/lead-database.ts';

/** One move to ask for. */
export interface PlannedMove {
  readonly lead: number;
  /** Userid of the lead's owner, who types it. */
  readonly sender: string;
  readonly direction: 'forward' | 'back';
  /** Unique in one run, so that no line and no message id is ever repeated. */
  readonly serial: number;
}

/** What the `index`-th request on a connection asks for. */
export type Plan = (connection: number, index: number) => PlannedMove;

/**
 * Each connection has its own leads and walks over all of them, scattered over the whole table, before it comes back
 * to the first: so a lead goes forward and back in turn, in order, whatever the other connections do.
 */
export function createPlan(leads: number, connections: number): Plan {
  const lanes = Array.from({ length: connections }, (_, connection) => {
    const count = Math.floor((leads - 1 - connection) / connections) + 1;
    return { count, stride: strideFor(count) };
  });
  return (connection, index) => {
    const { count, stride } = lanes[connection] ?? { count: 1, stride: 1 };
    const lead = 1 + connection + connections * ((index * stride) % count);
    const turn = Math.floor(index / count) + (standsBack(lead) ? 0 : 1);
    return {
      lead,
      sender: ownerOf(lead),
      direction: turn % 2 === 0 ? 'forward' : 'back',
      serial: index * connections + connection,
    };
  };
}

/** A step that visits each of `count` places once, far from the last one: near the golden section, coprime to it. */
function strideFor(count: number): number {
  let stride = Math.max(1, Math.round(count * 0.618));
  while (greatestCommonDivisor(stride, count) !== 1) stride++;
  return stride;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

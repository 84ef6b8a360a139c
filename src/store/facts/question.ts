import type { Scope } from '../../analytics/facts.ts';
import type { Pipeline } from '../../domain/stage.ts';

/** What facts are asked for. */
export interface Question {
  readonly asOf: number;
  readonly scope: Scope;
  readonly pipeline: Pipeline;
  /** Leads that are not to be counted: their rows say more than was so at `asOf`. */
  readonly without: ReadonlySet<number>;
}

/** Lists are asked for in parts: engines limit how many values a statement may have. */
const PART = 1000;

export async function inParts<Id, Row>(
  ids: readonly Id[],
  ask: (part: readonly Id[]) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let at = 0; at < ids.length; at += PART) rows.push(...(await ask(ids.slice(at, at + PART))));
  return rows;
}

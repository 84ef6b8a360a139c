import type { Pipeline, Stage } from '../domain/stage.ts';
import type { OpenLead } from './facts.ts';
import { median, sum } from './rates.ts';

const DAY_MS = 86_400_000;

/** What stands in one stage (metrics §4): stock, never a conversion. */
export interface StageStock {
  readonly stage: Stage;
  readonly open: number;
  readonly amountFen: number;
  readonly withoutAmount: number;
  /** Median calendar days of the present stay; null for an empty stage. */
  readonly medianAgeDays: number | null;
  readonly stale: number;
}

/** The stock of each open stage at `asOf`, in order; `isStale` is the judgement of `stale.ts`. */
export function snapshot(
  leads: readonly OpenLead[],
  { asOf, pipeline, isStale }: { asOf: number; pipeline: Pipeline; isStale: (lead: OpenLead) => boolean },
): readonly StageStock[] {
  return pipeline.open.map((stage) => {
    const here = leads.filter((lead) => pipeline.stage(lead.stage).id === stage.id);
    return {
      stage,
      open: here.length,
      amountFen: sum(here.map(({ amountFen }) => amountFen ?? 0)),
      withoutAmount: here.filter(({ amountFen }) => amountFen === null).length,
      medianAgeDays: median(here.map(({ enteredAt }) => (asOf - enteredAt) / DAY_MS)),
      stale: here.filter(isStale).length,
    };
  });
}

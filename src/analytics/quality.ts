import type { LeadId } from '../domain/ids.ts';
import { localDay } from '../domain/period.ts';
import type { Pipeline } from '../domain/stage.ts';
import { bdays, type WorkCalendar } from '../domain/work-calendar.ts';
import type { EntryCount, LateMove, Loss, LossCount, OpenLead, Span, Win } from './facts.ts';
import { movements, unorderlyShare } from './flows.ts';
import { givenReasons } from './loss-reasons.ts';
import { rateOf } from './rates.ts';
import { qualifiedStage } from './win-rate.ts';

/** The five parts of the score, each a share between 0 and 1; null where there is nothing to have a share of. */
export interface QualityParts {
  readonly fresh: number | null;
  readonly complete: number | null;
  readonly reason: number | null;
  readonly path: number | null;
  readonly timely: number | null;
}

export interface Quality {
  /** 0 to 100, rounded; null with fewer than five open leads. */
  readonly score: number | null;
  /** True when the numbers below deserve little trust. */
  readonly isLow: boolean;
  readonly parts: QualityParts;
  readonly redFlags: {
    /** Moves written down more than a working day after they happened. */
    readonly backDated: number;
    /** Leads closed on the day they were created. */
    readonly closedSameDay: number;
  };
}

export interface QualityInput {
  readonly leads: readonly OpenLead[];
  /** Leads nobody followed up in time (metrics §8, the first of its three). */
  readonly idle: ReadonlySet<LeadId>;
  readonly lossCounts: readonly LossCount[];
  readonly wins: readonly Win[];
  readonly losses: readonly Loss[];
  readonly entries: readonly EntryCount[];
  readonly lateMoves: readonly LateMove[];
  /** The two hours before each weekly digest, and how many moves were written down in them. */
  readonly beforeDigests: readonly Span[];
  readonly movesBeforeDigests: number;
  readonly pipeline: Pipeline;
  readonly calendar: WorkCalendar;
  readonly timeZone: string;
}

/** How much each part counts. */
export const QUALITY_WEIGHTS: Readonly<Record<keyof QualityParts, number>> = {
  fresh: 0.3,
  complete: 0.25,
  reason: 0.15,
  path: 0.15,
  timely: 0.15,
};

const FEWEST_LEADS = 5;
/** Below this score a diagnosis says so above any verdict. */
export const LOW_QUALITY = 70;

/**
 * The data-quality score (metrics §10.1), over the trailing 91 days where it is about the past:
 *
 *     DQ = 100·(0.30·fresh + 0.25·complete + 0.15·reason + 0.15·path + 0.15·timely)
 *
 * A part there is nothing to judge by (no loss yet, no move) is left out and the others keep their proportions: nobody is
 * marked down, or up, for what did not happen. Six open leads of which one is idle, all complete, and nothing else yet:
 * (0.30·5/6 + 0.25) / 0.55 = 91.
 */
export function quality(input: QualityInput): Quality {
  const late = input.lateMoves.filter(
    ({ at, recordedAt }) => bdays(input.calendar, at, recordedAt, input.timeZone) > 1,
  );
  const parts: QualityParts = {
    fresh: shareOf(input.leads, ({ id }) => !input.idle.has(id)),
    complete: completeness(input.leads, input.pipeline),
    reason: rateOf(givenReasons(input.lossCounts)),
    path: complement(unorderlyShare(input.entries, input.pipeline)),
    timely: timeliness(input, late),
  };
  const score = input.leads.length < FEWEST_LEADS ? null : scoreOf(parts);
  return {
    score,
    isLow: score !== null && score < LOW_QUALITY,
    parts,
    redFlags: { backDated: late.length, closedSameDay: closedSameDay(input) },
  };
}

function scoreOf(parts: QualityParts): number {
  let [sum, weights] = [0, 0];
  for (const [name, weight] of Object.entries(QUALITY_WEIGHTS)) {
    const part = parts[name as keyof QualityParts];
    if (part === null) continue;
    sum += weight * part;
    weights += weight;
  }
  return Math.round((100 * sum) / weights);
}

/** Mean share of the fields a lead should have in its stage: source, next step from the second stage, amount from the floor. */
function completeness(leads: readonly OpenLead[], pipeline: Pipeline): number | null {
  if (leads.length === 0) return null;
  const floor = qualifiedStage(pipeline);
  const shares = leads.map(({ stage, source, nextOn, amountFen }) => {
    const fields = [source !== ''];
    if (pipeline.isBefore(pipeline.entry.id, stage)) fields.push(nextOn !== null);
    if (!pipeline.isBefore(stage, floor.id)) fields.push(amountFen !== null);
    return fields.filter(Boolean).length / fields.length;
  });
  return shares.reduce((sum, share) => sum + share, 0) / shares.length;
}

/** A move that is late and was written down before a digest counts against it once. */
function timeliness(input: QualityInput, late: readonly LateMove[]): number | null {
  const { moves } = movements({ entries: input.entries, exits: [], handovers: [] }, input.pipeline);
  const both = late.filter(({ recordedAt }) =>
    input.beforeDigests.some(({ from, to }) => recordedAt >= from && recordedAt < to),
  );
  return moves === 0 ? null : 1 - (late.length + input.movesBeforeDigests - both.length) / moves;
}

function closedSameDay({ wins, losses, pipeline, timeZone }: QualityInput): number {
  const isSameDay = (from: number, to: number) => localDay(from, timeZone) === localDay(to, timeZone);
  // A loss tells when its highest stage began: for one that never left the entry that is when it was created.
  const neverMoved = losses.filter(({ highStage }) => pipeline.stage(highStage).id === pipeline.entry.id);
  return (
    wins.filter(({ createdAt, at }) => isSameDay(createdAt, at)).length +
    neverMoved.filter(({ highSince, at }) => isSameDay(highSince, at)).length
  );
}

function shareOf<T>(all: readonly T[], holds: (one: T) => boolean): number | null {
  return all.length === 0 ? null : all.filter(holds).length / all.length;
}

function complement(share: number | null): number | null {
  return share === null ? null : 1 - share;
}

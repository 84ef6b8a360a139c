import type { LeadId, MemberId, StageId } from '../../domain/ids.ts';
import type { OpenLead } from '../facts.ts';
import type { LossReason } from '../loss-reasons.ts';
import type { Interval } from '../rates.ts';
import type { TargetRate } from './target-rate.ts';
import type { HopRun } from './verdict.ts';

/** `source`: bad leads come in; `broken`: wide at the top, broken below; `bulge`: leads pile up; `collapse`: lost at the end. */
export type Disease = 'source' | 'broken' | 'bulge' | 'collapse';

/** A lead a finding names: one to act on, or one that was lost this way. */
export interface NamedLead {
  readonly lead: LeadId;
  readonly name: string;
  readonly owner: MemberId;
  readonly state: 'open' | 'lost' | 'invalid';
}

/** The first thing to do, one for each owner named. */
export type NextStep =
  | 'contact_first'
  | 'follow_up'
  | 'tidy_records'
  | 'agree_on_stage'
  | 'review_together'
  | 'work_off_quota'
  | 'plan_next_step'
  | 'manager_steps_in';

export interface OwnerStep {
  readonly owner: MemberId;
  readonly step: NextStep;
  readonly leads: readonly LeadId[];
}

export interface SourceEvidence {
  readonly kind: 'source';
  readonly bySource: readonly { readonly source: string; readonly decided: number; readonly invalid: number }[];
  readonly reasons: readonly LossReason[];
  /** Leads closed without a single follow-up, of all closed here. */
  readonly untouched: number;
  readonly closed: number;
}

/** Why the middle breaks: nobody keeps following up, the records are a muddle, or each rep has a standard of their own. */
export type Cause = 'no_follow_up' | 'muddle' | 'no_standard';

export interface BrokenEvidence {
  readonly kind: 'broken';
  readonly causes: readonly Cause[];
  /** Leads that got no further, and those of them followed up once at most. */
  readonly failed: number;
  readonly barelyTouched: number;
  readonly unorderlyShare: number | null;
  /** How likely the reps' rates differ like this by chance; null with fewer than two reps. */
  readonly repsP: number | null;
}

export interface BulgeEvidence {
  readonly kind: 'bulge';
  readonly open: number;
  /** Leads coming in per week of five workdays. */
  readonly weeklyEntries: number;
  /** `open` against what that inflow leaves in a stage kept to its limit; null when nothing comes in at all. */
  readonly index: number | null;
  readonly stale: number;
  readonly staleInterval: Interval;
  readonly staleByOwner: readonly { readonly owner: MemberId; readonly stale: number }[];
  readonly withoutNextStep: number;
  /** Leads moved on per week of five workdays. */
  readonly weeklyAdvances: number;
}

export interface CollapseEvidence {
  readonly kind: 'collapse';
  /** Most frequent first. */
  readonly reasons: readonly LossReason[];
  readonly medianDaysToLoss: number | null;
  /** Open in the stage with an amount, largest first. */
  readonly atStake: readonly OpenLead[];
}

export type Evidence = SourceEvidence | BrokenEvidence | BulgeEvidence | CollapseEvidence;

/** Something wrong with the funnel, with leads to name. */
export interface Finding {
  readonly disease: Disease;
  readonly stage: StageId;
  /** The source it is about; null for all of them. */
  readonly source: string | null;
  readonly verdict: 'suspected' | 'confirmed';
  readonly advanced: number;
  readonly decided: number;
  readonly interval: Interval | null;
  readonly target: TargetRate | null;
  readonly evidence: Evidence;
  readonly named: readonly NamedLead[];
  readonly steps: readonly OwnerStep[];
  /** Wins it costs a month (metrics §10); null when the rates do not tell. */
  readonly lostWins: number | null;
}

/** A transition too little was decided on, or without a target: its leads are listed instead of a verdict. */
export interface NoVerdict {
  readonly stage: StageId;
  readonly why: 'too_few' | 'no_target';
  readonly advanced: number;
  readonly decided: number;
  readonly named: readonly NamedLead[];
}

export interface Diagnosis {
  /** The costliest first. Empty with `tooYoung`. */
  readonly findings: readonly Finding[];
  readonly noVerdicts: readonly NoVerdict[];
  /** True with less than four weeks of history: nothing is judged. */
  readonly tooYoung: boolean;
  /** To be given to the next weekly run. */
  readonly runs: readonly HopRun[];
}

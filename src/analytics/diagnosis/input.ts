import type { LeadId, StageId } from '../../domain/ids.ts';
import type { Pipeline } from '../../domain/stage.ts';
import type { CohortCount, DecisionCount, EntryCount, ExitCount, Loss, OpenLead } from '../facts.ts';
import type { StageRate } from '../shrunk-rates.ts';
import type { HopRun } from './verdict.ts';

/** What a diagnosis is made from: the whole team's facts, never one person's. "The window" is the trailing 91 days. */
export interface DiagnosisInput {
  readonly pipeline: Pipeline;
  /** Since the first lead. */
  readonly historyDays: number;
  readonly decisions: readonly DecisionCount[];
  /** Of the 12 months before the window. */
  readonly earlierDecisions: readonly DecisionCount[];
  readonly cohorts: readonly CohortCount[];
  readonly entries: readonly EntryCount[];
  readonly losses: readonly Loss[];
  /** Of the last 28 days. */
  readonly recentEntries: readonly EntryCount[];
  readonly recentExits: readonly ExitCount[];
  readonly recentWorkdays: number;
  readonly leads: readonly OpenLead[];
  readonly stale: ReadonlySet<LeadId>;
  readonly rates: readonly StageRate[];
  /** The rates the bot came with. */
  readonly exampleRates: ReadonlyMap<StageId, number>;
  /** The data-quality score; null when there is none. */
  readonly qualityScore: number | null;
  /** Moves out of stages that have a checklist, and those of them it was left empty on. */
  readonly checklists: { readonly moves: number; readonly empty: number };
  /** What the last weekly run left. */
  readonly previous: readonly HopRun[];
}

export const WINDOW_DAYS = 91;
export const RECENT_DAYS = 28;

/** Losses of leads that got exactly as far as `stage`. */
export function lossesAt({ losses, pipeline }: DiagnosisInput, stage: StageId): readonly Loss[] {
  return losses.filter(({ highStage }) => pipeline.stage(highStage).id === stage);
}

/** Leads open in `stage`. */
export function openIn({ leads, pipeline }: DiagnosisInput, stage: StageId): readonly OpenLead[] {
  return leads.filter((lead) => pipeline.stage(lead.stage).id === stage);
}

/** Stale leads in `stage`. */
export function staleIn(input: DiagnosisInput, stage: StageId): readonly OpenLead[] {
  return openIn(input, stage).filter(({ id }) => input.stale.has(id));
}

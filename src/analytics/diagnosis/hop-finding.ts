import type { Stage } from '../../domain/stage.ts';
import type { DecisionCount, Loss } from '../facts.ts';
import { lossReasons } from '../loss-reasons.ts';
import { median } from '../rates.ts';
import { tallyOf } from '../tally.ts';
import { brokenEvidence, stepAgainst } from './broken.ts';
import type { CollapseEvidence, Disease, Evidence, Finding, NamedLead, NextStep, SourceEvidence } from './finding.ts';
import { type DiagnosisInput, lossesAt, openIn, staleIn } from './input.ts';
import { lostWins } from './lost-wins.ts';
import { latestFirst, lossName, nameLeads, oldestFirst, openName, stepsFor } from './naming.ts';
import { type TargetRate, targetRateOf } from './target-rate.ts';
import { type HopRun, type Look, lookAt, type Verdict, verdictAfter } from './verdict.ts';

const DAY_MS = 86_400_000;

/** A transition with what its decisions say. */
export interface Hop {
  readonly disease: Exclude<Disease, 'bulge'>;
  readonly stage: Stage;
  readonly source: string | null;
  readonly advanced: number;
  readonly decided: number;
  /** Undefined when there is nothing to measure it against. */
  readonly target: TargetRate | undefined;
  readonly look: Look;
  readonly verdict: Verdict;
}

/** Looks at the hop out of a stage, of one source or of all, and settles the verdict with the last run's. */
export function examine(disease: Hop['disease'], stage: Stage, source: string | null, input: DiagnosisInput): Hop {
  const { advanced, decided } = tallyOf(decisionsOf(stage, source, input));
  const target = targetRateOf(stage, input.earlierDecisions, input.exampleRates, input.pipeline);
  const look: Look = target
    ? lookAt(advanced, decided, target.rate)
    : { interval: null, convicts: false, verdict: 'too_few' };
  const key = keyOf(disease, stage, source);
  const verdict = verdictAfter(
    look,
    input.previous.find((run) => run.key === key),
  );
  return { disease, stage, source, advanced, decided, target, look, verdict };
}

/** What the next run has to know of this one. */
export function runOf({ disease, stage, source, look, verdict }: Hop): HopRun {
  return { key: keyOf(disease, stage, source), convicts: look.convicts, verdict };
}

/** The hop as a finding, or undefined when nothing is wrong with it or nobody could be named. */
export function findingOf(hop: Hop, input: DiagnosisInput): Finding | undefined {
  const { disease, stage, source, advanced, decided, target, look, verdict } = hop;
  if (verdict === 'healthy' || verdict === 'too_few' || !target) return undefined;
  const named = namedFor(hop, input);
  if (named.length === 0) return undefined;
  const evidence = evidenceFor(hop, input);
  return {
    disease,
    stage: stage.id,
    source,
    verdict,
    advanced,
    decided,
    interval: look.interval,
    target,
    evidence,
    named,
    steps: stepsFor(named, () => stepFor(evidence)),
    lostWins: decided === 0 ? null : lostWins(input, stage.id, target.rate, advanced / decided),
  };
}

/** Who to name: at the bottom what was lost and what is at stake; above it who stands still, then who got no further. */
function namedFor({ disease, stage, source }: Hop, input: DiagnosisInput): readonly NamedLead[] {
  const isOf = (lead: { readonly source: string }) => source === null || lead.source === source;
  const losses = latestFirst(lossesAt(input, stage.id).filter(isOf)).map(lossName);
  if (disease === 'collapse')
    return nameLeads([...losses.slice(0, 3), ...atStake(stage, input).map(openName), ...losses]);
  return nameLeads([...oldestFirst(staleIn(input, stage.id).filter(isOf)).map(openName), ...losses]);
}

function evidenceFor({ disease, stage, source }: Hop, input: DiagnosisInput): Evidence {
  const losses = lossesAt(input, stage.id).filter((loss) => source === null || loss.source === source);
  if (disease === 'source') return sourceEvidence(stage, losses, input);
  return disease === 'broken' ? brokenEvidence(input, stage.id) : collapseEvidence(stage, losses, input);
}

function sourceEvidence(stage: Stage, losses: readonly Loss[], input: DiagnosisInput): SourceEvidence {
  const sources = [...new Set(decisionsOf(stage, null, input).map(({ source }) => source))];
  return {
    kind: 'source',
    bySource: sources
      .map((source) => ({ source, ...tallyOf(decisionsOf(stage, source, input)) }))
      .map(({ source, decided, invalid }) => ({ source, decided, invalid }))
      .sort((a, b) => b.invalid - a.invalid || b.decided - a.decided),
    reasons: reasonsOf(losses, input),
    untouched: losses.filter(({ touches }) => touches === 0).length,
    closed: losses.length,
  };
}

function collapseEvidence(stage: Stage, losses: readonly Loss[], input: DiagnosisInput): CollapseEvidence {
  return {
    kind: 'collapse',
    reasons: reasonsOf(losses, input),
    medianDaysToLoss: median(losses.map(({ at, highSince }) => (at - highSince) / DAY_MS)),
    atStake: atStake(stage, input),
  };
}

function reasonsOf(losses: readonly Loss[], { pipeline }: DiagnosisInput) {
  return lossReasons(
    losses.map((loss) => ({ ...loss, count: 1, amountFen: loss.amountFen ?? 0 })),
    pipeline,
  );
}

function atStake({ id }: Stage, input: DiagnosisInput) {
  return openIn(input, id)
    .filter(({ amountFen }) => amountFen !== null && amountFen > 0)
    .toSorted((a, b) => (b.amountFen ?? 0) - (a.amountFen ?? 0) || a.id - b.id);
}

function stepFor(evidence: Evidence): NextStep {
  if (evidence.kind === 'source') return 'contact_first';
  return evidence.kind === 'broken' ? stepAgainst(evidence) : 'manager_steps_in';
}

function decisionsOf(
  stage: Stage,
  source: string | null,
  { decisions, pipeline }: DiagnosisInput,
): readonly DecisionCount[] {
  const here = decisions.filter((row) => pipeline.stage(row.stage).id === stage.id);
  return source === null ? here : here.filter((row) => row.source === source);
}

function keyOf(disease: Disease, stage: Stage, source: string | null): string {
  return JSON.stringify([disease, stage.id, ...(source === null ? [] : [source])]);
}

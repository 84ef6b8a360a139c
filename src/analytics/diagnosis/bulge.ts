import type { Stage } from '../../domain/stage.ts';
import type { OpenLead } from '../facts.ts';
import { wilson, Z90 } from '../rates.ts';
import { tallyAt } from '../tally.ts';
import type { BulgeEvidence, Finding } from './finding.ts';
import { type DiagnosisInput, openIn, staleIn } from './input.ts';
import { lostWins } from './lost-wins.ts';
import { nameLeads, oldestFirst, openName, stepsFor } from './naming.ts';
import { targetRateOf } from './target-rate.ts';

const FEWEST_OPEN = 8;
const BULGING = 1.5;
const STALE_SHARE = 0.5;
const SURELY_STALE = 1 / 3;

/**
 * Leads piling up in a middle stage (metrics §10, disease 2), by Little's law: the normal stock is inflow × time. With L
 * open, λ coming in a week (the last four) and W* = stay limit / 5 weeks, the index is `L / (λ·W*)`. Confirmed when it is
 * 1.5 or more and the stale share is surely above a third; suspected when the index is, or half are stale. Undefined when
 * neither, with fewer than 8 open, or without a limit.
 *
 * 4 a week and 15 workdays make a normal stock of 12: 24 open are an index of 2.0, 14 of 24 stale are 41.8 % at least.
 */
export function bulgeIn(stage: Stage, input: DiagnosisInput): Finding | undefined {
  const open = openIn(input, stage.id);
  const stale = oldestFirst(staleIn(input, stage.id));
  const staleInterval = wilson({ k: stale.length, n: open.length }, Z90);
  if (open.length < FEWEST_OPEN || stage.stayLimitDays === null || staleInterval === null) return undefined;
  const weeks = input.recentWorkdays / 5;
  const weeklyEntries = perWeek(entriesOf(stage, input), weeks);
  const normal = weeklyEntries * (stage.stayLimitDays / 5);
  const index = normal === 0 ? null : open.length / normal;
  const isBulging = index === null || index >= BULGING - 1e-9;
  if (!isBulging && stale.length / open.length < STALE_SHARE) return undefined;
  const named = nameLeads([...stale, ...oldestFirst(open)].map(openName));
  const staleByOwner = countByOwner(stale);
  const slowest = staleByOwner[0]?.owner;
  const { advanced, decided } = tallyAt(stage.id, input.decisions, input.pipeline);
  const target = targetRateOf(stage, input.earlierDecisions, input.exampleRates, input.pipeline) ?? null;
  const evidence: BulgeEvidence = {
    kind: 'bulge',
    open: open.length,
    weeklyEntries,
    index,
    stale: stale.length,
    staleInterval,
    staleByOwner,
    withoutNextStep: open.filter(({ nextOn }) => nextOn === null).length,
    weeklyAdvances: perWeek(advancesOf(stage, input), weeks),
  };
  return {
    disease: 'bulge',
    stage: stage.id,
    source: null,
    verdict: isBulging && staleInterval.low > SURELY_STALE ? 'confirmed' : 'suspected',
    advanced,
    decided,
    interval: wilson({ k: advanced, n: decided }, Z90),
    target,
    evidence,
    named,
    steps: stepsFor(named, (owner) => (owner === slowest ? 'work_off_quota' : 'plan_next_step')),
    lostWins: target === null || decided === 0 ? null : lostWins(input, stage.id, target.rate, advanced / decided),
  };
}

function entriesOf({ id }: Stage, { recentEntries, pipeline }: DiagnosisInput): number {
  return recentEntries.filter((row) => pipeline.stage(row.stage).id === id).reduce((sum, { count }) => sum + count, 0);
}

function advancesOf({ id }: Stage, { recentExits, pipeline }: DiagnosisInput): number {
  return recentExits
    .filter((row) => pipeline.stage(row.stage).id === id && (row.exit === 'forward' || row.exit === 'won'))
    .reduce((sum, { count }) => sum + count, 0);
}

/** Four weeks that were wholly off had no pace. */
function perWeek(count: number, weeks: number): number {
  return weeks === 0 ? 0 : count / weeks;
}

function countByOwner(leads: readonly OpenLead[]) {
  const owners = [...new Set(leads.map(({ owner }) => owner))];
  return owners
    .map((owner) => ({ owner, stale: leads.filter((lead) => lead.owner === owner).length }))
    .sort((a, b) => b.stale - a.stale);
}

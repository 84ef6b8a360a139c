import { isTopWide } from './broken.ts';
import { bulgeIn } from './bulge.ts';
import type { Diagnosis, Finding, NoVerdict } from './finding.ts';
import { examine, findingOf, type Hop, runOf } from './hop-finding.ts';
import { type DiagnosisInput, lossesAt, staleIn } from './input.ts';
import { latestFirst, lossName, nameLeads, oldestFirst, openName } from './naming.ts';
import { rolesOf } from './roles.ts';

/** Without four weeks of history nothing is judged. */
const FEWEST_DAYS = 28;
/** A source is judged by itself from this many decisions on. */
const FEWEST_OF_SOURCE = 20;
/** Fewer losses are no collapse. */
const FEWEST_LOSSES = 3;

/**
 * The weekly diagnosis (metrics §10): the source check and the three diseases of the funnel, the one that costs most wins
 * a month first. Nothing is found that cannot name leads. A transition is confirmed only by two runs in a row, so each
 * run is given what the last one left; a bulge is what it is at once.
 *
 * Worked example: 9 decisions at the entry are fine, the other hops have fewer than 8 and no verdict; no stage holds 8
 * open leads, so there is no bulge. L06 and the two losses at the end are listed by name.
 */
export function diagnose(input: DiagnosisInput): Diagnosis {
  if (input.historyDays < FEWEST_DAYS) return { findings: [], noVerdicts: [], tooYoung: true, runs: [] };
  const { first, beforeFloor, middle, bottom } = rolesOf(input.pipeline);
  const source = examine('source', first, null, input);
  const sources = sourcesOf(input, first.id).map((name) => examine('source', first, name, input));
  const broken = beforeFloor && examine('broken', beforeFloor, null, input);
  const collapses = bottom.map((stage) => examine('collapse', stage, null, input));

  const isFound = (hop: Hop): boolean => {
    if (hop === broken) return isTopWide(input) && source.verdict !== 'confirmed';
    return hop.disease !== 'collapse' || lossesAt(input, hop.stage.id).length >= FEWEST_LOSSES;
  };
  const hops = [source, ...sources, ...(broken ? [broken] : []), ...collapses];
  const findings = [
    ...hops.filter(isFound).map((hop) => findingOf(hop, input)),
    ...middle.map((stage) => bulgeIn(stage, input)),
  ].filter((finding) => finding !== undefined);
  return {
    findings: findings.sort(byCost),
    noVerdicts: hops
      .filter(({ source: name, verdict }) => name === null && verdict === 'too_few')
      .map((hop) => noVerdictOf(hop, input)),
    tooYoung: false,
    runs: hops.map(runOf),
  };
}

/** Who to look at where nothing can be said of the rate: who stands still, and at the bottom what was lost. */
function noVerdictOf({ disease, stage, advanced, decided, target }: Hop, input: DiagnosisInput): NoVerdict {
  const stale = oldestFirst(staleIn(input, stage.id)).map(openName);
  const lost = disease === 'collapse' ? latestFirst(lossesAt(input, stage.id)).map(lossName) : [];
  const why = target ? 'too_few' : 'no_target';
  return { stage: stage.id, why, advanced, decided, named: nameLeads([...stale, ...lost]) };
}

function byCost(a: Finding, b: Finding): number {
  return (b.lostWins ?? 0) - (a.lostWins ?? 0) || rank(a) - rank(b);
}

function rank({ verdict }: Finding): number {
  return verdict === 'confirmed' ? 0 : 1;
}

function sourcesOf({ decisions, pipeline }: DiagnosisInput, stage: string): readonly string[] {
  const decided = new Map<string, number>();
  for (const row of decisions) {
    if (pipeline.stage(row.stage).id !== stage) continue;
    decided.set(row.source, (decided.get(row.source) ?? 0) + row.count);
  }
  return [...decided].filter(([, count]) => count >= FEWEST_OF_SOURCE).map(([source]) => source);
}

import type { Diagnosis } from '../analytics/diagnosis/finding.ts';
import type { Quality } from '../analytics/quality.ts';
import type { LeadId, MemberId, StageId } from '../domain/ids.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Reason } from '../domain/stage.ts';
import type { Deps } from './deps.ts';
import { type Judgement, judge } from './judgement.ts';
import { type About, keyOf } from './numbers-scope.ts';
import { type NumbersRequest, type Present, presentOf } from './present.ts';

/** What is wrong with the funnel of a team or of all. */
export interface DiagnosisView {
  readonly about: About;
  readonly quality: Quality;
  readonly diagnosis: Diagnosis;
  /** When the last weekly run was, which a verdict is confirmed by; undefined before the first. */
  readonly lastRunAt: number | undefined;
  readonly hopName: (id: StageId) => string;
  readonly stageName: (id: StageId) => string;
  readonly memberName: (id: MemberId) => string;
  readonly reasonName: (kind: Reason['kind'], code: string | null) => string | undefined;
  readonly leadName: (id: LeadId) => string | undefined;
}

/** The diagnosis as of now, measured against the last weekly run. It looks and writes nothing. */
export async function viewDiagnosis(deps: Deps, request: NumbersRequest): Promise<DiagnosisView> {
  const present = await presentOf(deps, request);
  const { about, context, memberName } = present;
  // A person's own numbers are too few for a verdict, and it is the funnel that is ill.
  if (about.kind === 'member') throw new Refusal({ code: 'team_numbers_only' });
  const last = await deps.stores.diagnoses.last(keyOf(about), present.facts.asOf);
  const { quality, diagnosis } = await judgeNow(deps, present);
  const reasons = await deps.stores.settings.reasons();
  const { pipeline } = context;
  const named = [...diagnosis.findings, ...diagnosis.noVerdicts].flatMap((one) => one.named);
  const names = new Map(named.map(({ lead, name }) => [lead, name]));
  return {
    about,
    quality,
    diagnosis,
    lastRunAt: last?.at,
    hopName: (id) => `${pipeline.stage(id).name}→${(pipeline.next(id) ?? pipeline.won).name}`,
    stageName: (id) => pipeline.stage(id).name,
    memberName,
    reasonName: (kind, code) => reasons.find((reason) => reason.kind === kind && reason.code === code)?.name,
    leadName: (id) => names.get(id),
  };
}

/** The judgement on what is known now, after the last weekly run of the same people. */
export async function judgeNow(deps: Deps, { about, scope, facts, context }: Present): Promise<Judgement> {
  const last = await deps.stores.diagnoses.last(keyOf(about), facts.asOf);
  return judge(deps, { facts, context, scope, previous: last?.runs ?? [] });
}

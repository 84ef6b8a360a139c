import type { Member } from '../domain/access.ts';
import type { AuditAction } from '../domain/audit-action.ts';
import { type StageId, stageId } from '../domain/ids.ts';
import { foldName } from '../domain/name.ts';
import { Refusal } from '../domain/refusal.ts';
import { MAX_CHECKLIST, namesOf, type Pipeline, type Stage } from '../domain/stage.ts';
import { audit, checkText, type Deps } from './deps.ts';
import { checkLabel } from './label.ts';

/** Most stages a funnel has, the won one among them: more do not fit a card, a picture or a head. */
export const MAX_STAGES = 12;

/** The stages in order, each with how many open leads are in it. */
export type StageList = readonly { readonly stage: Stage; readonly open: number }[];

export async function listStages(deps: Deps): Promise<StageList> {
  const { settings, leads } = deps.stores;
  const counts = await leads.countOpenByStage();
  return (await settings.pipeline()).stages.map((stage) => ({ stage, open: counts.get(stage.id) ?? 0 }));
}

/** The stage that goes by a name; a refusal that names those there are. */
export async function stageNamed(deps: Deps, name: string): Promise<Stage> {
  const pipeline = await deps.stores.settings.pipeline();
  const stage = pipeline.named(name);
  if (!stage) {
    throw new Refusal({ code: 'stage_unknown', typed: name, stages: pipeline.stages.map((one) => one.name) });
  }
  return stage;
}

/** Beside which stage another one goes. */
export interface Place {
  readonly side: 'before' | 'after';
  readonly of: Stage;
}

/** What may be said of a stage; what is left out stays. */
export type StageEdit = Partial<
  Pick<
    Stage,
    | 'name'
    | 'aliases'
    | 'definition'
    | 'checklist'
    | 'checklistHard'
    | 'idleLimitDays'
    | 'stayLimitDays'
    | 'expectedRate'
    | 'layer'
    | 'nextStep'
  >
>;

/** A stage after something was changed about it. */
export interface StageChange {
  readonly before: Stage;
  readonly stage: Stage;
  /** All stages as they are now. */
  readonly stages: readonly Stage[];
}

/** Changes what a stage is called or what is expected in it; nothing that is counted changes. */
export async function editStage(
  deps: Deps,
  input: { readonly by: Member; readonly stage: StageId; readonly edit: StageEdit },
): Promise<StageChange> {
  const { settings } = deps.stores;
  const pipeline = await settings.pipelineForChange();
  const before = present(pipeline, input.stage);
  const stage: Stage = { ...before, ...input.edit };
  check(pipeline, before, input.edit);
  await settings.saveStages([stage]);
  await audit(deps, input.by, 'stage.edit', { subject: stage.id });
  return { before, stage, stages: (await settings.pipeline()).stages };
}

/**
 * A new stage, before the won one unless told otherwise. Leads that have gone past its place count as having passed
 * it (metrics §3), so that what follows from their events is made anew.
 */
export async function addStage(
  deps: Deps,
  input: { readonly by: Member; readonly name: string; readonly place?: Place | undefined },
): Promise<StageChange> {
  const pipeline = await deps.stores.settings.pipelineForChange();
  if (pipeline.stages.length >= MAX_STAGES) throw new Refusal({ code: 'stages_too_many', max: MAX_STAGES });
  checkName(pipeline, undefined, input.name);
  const place = input.place ?? { side: 'before', of: pipeline.won };
  const order = [...pipeline.stages];
  const at = positionOf(order, place);
  const stage: Stage = {
    id: freshId(pipeline),
    name: input.name,
    aliases: [],
    ord: 0,
    kind: 'open',
    definition: '',
    checklist: [],
    checklistHard: false,
    idleLimitDays: null,
    stayLimitDays: null,
    expectedRate: null,
    layer: order[at - 1]?.layer ?? order[at]?.layer ?? null,
    nextStep: '',
    qualified: order[at - 1]?.qualified ?? false,
    archivedInto: null,
  };
  return reorder(deps, input.by, 'stage.add', stage, order.toSpliced(at, 0, stage));
}

/** Puts a stage elsewhere in the order; every lead's path is read anew by it. */
export async function moveStage(
  deps: Deps,
  input: { readonly by: Member; readonly stage: StageId; readonly place: Place },
): Promise<StageChange> {
  const pipeline = await deps.stores.settings.pipelineForChange();
  const stage = present(pipeline, input.stage);
  if (stage.kind === 'won') throw new Refusal({ code: 'won_stage_fixed', stage: stage.name });
  if (input.place.of.id === stage.id) throw new Refusal({ code: 'stage_into_itself', stage: stage.name });
  const others = pipeline.stages.filter(({ id }) => id !== stage.id);
  const order = others.toSpliced(positionOf(others, input.place), 0, stage);
  return reorder(deps, input.by, 'stage.order', stage, order);
}

export interface ArchivePlan {
  readonly stage: Stage;
  readonly into: Stage;
  /** Open leads that are in it. */
  readonly open: number;
}

/** What archiving a stage would do; refuses where it cannot be. */
export async function planArchive(
  deps: Deps,
  input: { readonly stage: StageId; readonly into: StageId },
): Promise<ArchivePlan> {
  const { settings, leads } = deps.stores;
  const pipeline = await settings.pipeline();
  const [stage, into] = [present(pipeline, input.stage), present(pipeline, input.into)];
  for (const { kind, name } of [stage, into]) {
    if (kind === 'won') throw new Refusal({ code: 'won_stage_fixed', stage: name });
  }
  if (stage.id === into.id) throw new Refusal({ code: 'stage_into_itself', stage: stage.name });
  return { stage, into, open: (await leads.countOpenByStage()).get(stage.id) ?? 0 };
}

/** Archives a stage: from now on, and for all that ever happened in it, it counts as `into`. */
export async function archiveStage(
  deps: Deps,
  input: { readonly by: Member; readonly stage: StageId; readonly into: StageId },
): Promise<ArchivePlan> {
  const { settings, leads, schedules } = deps.stores;
  await settings.pipelineForChange();
  const plan = await planArchive(deps, input);
  await settings.saveStages([{ ...plan.stage, archivedInto: plan.into.id }]);
  // What was narrowed to the stage goes where its leads go.
  for (const { id, filters } of await schedules.all()) {
    if (!filters.stages?.includes(plan.stage.id)) continue;
    const stages = filters.stages.map((stage) => (stage === plan.stage.id ? plan.into.id : stage));
    await schedules.change(id, { filters: { ...filters, stages: [...new Set(stages)] } });
  }
  await leads.projectAnew();
  await audit(deps, input.by, 'stage.archive', { subject: plan.stage.id });
  return plan;
}

async function reorder(
  deps: Deps,
  by: Member,
  action: AuditAction,
  before: Stage,
  order: readonly Stage[],
): Promise<StageChange> {
  const { settings, leads } = deps.stores;
  const numbered = order.map((stage, at) => ({ ...stage, ord: at + 1 }));
  await settings.saveStages(numbered);
  await leads.projectAnew();
  await audit(deps, by, action, { subject: before.id });
  const stages = numbered;
  return { before, stage: stages.find(({ id }) => id === before.id) ?? before, stages };
}

/** Where in `order` the place is; nothing comes after the won stage. */
function positionOf(order: readonly Stage[], { side, of }: Place): number {
  if (of.kind === 'won' && side === 'after') throw new Refusal({ code: 'stage_not_before_won', stage: of.name });
  return order.findIndex(({ id }) => id === of.id) + (side === 'after' ? 1 : 0);
}

/** The stage with this id; refuses one that was archived meanwhile. */
function present(pipeline: Pipeline, id: StageId): Stage {
  const stage = pipeline.stages.find((one) => one.id === id);
  if (!stage) throw new Refusal({ code: 'stage_unknown', typed: id, stages: pipeline.stages.map(({ name }) => name) });
  return stage;
}

/** An id no stage ever had and nothing goes by. */
function freshId(pipeline: Pipeline): StageId {
  for (let nth = 1; ; nth++) {
    const id = `stage_${nth}`;
    if (!pipeline.everHad(id) && !pipeline.named(id)) return stageId(id);
  }
}

const MEANINGLESS_WHEN_WON = ['checklist', 'checklistHard', 'idleLimitDays', 'stayLimitDays', 'expectedRate', 'layer'];

function check(pipeline: Pipeline, stage: Stage, edit: StageEdit): void {
  if (stage.kind === 'won' && MEANINGLESS_WHEN_WON.some((field) => field in edit)) {
    throw new Refusal({ code: 'won_stage_fixed', stage: stage.name });
  }
  if (edit.name !== undefined) checkName(pipeline, stage, edit.name);
  for (const alias of edit.aliases ?? []) checkName(pipeline, stage, alias);
  checkText('name', edit.definition);
  checkText('name', edit.nextStep);
  for (const question of edit.checklist ?? []) checkText('name', question);
  if ((edit.checklist?.length ?? 0) > MAX_CHECKLIST) {
    throw new Refusal({ code: 'checklist_too_long', max: MAX_CHECKLIST });
  }
}

/** A name that can be read in a sentence and typed, and that no other stage goes by. */
function checkName(pipeline: Pipeline, stage: Stage | undefined, name: string): void {
  checkLabel(name);
  const folded = foldName(name);
  const other = pipeline.stages.find((one) => one.id !== stage?.id && namesOf(one).some((n) => foldName(n) === folded));
  if (other) throw new Refusal({ code: 'stage_name_taken', name, stage: other.name });
}

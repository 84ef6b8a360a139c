import type { StageId } from './ids.ts';
import { foldName } from './name.ts';

/** One layer of the funnel, as the team defined it. Limits are in workdays, rates between 0 and 1. */
export interface Stage {
  readonly id: StageId;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly ord: number;
  readonly kind: 'open' | 'won';
  /** One line: what counts as this stage, in words the team agreed on. */
  readonly definition: string;
  /** What has to be known before a lead leaves it: at most {@link MAX_CHECKLIST} short questions. */
  readonly checklist: readonly string[];
  /** True when the checklist is asked before a lead may leave, not after. */
  readonly checklistHard: boolean;
  readonly idleLimitDays: number | null;
  readonly stayLimitDays: number | null;
  readonly expectedRate: number | null;
  readonly layer: 'top' | 'middle' | 'bottom' | null;
  /** What to do next, offered when a lead arrives here. */
  readonly nextStep: string;
  /** The floor of win rate, cycle and quota (metrics: "qualified"). */
  readonly qualified: boolean;
  /** Set when the stage was archived: everything that names it means that stage instead. */
  readonly archivedInto: StageId | null;
}

/** The team's stages in order. Asking for an unknown id is a bug, so it throws. */
export class Pipeline {
  readonly stages: readonly Stage[];
  readonly #byId: ReadonlyMap<StageId, Stage>;
  readonly #byName: ReadonlyMap<string, Stage>;
  /** Every name, alias and id a stage goes by, longest first. */
  readonly names: readonly string[];

  constructor(stages: readonly Stage[]) {
    this.#byId = new Map(stages.map((stage) => [stage.id, stage]));
    this.stages = stages.filter((stage) => stage.archivedInto === null).sort((a, b) => a.ord - b.ord);
    const named = this.stages.flatMap((stage) => namesOf(stage).map((name) => [name, stage] as const));
    this.names = named.map(([name]) => name).sort((a, b) => b.length - a.length);
    // The first stage to carry a name keeps it.
    this.#byName = new Map(named.reverse().map(([name, stage]) => [foldName(name), stage]));
  }

  /** The stage that counts for `id` today: itself, or what it was archived into. */
  stage(id: StageId): Stage {
    const stage = this.find(id);
    if (!stage) throw new Error(`unknown stage id: ${id}`);
    return stage;
  }

  /** As {@link stage}; undefined for an id there never was. */
  find(id: string): Stage | undefined {
    let stage = this.#byId.get(id as StageId);
    for (let hops = 0; stage?.archivedInto != null && hops < this.#byId.size; hops++) {
      stage = this.#byId.get(stage.archivedInto);
    }
    return stage;
  }

  /** True when `id` is or ever was a stage's, one that is archived included. */
  everHad(id: string): boolean {
    return this.#byId.has(id as StageId);
  }

  /** The stage a word names, whatever the width and case. */
  named(word: string): Stage | undefined {
    const folded = foldName(word);
    return folded === '' ? undefined : this.#byName.get(folded);
  }

  /** Stages a lead can be open in, in order. */
  get open(): readonly Stage[] {
    return this.stages.filter((stage) => stage.kind === 'open');
  }

  get entry(): Stage {
    const first = this.open[0];
    if (!first) throw new Error('the pipeline has no open stage');
    return first;
  }

  get won(): Stage {
    const won = this.stages.find((stage) => stage.kind === 'won');
    if (!won) throw new Error('the pipeline has no won stage');
    return won;
  }

  /** The stage after `id`, the won stage included; undefined after the last. */
  next(id: StageId): Stage | undefined {
    const { ord } = this.stage(id);
    return this.stages.find((stage) => stage.ord > ord);
  }

  /** True when `a` comes before `b`. */
  isBefore(a: StageId, b: StageId): boolean {
    return this.stage(a).ord < this.stage(b).ord;
  }

  /** Open stages `s` with `from ≤ ord(s) < to`, in order. */
  openBetween(fromOrd: number, toOrd: number): readonly Stage[] {
    return this.open.filter((stage) => stage.ord >= fromOrd && stage.ord < toOrd);
  }
}

/** Most questions of one stage: more are not answered. */
export const MAX_CHECKLIST = 3;

/** What people call a stage: its name, its aliases, its id. */
export function namesOf(stage: Stage): readonly string[] {
  return [stage.name, ...stage.aliases, stage.id];
}

/** Why a lead was lost or was never one; a closed list the team edits. */
export interface Reason {
  readonly kind: 'lost' | 'invalid';
  readonly code: string;
  readonly name: string;
  readonly ord: number;
  /** True when it can be chosen no more; leads closed with it keep it. */
  readonly archived: boolean;
}

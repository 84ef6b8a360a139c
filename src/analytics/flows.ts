import type { MemberId } from '../domain/ids.ts';
import type { Pipeline, Stage } from '../domain/stage.ts';
import type { EntryCount, ExitCount, HandoverCount } from './facts.ts';
import { sum } from './rates.ts';

/** Movements through one stage in a window, counted by real stays (metrics §5). */
export interface StageFlow {
  readonly stage: Stage;
  readonly in: {
    readonly created: number;
    readonly forward: number;
    readonly backward: number;
    readonly reopened: number;
  };
  readonly out: {
    readonly forward: number;
    readonly won: number;
    readonly lost: number;
    readonly invalid: number;
    readonly backward: number;
  };
  /** Handed over by, or to, an owner outside the scope; 0 when the scope names no owner. */
  readonly handed: { readonly in: number; readonly out: number };
  /** Stock at the start: `openAtEnd − in − handed.in + out + handed.out`, so that the identity of §5 always holds. */
  readonly openAtStart: number;
  readonly openAtEnd: number;
}

/** What moved in a window, beside the stages. */
export interface Movements {
  /** New leads, those created in the middle of the funnel by their stage. */
  readonly created: number;
  readonly createdIn: readonly { readonly stage: Stage; readonly count: number }[];
  readonly moves: number;
  /** Forward moves over at least one stage, by the stages skipped. */
  readonly skips: number;
  readonly skipped: readonly { readonly stage: Stage; readonly count: number }[];
  readonly backward: number;
  readonly backwardFromTo: readonly { readonly from: Stage; readonly to: Stage; readonly count: number }[];
  readonly reopened: number;
  readonly won: number;
  readonly lost: number;
  readonly invalid: number;
  readonly handovers: number;
}

export interface FlowFacts {
  readonly entries: readonly EntryCount[];
  readonly exits: readonly ExitCount[];
  readonly handovers: readonly HandoverCount[];
}

/** The flow through each open stage, in order; `openAtEnd` is the stock of `snapshot` at the window's end. */
export function flows(
  { entries, exits, handovers }: FlowFacts,
  openAtEnd: ReadonlyMap<Stage['id'], number>,
  { pipeline, owners }: { readonly pipeline: Pipeline; readonly owners?: ReadonlySet<MemberId> | undefined },
): readonly StageFlow[] {
  const isOurs = (owner: MemberId) => owners?.has(owner) ?? true;
  return pipeline.open.map((stage) => {
    const isHere = (row: { readonly stage: Stage['id'] }) => pipeline.stage(row.stage).id === stage.id;
    const into = (how: EntryCount['how']) => count(entries.filter((row) => isHere(row) && row.how === how));
    const out = (exit: ExitCount['exit']) => count(exits.filter((row) => isHere(row) && row.exit === exit));
    const passed = handovers.filter(isHere);
    const flow = {
      in: {
        created: into('created'),
        forward: into('forward'),
        backward: into('backward'),
        reopened: into('reopened'),
      },
      out: {
        forward: out('forward'),
        won: out('won'),
        lost: out('lost'),
        invalid: out('invalid'),
        backward: out('backward'),
      },
      handed: {
        in: count(passed.filter(({ from, to }) => isOurs(to) && !isOurs(from))),
        out: count(passed.filter(({ from, to }) => isOurs(from) && !isOurs(to))),
      },
    };
    const end = openAtEnd.get(stage.id) ?? 0;
    const gained = sum(Object.values(flow.in)) + flow.handed.in - sum(Object.values(flow.out)) - flow.handed.out;
    return { stage, ...flow, openAtStart: end - gained, openAtEnd: end };
  });
}

export function movements({ entries, exits, handovers }: FlowFacts, pipeline: Pipeline): Movements {
  const created = entries.filter(({ how }) => how === 'created');
  const moved = entries.filter(({ from }) => from !== null);
  const jumps = moved.map((row) => ({ row, over: passedOver(row, pipeline) })).filter(({ over }) => over.length > 0);
  const backward = moved.filter(({ how }) => how === 'backward');
  const out = (exit: ExitCount['exit']) => count(exits.filter((row) => row.exit === exit));
  return {
    created: count(created),
    createdIn: countByStage(
      created.map((row) => ({ stage: pipeline.stage(row.stage), count: row.count })),
      pipeline,
    ).filter(({ stage }) => stage.id !== pipeline.entry.id),
    moves: count(moved),
    skips: count(jumps.map(({ row }) => row)),
    skipped: countByStage(
      jumps.flatMap(({ row, over }) => over.map((stage) => ({ stage, count: row.count }))),
      pipeline,
    ),
    backward: count(backward),
    backwardFromTo: pipeline.open.flatMap((from) =>
      pipeline.open.flatMap((to) => {
        const rows = backward.filter(
          (row) =>
            row.from !== null && pipeline.stage(row.from).id === from.id && pipeline.stage(row.stage).id === to.id,
        );
        return rows.length === 0 ? [] : [{ from, to, count: count(rows) }];
      }),
    ),
    reopened: count(entries.filter(({ how }) => how === 'reopened')),
    won: out('won'),
    lost: out('lost'),
    invalid: out('invalid'),
    handovers: count(handovers),
  };
}

/** Share of moves that skipped or went back (metrics §10.1, `path` is the rest); null without moves. */
export function unorderlyShare(entries: readonly EntryCount[], pipeline: Pipeline): number | null {
  const { moves, skips, backward } = movements({ entries, exits: [], handovers: [] }, pipeline);
  return moves === 0 ? null : (skips + backward) / moves;
}

/** Open stages a forward move jumped over. */
function passedOver({ from, stage, how }: EntryCount, pipeline: Pipeline): readonly Stage[] {
  if (from === null || how !== 'forward') return [];
  return pipeline.openBetween(pipeline.stage(from).ord, pipeline.stage(stage).ord).slice(1);
}

function countByStage(rows: readonly { readonly stage: Stage; readonly count: number }[], pipeline: Pipeline) {
  return pipeline.open.flatMap((stage) => {
    const here = rows.filter((row) => row.stage.id === stage.id);
    return here.length === 0 ? [] : [{ stage, count: count(here) }];
  });
}

function count(rows: readonly { readonly count: number }[]): number {
  return sum(rows.map((row) => row.count));
}

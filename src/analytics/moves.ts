import type { Pipeline } from '../domain/stage.ts';
import type { EntryCount } from './facts.ts';

/** Moves between open stages, and those of them that jumped or went back (metrics §2 N6). */
export interface MoveCount {
  readonly moves: number;
  /** Forward over at least one stage. */
  readonly skips: number;
  readonly backward: number;
}

/** Counts moves; creations and reopenings are none. A skip passes a stage that is still in use between the two. */
export function movesOf(entries: readonly EntryCount[], pipeline: Pipeline): MoveCount {
  const counts = { moves: 0, skips: 0, backward: 0 };
  for (const { how, from, stage, count } of entries) {
    if (how === 'backward') counts.backward += count;
    if (how !== 'forward' && how !== 'backward') continue;
    counts.moves += count;
    const passed = from === null ? undefined : pipeline.next(from);
    if (how === 'forward' && passed && pipeline.isBefore(passed.id, stage)) counts.skips += count;
  }
  return counts;
}

/** Share of moves that skipped or went back; null without moves. */
export function unorderlyShare({ moves, skips, backward }: MoveCount): number | null {
  return moves === 0 ? null : (skips + backward) / moves;
}

import { dayOf, workdaysSince } from './calendar-2026.ts';
import type { ExpectedRun } from './year-schedules.ts';

export const MINUTE = 60_000;

/** Minutes in which the program does not run: from the first, up to the one in which it looks again. */
export interface Downtime {
  readonly from: number;
  readonly to: number;
}

/** What must become of a run. */
export type Outcome = 'on_time' | 'late' | 'newer_one' | 'too_old';

/** A run later than this counts as missed. */
const SLOW = 10 * MINUTE;
/** Kinds that are news only on their own day; all others for two workdays. */
const SAME_DAY: ReadonlySet<string> = new Set(['stale', 'todo', 'quota']);

/** When a run is first looked for: in its own minute, or when the program is back. */
export function foundAt(at: number, downtimes: readonly Downtime[]): number {
  return downtimes.find(({ from, to }) => at >= from && at < to)?.to ?? at;
}

/** What must become of a run that is found at `found`; `runs` are all of the year. */
export function outcomeOf(run: ExpectedRun, found: number, runs: readonly ExpectedRun[]): Outcome {
  if (found - run.at <= SLOW) return 'on_time';
  const isOvertaken = runs.some(({ schedule, at }) => schedule.id === run.schedule.id && at > run.at && at <= found);
  if (isOvertaken) return 'newer_one';
  const today = dayOf(found);
  const isWorth = SAME_DAY.has(run.schedule.kind) ? today === run.day : workdaysSince(run.day, today) <= 2;
  return isWorth ? 'late' : 'too_old';
}

/** Stretches without the program that do not touch, of the given lengths in minutes, at the given times. */
export function downtimesOf(wanted: readonly { readonly at: number; readonly minutes: number }[]): Downtime[] {
  const apart: Downtime[] = [];
  for (const { at, minutes } of [...wanted].sort((a, b) => a.at - b.at)) {
    if (at > (apart.at(-1)?.to ?? 0)) apart.push({ from: at, to: at + minutes * MINUTE });
  }
  return apart;
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

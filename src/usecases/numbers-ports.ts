import type { HopRun } from '../analytics/diagnosis/verdict.ts';
import type { Facts, Scope } from '../analytics/facts.ts';
import type { MemberId } from '../domain/ids.ts';
import type { Month } from '../domain/month.ts';

/** What every number is made from. */
export interface FactStore {
  /**
   * The facts as they were at an instant, of a scope: of the events there are now, those with `at < instant`. Cheap for
   * an instant after everything; for an earlier one it costs what has happened since. Ask inside one transaction
   * ({@link UnitOfWork.run}) where numbers of several questions have to agree while others write.
   */
  asOf(instant: number, scope: Scope): Promise<Facts>;
}

/** Whose numbers something kept is about: empty for everybody's, else a team or a member (`keyOf`). */
export type WhoKey = string & { readonly __who: true };

/** What was expected of a month when it was first asked for. Amounts in fen. */
export interface ForecastRecord {
  readonly who: WhoKey;
  readonly month: Month;
  readonly weightedFen: number;
  /** The part of it expected to close in the month itself. */
  readonly dueFen: number;
  readonly at: number;
}

export interface ForecastStore {
  /** Keeps a forecast unless there is one of that month already. */
  keepFirst(record: ForecastRecord): Promise<void>;
  /** The last few of months before `month`, the latest first. */
  before(who: WhoKey, month: Month, limit: number): Promise<readonly ForecastRecord[]>;
  /** Whoever had one key goes by another now. */
  rename(from: WhoKey, to: WhoKey): Promise<void>;
}

/** What is meant to be sold in a month: a number of wins, an amount in fen, or both. */
export interface Target {
  readonly who: WhoKey;
  readonly month: Month;
  readonly wins: number | null;
  readonly amountFen: number | null;
}

export interface TargetStore {
  ofMonth(month: Month): Promise<readonly Target[]>;
  /** Sets a target in place of what there was. */
  save(target: Target, by: MemberId, now: number): Promise<void>;
  remove(who: WhoKey, month: Month): Promise<void>;
  rename(from: WhoKey, to: WhoKey): Promise<void>;
}

/** How many advances a week of five working days asks for, where somebody set it. */
export interface QuotaStore {
  all(): Promise<ReadonlyMap<WhoKey, number>>;
  /** Sets it in place of what there was. */
  save(who: WhoKey, base: number, by: MemberId, now: number): Promise<void>;
  remove(who: WhoKey): Promise<void>;
  rename(from: WhoKey, to: WhoKey): Promise<void>;
}

/** What one weekly diagnosis leaves for the next. */
export interface DiagnosisRun {
  readonly at: number;
  readonly runs: readonly HopRun[];
}

export interface DiagnosisStore {
  /** The last run before an instant. */
  last(who: WhoKey, before: number): Promise<DiagnosisRun | undefined>;
  /** Keeps a run; one of the same instant stays as it is. */
  save(who: WhoKey, run: DiagnosisRun): Promise<void>;
  rename(from: WhoKey, to: WhoKey): Promise<void>;
}

import type { Scope } from '../../analytics/facts.ts';
import type { Pipeline } from '../../domain/stage.ts';
import type { Engine, Session } from '../engine.ts';

/** Where facts are read, and what the engine can do for many rows. */
export interface Reading {
  readonly on: Session;
  readonly engine: Pick<Engine, 'ids' | 'jsonRows'>;
}

/** What facts are asked for. */
export interface Question {
  readonly asOf: number;
  readonly scope: Scope;
  readonly pipeline: Pipeline;
  /** Leads that are not to be counted: their rows say more than was so at `asOf`. */
  readonly without: ReadonlySet<number>;
}

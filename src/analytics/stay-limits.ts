import type { Pipeline, Stage } from '../domain/stage.ts';
import type { Stay } from './facts.ts';
import { median } from './rates.ts';

const DAY_MS = 86_400_000;
const WORKDAYS_A_WEEK = 5;
const DAYS_A_WEEK = 7;

/** Completed stays from which a limit is proposed, and by how much it may exceed the usual. */
const ENOUGH_STAYS = 20;
const TOLERANCE = 1.5;

/** A stay limit the team's own history suggests, for people to accept: limits never change by themselves. */
export interface StayLimitProposal {
  readonly stage: Stage;
  /** Completed stays it is drawn from. */
  readonly n: number;
  /** Workdays, as is the stage's present limit. */
  readonly proposedDays: number;
}

/**
 * Proposed stay limits (metrics §8): `ceil(1.5 × median)` in workdays of the completed stays, by open stage, in order; no
 * proposal from fewer than 20. Stays are calendar time and a week has five workdays, so 14 days are 10: twenty stays of
 * two weeks each propose 15.
 */
export function stayLimitProposals(stays: readonly Stay[], pipeline: Pipeline): readonly StayLimitProposal[] {
  return pipeline.open.flatMap((stage): StayLimitProposal[] => {
    const days = stays.filter((stay) => pipeline.stage(stay.stage).id === stage.id).map(({ ms }) => ms / DAY_MS);
    const usual = days.length < ENOUGH_STAYS ? null : median(days);
    if (usual === null) return [];
    // Multiplied out before it is divided, so that whole days stay whole.
    const proposedDays = Math.max(1, Math.ceil((TOLERANCE * usual * WORKDAYS_A_WEEK) / DAYS_A_WEEK));
    return [{ stage, n: days.length, proposedDays }];
  });
}

import type { Scope } from '../../src/analytics/facts.ts';
import { stageId } from '../../src/domain/ids.ts';
import type { Database } from '../../src/store/database.ts';
import { DAY_MS } from './company.ts';
import type { Numbers, Windows } from './reference.ts';

const HORIZONS = { lead: 14, interest: 30, opp: 45, quote: 30 };

/** Loads all a weekly report needs: conversion, cohort, flows, pace, stays, losses, credits, wins and the open leads. */
export async function loadWeekly({ uow }: Database, { asOf, ...windows }: Windows, scope: Scope) {
  const { week, quarter, quarterBefore, half, month } = windows;
  const horizonMs = Object.fromEntries(
    Object.entries(HORIZONS).map(([stage, days]) => [stageId(stage), days * DAY_MS]),
  );
  return uow.read(async (stores) => {
    const facts = await stores.facts.asOf(asOf, scope);
    return {
      c1: {
        week: await facts.decisions(week),
        quarter: await facts.decisions(quarter),
        quarterBefore: await facts.decisions(quarterBefore),
        half: await facts.decisions(half),
      },
      c2: await facts.cohorts(month, horizonMs),
      open: await facts.openLeads(),
      entries: await facts.entries(week),
      exits: await facts.exits(week),
      handovers: await facts.handovers(week),
      presence: await facts.presence(week),
      stays: await facts.stays(week),
      losses: await facts.losses(week),
      lossCounts: await facts.lossCounts(quarter),
      reopened: await facts.reopened(week),
      wins: await facts.wins(quarter),
      credits: await facts.credits(week, stageId('opp')),
      lateMoves: await facts.lateMoves(week),
      lastHours: await facts.movesRecordedIn(week, [{ from: asOf - DAY_MS / 12, to: asOf }]),
    };
  });
}

/** The numbers the reference gives too, added up over owners and sources. */
export function numbersOf(weekly: Awaited<ReturnType<typeof loadWeekly>>): Numbers {
  const numbers: Record<string, number> = {};
  const add = (what: string, n: number) => {
    numbers[what] = (numbers[what] ?? 0) + n;
  };
  for (const [window, decisions] of Object.entries(weekly.c1)) {
    for (const { stage, outcome, count } of decisions) add(`c1 ${window} ${stage} ${outcome}`, count);
  }
  for (const { stage, outcome, count } of weekly.c2) add(`c2 ${stage} ${outcome}`, count);
  for (const { stage } of weekly.open) add(`open ${stage}`, 1);
  for (const { stage, how, count } of weekly.entries) add(`in ${stage} ${how}`, count);
  for (const { stage, exit, count } of weekly.exits) add(`out ${stage} ${exit}`, count);
  return numbers;
}

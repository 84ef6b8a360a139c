import type { MemberId, StageId } from '../domain/ids.ts';
import type { Pipeline, Stage } from '../domain/stage.ts';
import { c1, conversion, type Decided } from './conversion.ts';
import type { DecisionCount, EntryCount, LossCount, OpenLead } from './facts.ts';
import { type Fraction, fisherExact, sum } from './rates.ts';
import { type WinRate, winRate } from './win-rate.ts';

/** One row of a split: what came from one source, or is credited to one owner (metrics §9.1). */
export interface SplitRow<Key extends string> {
  readonly key: Key;
  /** New leads; an owner's are those first given to them. */
  readonly created: number;
  readonly hops: readonly Decided[];
  readonly winRate: WinRate;
  readonly won: number;
  readonly lost: number;
  readonly invalid: number;
  /** Stock: the present owner's. */
  readonly open: number;
  readonly openAmountFen: number;
  readonly stale: number;
}

export interface SplitFacts {
  readonly decisions: readonly DecisionCount[];
  readonly entries: readonly EntryCount[];
  readonly losses: readonly LossCount[];
  readonly open: readonly OpenLead[];
  readonly isStale: (lead: OpenLead) => boolean;
}

/** By the lead's creation source; the empty one is a row of its own. Rows add up to the team's. */
export function bySource(facts: SplitFacts, pipeline: Pipeline): readonly SplitRow<string>[] {
  return split(facts, pipeline, ({ source }) => source);
}

/** By owner: of decisions, wins and losses whoever owned the lead then, of stock whoever does now. */
export function byOwner(facts: SplitFacts, pipeline: Pipeline): readonly SplitRow<MemberId>[] {
  return split(facts, pipeline, ({ owner }) => owner);
}

type Keyed = { readonly owner: MemberId; readonly source: string };

function split<Key extends string>(
  { decisions, entries, losses, open, isStale }: SplitFacts,
  pipeline: Pipeline,
  keyOf: (row: Keyed) => Key,
): readonly SplitRow<Key>[] {
  const keys = new Set<Key>();
  for (const rows of [decisions, entries, losses, open] as const) for (const row of rows) keys.add(keyOf(row));
  const group = <Row extends Keyed>(rows: readonly Row[]) => {
    const groups = new Map<Key, Row[]>([...keys].map((key) => [key, []]));
    for (const row of rows) groups.get(keyOf(row))?.push(row);
    return (key: Key): readonly Row[] => groups.get(key) ?? [];
  };
  const [decided, entered, lostOnes, stock] = [group(decisions), group(entries), group(losses), group(open)];
  const rows = [...keys].map((key): SplitRow<Key> => {
    const mine = stock(key);
    const stale = mine.filter(isStale);
    const rate = winRate(decided(key), pipeline);
    const closed = (kind: LossCount['kind']) => sum(lostOnes(key).map((row) => (row.kind === kind ? row.count : 0)));
    return {
      key,
      created: sum(entered(key).map(({ how, count }) => (how === 'created' ? count : 0))),
      hops: conversion(decided(key), staleByHighStage(stale), pipeline),
      winRate: rate,
      won: rate.won,
      lost: closed('lost'),
      invalid: closed('invalid'),
      open: mine.length,
      openAmountFen: sum(mine.map(({ amountFen }) => amountFen ?? 0)),
      stale: stale.length,
    };
  });
  return rows.sort((a, b) => b.open + b.created - (a.open + a.created) || (a.key < b.key ? -1 : 1));
}

/** Stale leads by the highest stage they reached: what {@link conversion} wants for its pessimistic rate. */
export function staleByHighStage(stale: readonly OpenLead[]): Readonly<Record<StageId, number>> {
  const counts: Record<StageId, number> = {};
  for (const { highStage } of stale) counts[highStage] = (counts[highStage] ?? 0) + 1;
  return counts;
}

/** A rep whose rate on one hop differs from everybody else's by more than chance. */
export interface Outlier {
  readonly owner: MemberId;
  readonly stage: Stage;
  readonly rep: Fraction;
  readonly rest: Fraction;
  readonly p: number;
}

const OUTLIER_P = 0.01;
const OUTLIER_N = 20;

/**
 * Reps to look at (metrics §9.1): Fisher's exact test against the rest, two-sided p < 0.01, and at least 20 decisions of
 * their own. 1/20 against 30/80 is one (p = 0.0056), 2/20 is not (0.018). For the manager and that rep only.
 */
export function outliers(rows: readonly SplitRow<MemberId>[], pipeline: Pipeline): readonly Outlier[] {
  return pipeline.open.flatMap((stage) => {
    const rates = rows.map(({ key, hops }) => {
      const hop = hops.find((one) => one.stage.id === stage.id);
      return { owner: key, rep: hop ? c1(hop) : { k: 0, n: 0 } };
    });
    const all = { k: sum(rates.map(({ rep }) => rep.k)), n: sum(rates.map(({ rep }) => rep.n)) };
    return rates.flatMap(({ owner, rep }): Outlier[] => {
      const rest = { k: all.k - rep.k, n: all.n - rep.n };
      if (rep.n < OUTLIER_N || rest.n === 0) return [];
      const p = fisherExact(rep, rest);
      return p < OUTLIER_P ? [{ owner, stage, rep, rest, p }] : [];
    });
  });
}

import type { MemberId } from '../../domain/ids.ts';
import type { Loss, OpenLead } from '../facts.ts';
import type { NamedLead, NextStep, OwnerStep } from './finding.ts';

/** Leads a finding names at most. */
const MOST_NAMED = 5;

/** The first few of `candidates`, each once. */
export function nameLeads(candidates: readonly NamedLead[]): readonly NamedLead[] {
  const byLead = new Map(candidates.toReversed().map((named) => [named.lead, named]));
  const inOrder = new Set(candidates.map(({ lead }) => byLead.get(lead)));
  return [...inOrder].filter((named) => named !== undefined).slice(0, MOST_NAMED);
}

export function openName({ id: lead, name, owner }: OpenLead): NamedLead {
  return { lead, name, owner, state: 'open' };
}

export function lossName({ lead, name, owner, kind: state }: Loss): NamedLead {
  return { lead, name, owner, state };
}

/** Longest in the stage first. */
export function oldestFirst(leads: readonly OpenLead[]): readonly OpenLead[] {
  return leads.toSorted((a, b) => a.enteredAt - b.enteredAt || a.id - b.id);
}

/** Latest first. */
export function latestFirst(losses: readonly Loss[]): readonly Loss[] {
  return losses.toSorted((a, b) => b.at - a.at || a.lead - b.lead);
}

/** One step for each owner named, in the order of the names. */
export function stepsFor(named: readonly NamedLead[], stepOf: (owner: MemberId) => NextStep): readonly OwnerStep[] {
  const owners = [...new Set(named.map(({ owner }) => owner))];
  return owners.map((owner) => ({
    owner,
    step: stepOf(owner),
    leads: named.filter((one) => one.owner === owner).map(({ lead }) => lead),
  }));
}

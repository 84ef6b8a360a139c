import { type LeadId, leadId, memberId, stageId } from '../../src/domain/ids.ts';
import type { Lead } from '../../src/domain/lead.ts';
import type { LeadEvent } from '../../src/domain/lead-event.ts';
import type { LeadStore } from '../../src/usecases/ports.ts';
import { changeOf, type Step } from './history.ts';
import { instant } from './instant.ts';

/** Writes a history step by step, each change by itself as in real life, and gives the lead as the store left it. */
export async function writeHistory(leads: LeadStore, steps: readonly Step[], id?: LeadId): Promise<Lead> {
  let lead = id === undefined ? undefined : await leads.byId(id);
  for (const step of steps) {
    const log: readonly LeadEvent[] = lead ? await leads.events(lead.id) : [];
    const { drafts, now } = changeOf(step, log);
    lead = await leads.append(lead, drafts, now);
  }
  if (!lead) throw new Error('a history has at least one step');
  return lead;
}

/** A new open lead in its first stage, for tests that only need one. */
export async function writeLead(
  leads: LeadStore,
  name: string,
  rest: { owner?: string; stage?: string; phone?: string; on?: string } = {},
): Promise<Lead> {
  const { owner = 'zhang', stage = 'lead', on = '06-01', ...fields } = rest;
  const fact = { type: 'created', to: stageId(stage), name, owner: memberId(owner), ...fields } as const;
  return leads.append(undefined, [{ fact, actor: memberId(owner), at: instant(on) }], instant(on));
}

export const NOBODY = leadId(999_999);

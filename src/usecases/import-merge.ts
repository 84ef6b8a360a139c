import type { LeadId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import type { LeadFact } from '../domain/lead-event.ts';
import { type Deps, MAX_TEXT_LENGTH } from './deps.ts';
import { IMPORT_ACTOR, type ImportedLead } from './import-row.ts';

/**
 * Adds what a row knows of a customer to the lead that is the same one: what is empty is filled in, a note is added to
 * the one there is, and an open lead without a plan gets the row's. Its name, owner, stage and clocks stay as they are.
 */
export async function mergeRow(deps: Deps, into: LeadId, { history }: ImportedLead): Promise<void> {
  const lead = await deps.stores.leads.byId(into);
  if (!lead) throw new Error('the lead to merge into is gone');
  const facts = history.events.flatMap(({ fact }) => additionsOf(fact, lead));
  if (facts.length === 0) return;
  const at = Math.max(deps.now, lead.lastEventAt);
  const drafts = facts.map((fact) => ({ fact, actor: IMPORT_ACTOR, at }));
  await deps.stores.leads.append(lead, drafts, deps.now);
}

function additionsOf(fact: LeadFact, lead: Lead): readonly LeadFact[] {
  switch (fact.type) {
    case 'created':
      return [...editsOf(fact, lead), ...amountOf(fact.amountFen, lead)];
    case 'next_step_set':
      return lead.state === 'open' && lead.nextOn === null ? [fact] : [];
    default:
      return [];
  }
}

function editsOf({ contact, phone, note }: Extract<LeadFact, { type: 'created' }>, lead: Lead): readonly LeadFact[] {
  const isNews = note !== undefined && !lead.note.includes(note);
  const both = lead.note === '' ? note : `${lead.note}\n${note}`;
  const fits = [...(both ?? '')].length <= MAX_TEXT_LENGTH;
  const edits = {
    ...(contact !== undefined && lead.contact === '' && { contact }),
    ...(phone !== undefined && lead.phone === '' && { phone }),
    ...(isNews && fits && both !== undefined && { note: both }),
  };
  return [
    ...(Object.keys(edits).length > 0 ? [{ type: 'edited', ...edits } as const] : []),
    // A note there is no room for is still part of the history.
    ...(isNews && !fits ? [{ type: 'touched', text: note } as const] : []),
  ];
}

function amountOf(amountFen: number | undefined, lead: Lead): readonly LeadFact[] {
  return amountFen !== undefined && lead.amountFen === null ? [{ type: 'amount_changed', amountFen }] : [];
}

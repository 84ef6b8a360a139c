import type { Member } from '../domain/access.ts';
import type { LeadId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import type { LeadFact } from '../domain/lead-event.ts';
import { isAmountFen } from '../domain/money.ts';
import { foldName } from '../domain/name.ts';
import { Refusal } from '../domain/refusal.ts';
import { audit, checkText, type Deps, MAX_TEXT_LENGTH, ownLead } from './deps.ts';
import type { EventDraft } from './ports.ts';

/** What can be put right about a lead; an empty text clears the field. */
export interface LeadEdits {
  readonly name?: string | undefined;
  readonly contact?: string | undefined;
  readonly phone?: string | undefined;
  readonly note?: string | undefined;
  readonly amountFen?: number | undefined;
}

export type EditedField = keyof LeadEdits;

export interface Edited {
  readonly before: Lead;
  readonly lead: Lead;
  /** The fields that are different now, in the order they are shown. */
  readonly changed: readonly EditedField[];
}

const FIELDS = ['name', 'amountFen', 'contact', 'phone', 'note'] as const satisfies readonly EditedField[];

/**
 * Puts right what is known of a lead, open or closed, as one change. Stage and clocks stay as they are, and so does the
 * source (metrics §1.2). `how`: `replace` what is there; `complete` only fills what is empty, and adds to the note.
 */
export async function editLead(
  deps: Deps,
  input: {
    readonly by: Member;
    readonly lead: LeadId;
    readonly edits: LeadEdits;
    readonly how?: 'replace' | 'complete' | undefined;
    /** Something named that is not changed this way. */
    readonly fixed?: 'source' | 'stage' | 'owner' | undefined;
  },
): Promise<Edited> {
  const before = await ownLead(deps, input.by, input.lead);
  if (input.fixed !== undefined) throw new Refusal({ code: 'not_editable', lead: before, field: input.fixed });
  const asked = tidied(input.edits);
  check(asked);
  const edits = input.how === 'complete' ? completing(before, asked) : asked;
  const changed = FIELDS.filter((field) => edits[field] !== undefined && edits[field] !== before[field]);
  if (changed.length === 0) {
    const isAsked = FIELDS.some((field) => asked[field] !== undefined);
    throw new Refusal({ code: isAsked ? 'nothing_changed' : 'nothing_to_edit', lead: before });
  }
  if (edits.note !== undefined) checkText('text', edits.note);
  const lead = await deps.stores.leads.append(before, draftsOf(deps, input.by, edits, changed), deps.now);
  await audit(deps, input.by, 'lead.edit', { lead: lead.id });
  return { before, lead, changed };
}

/** Names are one line, as when the lead was made. */
function tidied(edits: LeadEdits): LeadEdits {
  const line = (text: string | undefined) => text?.replace(/\s+/g, ' ').trim();
  return { ...edits, name: line(edits.name), contact: line(edits.contact), phone: line(edits.phone) };
}

function check({ name, contact, phone, note, amountFen }: LeadEdits): void {
  for (const text of [name, contact, phone]) checkText('name', text);
  checkText('text', note);
  if (name !== undefined && foldName(name) === '') throw new Refusal({ code: 'name_empty' });
  if (amountFen !== undefined && !isAmountFen(amountFen)) throw new Refusal({ code: 'bad_amount' });
}

/** Only what is not known yet; a note is added below the one there is, as long as both fit. */
function completing(lead: Lead, { contact, phone, note, amountFen }: LeadEdits): LeadEdits {
  const isKnown = note === undefined || lead.note.includes(note);
  const both = lead.note === '' ? note : `${lead.note}\n${note}`;
  if (!isKnown && [...(both ?? '')].length > MAX_TEXT_LENGTH) {
    throw new Refusal({ code: 'text_too_long', what: 'text', max: MAX_TEXT_LENGTH });
  }
  return {
    ...(lead.contact === '' && { contact }),
    ...(lead.phone === '' && { phone }),
    ...(lead.amountFen === null && { amountFen }),
    ...(!isKnown && { note: both }),
  };
}

function draftsOf(deps: Deps, by: Member, edits: LeadEdits, changed: readonly EditedField[]): EventDraft[] {
  const has = (field: EditedField) => changed.includes(field);
  const { name, contact, phone, note, amountFen } = edits;
  const edited: LeadFact = {
    type: 'edited',
    ...(has('name') && name !== undefined && { name }),
    ...(has('contact') && contact !== undefined && { contact }),
    ...(has('phone') && phone !== undefined && { phone }),
    ...(has('note') && note !== undefined && { note }),
  };
  const facts: LeadFact[] = [
    ...(changed.some((field) => field !== 'amountFen') ? [edited] : []),
    ...(has('amountFen') && amountFen !== undefined ? [{ type: 'amount_changed', amountFen } as const] : []),
  ];
  return facts.map((fact) => ({ fact, actor: by.id, at: deps.now }));
}

import { accessTo, type Member } from '../domain/access.ts';
import type { AuditAction } from '../domain/audit-action.ts';
import type { LeadId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Pipeline } from '../domain/stage.ts';
import type { AuditEntry, Stores } from './ports.ts';

/** What every use-case works with: the stores of one transaction, and one instant that is "now" throughout. */
export interface Deps {
  readonly stores: Stores;
  /** UTC ms. */
  readonly now: number;
  readonly timeZone: string;
  readonly joining: Joining;
  /** Names of the configured group webhooks; none when absent. */
  readonly webhooks?: readonly string[];
  /** Whether there is an app just now that can make groups; none when absent. */
  readonly opensGroups?: () => boolean;
}

/** Who may become a member by writing to the bot. Userids are lower-cased. */
export interface Joining {
  readonly open: boolean;
  readonly admins: ReadonlySet<string>;
}

/** Longest customer name and longest free text we keep, in characters. */
export const MAX_NAME_LENGTH = 100;
export const MAX_TEXT_LENGTH = 2000;

/** The lead, if `actor` may read and change it; otherwise a refusal that names no more than the owner. */
export async function ownLead(deps: Deps, actor: Member, id: LeadId): Promise<Lead> {
  const lead = await deps.stores.leads.byId(id);
  if (!lead || lead.state === 'void' || lead.state === 'merged') throw new Refusal({ code: 'lead_gone', id });
  if (lead.owner === actor.id || actor.role === 'admin') return lead;
  const owner = await deps.stores.members.byId(lead.owner);
  if (accessTo(actor, { id: lead.owner, team: owner?.team ?? null }) !== 'full') {
    throw new Refusal({ code: 'not_owner', lead, owner: owner?.name ?? lead.owner });
  }
  return lead;
}

/** As {@link ownLead}, and the lead must be open. */
export async function ownOpenLead(deps: Deps, actor: Member, id: LeadId): Promise<Lead> {
  const lead = await ownLead(deps, actor, id);
  if (lead.state !== 'open') throw new Refusal({ code: 'closed', lead, kind: closeKindOf(lead) });
  return lead;
}

export function closeKindOf(lead: Lead): 'won' | 'lost' | 'invalid' {
  return lead.state === 'won' || lead.state === 'lost' ? lead.state : 'invalid';
}

/** Refuses to give leads to somebody who left. */
export function checkPresent(member: Member): void {
  if (member.leftAt !== undefined) throw new Refusal({ code: 'member_left', name: member.name });
}

/** Refuses text longer than we keep, so that nothing is ever cut silently. */
export function checkText(what: 'name' | 'text', text: string | undefined): void {
  const max = what === 'name' ? MAX_NAME_LENGTH : MAX_TEXT_LENGTH;
  if (text !== undefined && [...text].length > max) throw new Refusal({ code: 'text_too_long', what, max });
}

export function audit(
  deps: Deps,
  actor: Member,
  action: AuditAction,
  on: Partial<Pick<AuditEntry, 'lead' | 'subject'>>,
) {
  return deps.stores.audit.record({
    at: deps.now,
    actor: actor.id,
    action,
    lead: on.lead ?? null,
    subject: on.subject ?? null,
  });
}

export function pipelineOf(deps: Deps): Promise<Pipeline> {
  return deps.stores.settings.pipeline();
}

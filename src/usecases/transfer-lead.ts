import type { Member } from '../domain/access.ts';
import type { LeadId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Stage } from '../domain/stage.ts';
import { audit, checkPresent, checkText, type Deps, ownLead, pipelineOf } from './deps.ts';

export interface Transferred {
  readonly lead: Lead;
  readonly stage: Stage;
  readonly from: Pick<Member, 'id' | 'name' | 'userid'>;
  readonly to: Member;
  readonly by: Member;
  readonly note: string | undefined;
}

/**
 * Gives a lead to another owner, open or closed. Whoever may change a lead may give it away: its owner, the manager of
 * the owner's team, an admin; to anybody who is still there, of whatever team. Stage and clocks stay as they are.
 */
export async function transferLead(
  deps: Deps,
  input: {
    readonly by: Member;
    readonly lead: LeadId;
    readonly to: Member;
    readonly note?: string | undefined;
  },
): Promise<Transferred> {
  const { by, to, note } = input;
  const lead = await ownLead(deps, by, input.lead);
  checkPresent(to);
  checkText('text', note);
  if (to.id === lead.owner) throw new Refusal({ code: 'already_owner', lead, owner: to.name });
  const from = await deps.stores.members.byId(lead.owner);
  const fact = { type: 'owner_changed', owner: to.id, ...(note !== undefined && { note }) } as const;
  const given = await deps.stores.leads.append(lead, [{ fact, actor: by.id, at: deps.now }], deps.now);
  await audit(deps, by, 'lead.transfer', { lead: lead.id, subject: to.id });
  return {
    lead: given,
    stage: (await pipelineOf(deps)).stage(given.stage),
    from: from ?? { id: lead.owner, name: lead.owner, userid: null },
    to,
    by,
    note,
  };
}

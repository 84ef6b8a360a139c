import type { Member } from '../domain/access.ts';
import type { LeadId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import { Refusal } from '../domain/refusal.ts';
import { audit, closeKindOf, type Deps, ownLead } from './deps.ts';

/** Two leads that are one customer, before anything is done. */
export interface MergePair {
  readonly into: Lead;
  readonly from: Lead;
}

/**
 * The two leads somebody wants to make one, if they may. Both have to be theirs to change, and an open lead does not
 * go into a closed one, where it would be as good as closed.
 */
export async function mergePair(
  deps: Deps,
  input: { readonly by: Member; readonly into: LeadId; readonly from: LeadId },
): Promise<MergePair> {
  const into = await ownLead(deps, input.by, input.into);
  const from = await ownLead(deps, input.by, input.from);
  if (into.id === from.id) throw new Refusal({ code: 'merge_same', lead: into });
  if (into.state !== 'open' && from.state === 'open') {
    throw new Refusal({ code: 'merge_into_closed', lead: from, into, kind: closeKindOf(into) });
  }
  return { into, from };
}

/**
 * Merges `from` into `into`, which stays, with its name, owner and amount (metrics §2, N4). Both histories are kept, so
 * that taking it back restores both.
 */
export async function mergeLeads(
  deps: Deps,
  input: { readonly by: Member; readonly into: LeadId; readonly from: LeadId },
): Promise<MergePair> {
  const { into, from } = await mergePair(deps, input);
  // Not before anything either of them lived through, whatever a clock that was set back says.
  const at = Math.max(deps.now, into.lastEventAt, from.lastEventAt);
  const fact = { type: 'merged_into', into: into.id } as const;
  const gone = await deps.stores.leads.append(from, [{ fact, actor: input.by.id, at }], deps.now);
  await audit(deps, input.by, 'lead.merge', { lead: from.id, subject: String(into.id) });
  return { into: (await deps.stores.leads.byId(into.id)) ?? into, from: gone };
}

import { accessTo, type Member } from '../domain/access.ts';
import type { Lead } from '../domain/lead.ts';
import type { LeadFact } from '../domain/lead-event.ts';
import { isAmountFen } from '../domain/money.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Stage } from '../domain/stage.ts';
import { audit, checkText, type Deps, pipelineOf } from './deps.ts';
import type { LeadMatch } from './ports.ts';

/** Duplicates named in the warning at most. */
const MAX_DUPLICATES = 5;

export interface NewLead {
  readonly by: Member;
  readonly name: string;
  readonly source?: string | undefined;
  readonly amountFen?: number | undefined;
  readonly contact?: string | undefined;
  readonly phone?: string | undefined;
  readonly stage?: Stage | undefined;
  readonly note?: string | undefined;
}

/** Creates a lead owned by who types it, in the first stage unless told otherwise. */
export async function createLead(deps: Deps, input: NewLead): Promise<{ lead: Lead; stage: Stage }> {
  const { by, source, amountFen, contact, phone, note } = input;
  // A name is one line; how it is spaced says nothing.
  const name = input.name.replace(/\s+/g, ' ').trim();
  for (const text of [name, source, contact, phone]) checkText('name', text);
  checkText('text', note);
  if (amountFen !== undefined && !isAmountFen(amountFen)) throw new Refusal({ code: 'bad_amount' });
  const stage = input.stage ?? (await pipelineOf(deps)).entry;
  const fact: LeadFact = {
    type: 'created',
    to: stage.id,
    name,
    owner: by.id,
    ...(source !== undefined && { source }),
    ...(amountFen !== undefined && { amountFen }),
    ...(contact !== undefined && { contact }),
    ...(phone !== undefined && { phone }),
    ...(note !== undefined && { note }),
  };
  const lead = await deps.stores.leads.append(undefined, [{ fact, actor: by.id, at: deps.now }], deps.now);
  await audit(deps, by, 'lead.create', { lead: lead.id });
  return { lead, stage };
}

export interface Duplicate {
  readonly match: LeadMatch;
  readonly stageName: string;
  /** True when the person asking may see more of it than name and owner. */
  readonly full: boolean;
}

/** Leads that are probably the same customer: same normalised name or same phone, open or closed. */
export async function likelyDuplicates(
  deps: Deps,
  input: { readonly by: Member; readonly name: string; readonly phone?: string | undefined },
): Promise<readonly Duplicate[]> {
  const byName = (await deps.stores.leads.byNames([input.name])).map(({ match }) => match);
  const byPhone = input.phone === undefined ? [] : await deps.stores.leads.byPhone(input.phone);
  const unique = new Map([...byName, ...byPhone].map((match) => [match.id, match]));
  const pipeline = await pipelineOf(deps);
  return [...unique.values()].slice(0, MAX_DUPLICATES).map((match) => ({
    match,
    stageName: pipeline.stage(match.stage).name,
    full: accessTo(input.by, { id: match.owner, team: match.ownerTeam }) === 'full',
  }));
}

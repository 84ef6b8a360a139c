import type { Member } from '../domain/access.ts';
import type { Lead } from '../domain/lead.ts';
import { Refusal } from '../domain/refusal.ts';
import { audit, checkPresent, type Deps } from './deps.ts';

/** Leads looked up at once while they are handed over. */
const PAGE = 200;
/** Leads named to whoever gets them; the rest is a number. */
const LEADS_NAMED = 5;

/** Who hands over to whom, and by whose decision. */
export interface HandOver {
  readonly by: Member;
  readonly from: Member;
  readonly to: Member;
}

export interface HandedOver extends HandOver {
  /** How many open leads there are, or were. */
  readonly count: number;
  /** The longest untouched of them. */
  readonly leads: readonly Lead[];
}

/** What handing over would move, so that it can be confirmed. Changes nothing. */
export async function planHandOver(deps: Deps, { by, from, to }: HandOver): Promise<HandedOver> {
  check(from, to);
  const { leads } = deps.stores;
  const count = await leads.countOpenOf(from.id, undefined);
  return { by, from, to, count, leads: await leads.openOf(from.id, undefined, LEADS_NAMED) };
}

/**
 * Gives all open leads of one member to another, each as a change of its own to that lead, so that every history says
 * so and one lead can be given on or back. Stages, clocks and planned steps stay as they are; closed leads stay with
 * whoever closed them.
 */
export async function handOver(deps: Deps, { by, from, to }: HandOver): Promise<HandedOver> {
  check(from, to);
  const { leads } = deps.stores;
  const named: Lead[] = [];
  let count = 0;
  for (let before = -1; before < count; ) {
    before = count;
    for (const { id } of await leads.openOf(from.id, undefined, PAGE)) {
      // Asked again one by one: that holds the lead until the end.
      const lead = await leads.byId(id);
      if (lead?.state !== 'open' || lead.owner !== from.id) continue;
      const fact = { type: 'owner_changed', owner: to.id } as const;
      const given = await leads.append(lead, [{ fact, actor: by.id, at: deps.now }], deps.now);
      await audit(deps, by, 'lead.transfer', { lead: lead.id, subject: to.id });
      if (named.length < LEADS_NAMED) named.push(given);
      count++;
    }
  }
  if (count > 0) await audit(deps, by, 'member.handover', { subject: from.id });
  return { by, from, to, count, leads: named };
}

function check(from: Member, to: Member): void {
  checkPresent(to);
  if (from.id === to.id) throw new Refusal({ code: 'handover_same', name: to.name });
}

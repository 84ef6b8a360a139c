import type { MemberId } from '../domain/ids.ts';
import type { Lead } from '../domain/lead.ts';
import type { LeadEvent, LeadFact } from '../domain/lead-event.ts';
import type { Deps } from './deps.ts';

/** Leads read at a time. */
const PAGE = 1000;

/** One event of a lead, with what its ids mean. */
export interface ExportedEvent {
  readonly lead: Lead;
  readonly event: LeadEvent;
  /** Null for what the bot or an import did. */
  readonly actorName: string | null;
  readonly fromName: string | null;
  readonly toName: string | null;
  readonly ownerName: string | null;
  readonly reasonName: string | null;
  /** True when it was taken back later. */
  readonly isUndone: boolean;
}

/** What happened to leads, lead by lead, each from its beginning; of certain owners, or all. */
export async function* exportHistory(deps: Deps, owners?: ReadonlySet<MemberId>): AsyncGenerator<ExportedEvent> {
  const { leads, members, settings } = deps.stores;
  const [pipeline, reasons] = [await settings.pipeline(), await settings.reasons()];
  const people = new Map((await members.all()).map(({ id, name }) => [id, name]));
  const stageName = (id: Parameters<typeof pipeline.stage>[0] | undefined) =>
    id === undefined ? null : pipeline.stage(id).name;
  const reasonName = (fact: LeadFact) =>
    fact.type === 'closed'
      ? (reasons.find(({ kind, code }) => kind === fact.kind && code === fact.reason)?.name ?? null)
      : null;
  for (let after = 0; ; ) {
    const page = await leads.leadsAfter(after, PAGE, owners);
    for (const lead of page) {
      const events = await leads.events(lead.id);
      const undone = new Set(events.flatMap(({ fact }) => (fact.type === 'voided' ? [fact.target] : [])));
      for (const event of events) {
        const { fact, actor, id } = event;
        yield {
          lead,
          event,
          actorName: people.get(actor) ?? null,
          fromName: stageName('from' in fact ? fact.from : undefined),
          toName: stageName('to' in fact ? fact.to : undefined),
          ownerName: 'owner' in fact ? (people.get(fact.owner) ?? fact.owner) : null,
          reasonName: reasonName(fact),
          isUndone: undone.has(id),
        };
      }
    }
    if (page.length < PAGE) return;
    after = page.at(-1)?.id ?? after;
  }
}

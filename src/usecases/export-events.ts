import type { LeadId, MemberId } from '../domain/ids.ts';
import type { Deps } from './deps.ts';
import { writeEventLine } from './event-line.ts';
import { memberAsWritten } from './event-members.ts';

/** Events, or leads, read at a time. */
const PAGE = 2000;

/**
 * Everything that ever happened, one event a line in the order it was written down: what `importEvents` reads. With
 * `owners` only what happened to the leads they own now, lead by lead.
 */
export async function* exportEvents(deps: Deps, owners?: ReadonlySet<MemberId>): AsyncGenerator<string> {
  const { stores, timeZone } = deps;
  const member = memberAsWritten(await stores.members.all());
  const naming = { lead: (id: number) => `L${id}`, member };
  if (owners) {
    for await (const id of leadsOf(deps, owners)) {
      for (const event of await stores.leads.events(id)) yield writeEventLine(event, naming, timeZone);
    }
    return;
  }
  for (let after = 0; ; ) {
    const events = await stores.leads.eventsAfter(after, PAGE);
    for (const event of events) yield writeEventLine(event, naming, timeZone);
    if (events.length < PAGE) return;
    after = events.at(-1)?.id ?? after;
  }
}

async function* leadsOf({ stores }: Deps, owners: ReadonlySet<MemberId>): AsyncGenerator<LeadId> {
  for (let after = 0; ; ) {
    const page = await stores.leads.leadsAfter(after, PAGE, owners);
    for (const { id } of page) yield id;
    if (page.length < PAGE) return;
    after = page.at(-1)?.id ?? after;
  }
}

import type { Deps } from './deps.ts';
import { writeEventLine } from './event-line.ts';
import { memberAsWritten } from './event-members.ts';

/** Events read at a time. */
const PAGE = 2000;

/**
 * Everything that ever happened, one event a line in the order it was written down: what `importEvents` reads.
 */
export async function* exportEvents({ stores, timeZone }: Deps): AsyncGenerator<string> {
  const member = memberAsWritten(await stores.members.all());
  const naming = { lead: (id: number) => `L${id}`, member };
  for (let after = 0; ; ) {
    const events = await stores.leads.eventsAfter(after, PAGE);
    for (const event of events) yield writeEventLine(event, naming, timeZone);
    if (events.length < PAGE) return;
    after = events.at(-1)?.id ?? after;
  }
}

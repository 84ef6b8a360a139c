import { leadId, memberId } from '../../src/domain/ids.ts';
import type { Database } from '../../src/store/database.ts';
import type { Stores } from '../../src/usecases/ports.ts';
import { leadName, ownerOf } from '../support/lead-database.ts';

/** One thing that is asked of the store for a message, for one lead; `serial` is new each time. */
export type Operation = (database: Database, lead: number, serial: number) => Promise<unknown>;

const read =
  (ask: (stores: Stores, lead: number) => Promise<unknown>): Operation =>
  ({ uow }, lead) =>
    uow.read((stores) => ask(stores, lead));

/** What the commands of a working day ask most. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  byId: read(({ leads }, lead) => leads.byId(leadId(lead))),
  byNames: read(({ leads }, lead) => leads.byNames([`${leadName(lead)} x`, leadName(lead)])),
  searchPrefix: read(({ leads }, lead) => leads.search(leadName(lead).slice(0, -1), 6)),
  openOf: read(({ leads }, lead) => leads.openOf(memberId(ownerOf(lead)), undefined, 10)),
  events: read(({ leads }, lead) => leads.events(leadId(lead))),
  move: ({ uow }, lead, serial) =>
    uow.once(`bench/${serial}`, Date.now(), async ({ leads, settings }) => {
      const before = await leads.byId(leadId(lead));
      const [, low, high] = (await settings.pipeline()).open.map(({ id }) => id);
      if (!before || low === undefined || high === undefined) throw new Error('no such lead');
      const [from, to] = [before.stage, before.stage === high ? low : high];
      const now = Date.now();
      await leads.append(before, [{ fact: { type: 'moved', from, to }, actor: before.owner, at: now }], now);
      return { moved: lead };
    }),
};

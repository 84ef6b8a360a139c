import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leadId, memberId, stageId } from '../../../src/domain/ids.ts';
import type { LeadEvent, LeadFact } from '../../../src/domain/lead-event.ts';
import type { LocalDay } from '../../../src/domain/period.ts';
import { project } from '../../../src/domain/projection.ts';
import type { LeadStore } from '../../../src/usecases/ports.ts';
import { decisionLine, visitLine } from '../fact-lines.ts';
import { HAND_HISTORIES } from '../hand-histories.ts';
import { changeOf, created, eventsOf } from '../history.ts';
import { instant } from '../instant.ts';
import { SEED } from '../property-seed.ts';
import { beats, playInto } from '../random-history.ts';
import { seedPipeline } from '../seed.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';
import { storedFacts } from '../stored-facts.ts';
import { writeHistory, writeLead } from '../stored-leads.ts';

export function describeAppend(store: StoreUnderTest): void {
  describe('append', () => {
    const open = useStore(store);

    it.each(HAND_HISTORIES.map((history) => [history.title, history] as const))('%s', async (_, history) => {
      const lead = await open.run(({ leads }) => writeHistory(leads, history.steps));
      const stored = await storedFacts(open.db, lead.id);
      expect({
        state: stored.lead?.state,
        stage: stored.lead?.stage,
        visits: stored.visits.map(visitLine),
        decisions: stored.decisions.map(decisionLine),
      }).toEqual({
        state: history.state,
        stage: history.stage,
        visits: history.visits,
        decisions: history.decisions,
      });
      expect(stored.lead).toEqual(lead);
    });

    it.each(HAND_HISTORIES.map((history) => [history.title, history] as const))(
      '%s, when it is written as one change',
      async (_, { steps }) => {
        const plain = steps.filter(({ facts }) => facts !== 'undo');
        const { id } = await open.run(({ leads }) => {
          const drafts = plain.flatMap((step) => changeOf(step, []).drafts);
          return leads.append(undefined, drafts, instant('06-30'));
        });
        const events = await open.run(({ leads }) => leads.events(id));
        expect(events.every(({ change }) => change === events[0]?.id)).toBe(true);
        await expectProjected(open.db, id);
      },
    );

    it('projects a random history as if all its events were read at once', async () => {
      await fc.assert(
        fc.asyncProperty(beats, async (life) => {
          const log = await playInto(life, seedPipeline, (before, drafts, now) =>
            open.run(async ({ leads }) => {
              const [creation] = before;
              const lead = await leads.append(creation && (await leads.byId(creation.lead)), drafts, now);
              return leads.events(lead.id);
            }),
          );
          const [creation] = log;
          if (creation) await expectProjected(open.db, creation.lead);
        }),
        { seed: SEED, numRuns: store.histories },
      );
    });

    it('gives every field of every fact back as it was written', async () => {
      const facts: LeadFact[] = [
        {
          type: 'created',
          to: stageId('lead'),
          name: "“A” \\ B's 100%_\n🚀",
          owner: memberId('zhang'),
          source: '官网',
          amountFen: 10_000_000_000_000,
          contact: 'Ms Wu',
          phone: '+86 138 0013 8000',
          note: '',
        },
        { type: 'moved', from: stageId('lead'), to: stageId('opp'), note: 'why', evidence: { 预算: '50万', n: '' } },
        { type: 'closed', from: stageId('opp'), kind: 'lost', reason: 'price', recallOn: '2026-09-01' as LocalDay },
        { type: 'reopened', to: stageId('lead'), note: 'again' },
        { type: 'owner_changed', owner: memberId('~王五') },
        { type: 'amount_changed', amountFen: 0 },
        { type: 'edited', name: 'C', contact: '', phone: '', note: 'n' },
        { type: 'touched', text: 'line 1\nline 2' },
        { type: 'next_step_set', on: '2026-07-01' as LocalDay, text: 'visit' },
        { type: 'next_step_set', on: '2026-07-02' as LocalDay },
        { type: 'snoozed', until: '2026-07-03' as LocalDay },
        { type: 'closed', from: stageId('lead'), kind: 'won', note: 'signed' },
        { type: 'merged_into', into: leadId(7) },
      ];
      const actor = memberId('li');
      const { id } = await open.run(({ leads }) =>
        leads.append(
          undefined,
          facts.map((fact, at) => ({ fact, actor, at: 1_780_000_000_000 + at })),
          1_780_000_009_999,
        ),
      );
      const events = await open.run(({ leads }) => leads.events(id));
      expect(events.map(({ fact }) => fact)).toEqual(facts);
      const voided = { type: 'voided', target: events.at(-1)?.id ?? 0 } as const;
      await open.run(async ({ leads }) =>
        leads.append(await leads.byId(id), [{ fact: voided, actor, at: 5 }], 1_780_000_010_000),
      );
      const all = await open.run(({ leads }) => leads.events(id));
      expect(all.at(-1)).toMatchObject({ lead: id, at: 5, recordedAt: 1_780_000_010_000, actor: 'li', fact: voided });
    });

    it('numbers events upwards and names a change after its first event', async () => {
      const lead = await open.run(({ leads }) => writeLead(leads, 'Numbers'));
      const actor = memberId('li');
      const touch = (text: string) => ({ fact: { type: 'touched', text } as const, actor, at: instant('06-02') });
      await open.run(({ leads }) => leads.append(lead, [touch('a'), touch('b')], instant('06-02')));
      const events = await open.run(({ leads }) => leads.events(lead.id));
      const [first, second, third] = events.map(({ id }) => id) as [number, number, number];
      expect([first < second, second < third]).toEqual([true, true]);
      expect(events.map(({ change }) => change)).toEqual([first, second, second]);
    });

    it('refuses to begin a lead with anything but its creation, and writes nothing', async () => {
      const draft = { fact: { type: 'touched', text: 'x' }, actor: memberId('li'), at: 1 } as const;
      const leadsBefore = await countLeads(open.db);
      await expect(open.run(({ leads }) => leads.append(undefined, [draft], 1))).rejects.toThrow('its creation');
      await expect(open.run(({ leads }) => leads.append(undefined, [], 1))).rejects.toThrow('its creation');
      expect(await countLeads(open.db)).toBe(leadsBefore);
    });

    it('keeps the facts of other leads out of a rebuild', async () => {
      const steps = HAND_HISTORIES.find(({ title }) => title.startsWith('step by step'))?.steps ?? [];
      const [kept, undone] = await open.run(async ({ leads }) => [
        await writeHistory(leads, steps),
        await writeHistory(leads, [created('06-01', 'lead')]),
      ]);
      const before = await storedFacts(open.db, kept.id);
      await open.run(async ({ leads }) => voidAll(leads, await leads.events(undone.id)));
      expect(await storedFacts(open.db, kept.id)).toEqual(before);
    });

    it('agrees with what the same history leaves in memory', async () => {
      const { steps } = HAND_HISTORIES[1] as (typeof HAND_HISTORIES)[number];
      const lead = await open.run(({ leads }) => writeHistory(leads, steps));
      const events = await open.run(({ leads }) => leads.events(lead.id));
      const withoutIds = ({ at, recordedAt, actor, fact }: LeadEvent) => ({ at, recordedAt, actor, fact });
      expect(events.map(withoutIds)).toEqual(eventsOf(steps).map(withoutIds));
    });
  });
}

async function expectProjected(db: Parameters<typeof storedFacts>[0], id: LeadEvent['lead']): Promise<void> {
  const events = await db.uow.read(({ leads }) => leads.events(id));
  const stored = await storedFacts(db, id);
  const projection = project(events, seedPipeline);
  if (!projection) {
    expect(stored).toMatchObject({ lead: { state: 'void' }, visits: [], decisions: [] });
    return;
  }
  expect(stored).toEqual(projection);
  const sources = await db.engine.reader.selectFrom('decision').select('source').where('lead_id', '=', id).execute();
  expect(sources.every(({ source }) => source === projection.lead.source)).toBe(true);
}

function voidAll(leads: LeadStore, events: readonly LeadEvent[]) {
  const [first] = events;
  if (!first) throw new Error('nothing to take back');
  return leads.byId(first.lead).then((lead) =>
    leads.append(
      lead,
      events.map(({ id, actor, at }) => ({ fact: { type: 'voided', target: id }, actor, at })),
      first.recordedAt,
    ),
  );
}

async function countLeads(db: Parameters<typeof storedFacts>[0]): Promise<number> {
  const { n } = await db.engine.reader
    .selectFrom('lead')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

import { describe, expect, it } from 'vitest';
import { memberId } from '../../../src/domain/ids.ts';
import type { Month } from '../../../src/domain/month.ts';
import type { Stores, WhoKey } from '../../../src/usecases/ports.ts';
import { allRows } from '../all-rows.ts';
import { instant } from '../instant.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';
import { writeLead } from '../stored-leads.ts';

const NOW = instant('06-01');

/** Writes through every store there is. */
async function writeEverywhere(
  { leads, members, lookups, conversations, outbox, answered, audit, forecasts, targets, diagnoses }: Stores,
  mark: string,
): Promise<void> {
  const lead = await writeLead(leads, mark);
  const planned = { who: `team:${mark}` as WhoKey, month: '2026-06' as Month };
  await forecasts.keepFirst({ ...planned, weightedFen: 2, dueFen: 1, at: NOW });
  await targets.save({ ...planned, wins: 1, amountFen: null }, lead.owner, NOW);
  await diagnoses.save(planned.who, { at: NOW, runs: [] });
  await members.addTeam(mark);
  await members.save({ id: memberId(mark), userid: mark, name: mark, role: 'rep', team: mark }, NOW);
  await lookups.keepName(memberId(mark), NOW);
  const handedOver = {
    fact: { type: 'owner_changed', owner: memberId(mark) },
    actor: memberId(mark),
    at: NOW,
  } as const;
  await leads.append(lead, [handedOver], NOW);
  const conversation = {
    question: null,
    lastLine: mark,
    lastLineAt: NOW,
    lastReply: mark,
    lastLead: lead.id,
    lastLeadAt: NOW,
  };
  await conversations.put(mark, memberId(mark), conversation);
  await outbox.enqueue({ key: mark, channel: 'app', to: mark, body: '{}', notBefore: NOW }, NOW);
  await answered.note([mark], NOW);
  await audit.record({ at: NOW, actor: memberId(mark), action: 'lead.import', lead: lead.id, subject: mark });
}

export function describeUnitOfWork(store: StoreUnderTest): void {
  describe('a unit of work', () => {
    const open = useStore(store);

    it('writes nothing when it throws, through whichever store', async () => {
      await open.run((stores) => writeEverywhere(stores, 'kept'));
      const before = await allRows(open.db);
      expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([['inbound', []]]);
      const failing = open.run(async (stores) => {
        await writeEverywhere(stores, 'lost');
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      expect(await allRows(open.db)).toEqual(before);
    });

    it('sees its own writes before anybody else does', async () => {
      const name = await open.run(async ({ leads }) => {
        const { id } = await writeLead(leads, 'own');
        return (await leads.byId(id))?.name;
      });
      expect(name).toBe('own');
    });

    it('takes turns: units of work that start together all succeed', async () => {
      const { id } = await open.run(({ leads }) => writeLead(leads, 'busy'));
      const actor = memberId('zhang');
      await Promise.all(
        Array.from({ length: 20 }, (_, at) =>
          open.run(async ({ leads }) => {
            const lead = await leads.byId(id);
            const amountFen = (lead?.amountFen ?? 0) + at;
            await leads.append(lead, [{ fact: { type: 'amount_changed', amountFen }, actor, at: NOW }], NOW);
          }),
        ),
      );
      expect(await open.run(({ leads }) => leads.byId(id))).toMatchObject({ amountFen: 190 });
    });

    it('goes on after one that failed', async () => {
      const results = await Promise.allSettled([
        open.run(async () => Promise.reject(new Error('first'))),
        open.run(({ leads }) => writeLead(leads, 'second')),
        open.run(async () => {
          throw new Error('third');
        }),
        open.run(({ leads }) => writeLead(leads, 'fourth')),
      ]);
      expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected', 'fulfilled']);
    });

    it('fails as a whole when a statement in it fails', async () => {
      const before = await allRows(open.db);
      const twice = open.run(async ({ leads, members }) => {
        await writeLead(leads, 'half');
        await members.addTeam('same');
        await members.addTeam('same');
      });
      await expect(twice).rejects.toThrow();
      expect(await allRows(open.db)).toEqual(before);
    });
  });

  describe('reading', () => {
    const open = useStore(store);

    it('beside an open writer sees what was committed, and the rest afterwards', async () => {
      const { id } = await open.run(({ leads }) => writeLead(leads, 'before'));
      const nameOf = () => open.db.uow.read(async ({ leads }) => (await leads.byId(id))?.name);
      const actor = memberId('zhang');
      let beside: Promise<string | undefined> | undefined;
      await open.run(async ({ leads }) => {
        const fact = { type: 'edited', name: 'after' } as const;
        await leads.append(await leads.byId(id), [{ fact, actor, at: NOW }], NOW);
        beside = nameOf();
        // Where there is one connection for both, the reader waits for us; waiting for it would wait for ever.
        if (store.readsBesideWriter) await beside;
      });
      expect(await beside).toBe(store.readsBesideWriter ? 'before' : 'after');
      expect(await nameOf()).toBe('after');
    });
  });

  describe('a message', () => {
    const open = useStore(store);
    const once = <Answer>(key: string, work: (stores: Stores) => Promise<Answer>, now = NOW) =>
      open.db.uow.once(key, now, work);
    const countNamed = async (name: string) => (await open.run(({ leads }) => leads.byNames([name]))).length;

    it('is handled once and answered the same each time', async () => {
      const answer = { kind: 'text', lines: ['“好”', "it's\n\\ 100%"], nested: { n: 1.5, none: null, yes: true } };
      const work = async ({ leads }: Stores) => {
        await writeLead(leads, 'once');
        return answer;
      };
      expect(await once('key', work)).toEqual({ answer, repeated: false });
      expect(await once('key', work, NOW + 5000)).toEqual({ answer, repeated: true });
      expect(await once('key', async () => 'something else', NOW + 10_000)).toEqual({ answer, repeated: true });
      expect(await countNamed('once')).toBe(1);
    });

    it('that failed left nothing behind and may be tried again', async () => {
      const before = await allRows(open.db);
      const failing = once('retried', async (stores) => {
        await writeEverywhere(stores, 'failed');
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      expect(await allRows(open.db)).toEqual(before);
      expect(await once('retried', async () => 'second try')).toEqual({ answer: 'second try', repeated: false });
    });

    it('delivered several times at once has one effect and one answer', async () => {
      let runs = 0;
      const deliveries = await Promise.all(
        Array.from({ length: 8 }, () =>
          once('redelivered', async ({ leads }) => {
            runs++;
            const { id } = await writeLead(leads, 'redelivered');
            return { id };
          }),
        ),
      );
      expect(runs).toBe(1);
      expect(await countNamed('redelivered')).toBe(1);
      expect(new Set(deliveries.map(({ answer }) => answer.id)).size).toBe(1);
      expect(deliveries.filter(({ repeated }) => !repeated)).toHaveLength(1);
    });

    it('is told apart by every character of its key', async () => {
      const keys = ['a', 'A', 'a ', 'ａ', "a'", 'a%', '9007199254740993', '9007199254740992', '键'];
      for (const key of keys) expect(await once(key, async () => key)).toEqual({ answer: key, repeated: false });
      for (const key of keys) expect(await once(key, async () => '')).toEqual({ answer: key, repeated: true });
    });

    it('can be given another answer afterwards', async () => {
      await once('amended', async () => 'thinking');
      await open.db.uow.amend('amended', { text: 'done' });
      expect(await once('amended', async () => '')).toEqual({ answer: { text: 'done' }, repeated: true });
      await open.db.uow.amend('never seen', 'nothing');
      expect(await once('never seen', async () => 'first')).toEqual({ answer: 'first', repeated: false });
    });

    it('is forgotten when told to, the recent ones not', async () => {
      await once('old', async () => 'old', NOW + 1);
      await once('recent', async () => 'recent', NOW + 2);
      expect(await open.db.uow.forget({ handledBefore: NOW + 2, sentBefore: 0 })).toBeGreaterThan(0);
      expect(await once('old', async () => 'anew')).toEqual({ answer: 'anew', repeated: false });
      expect(await once('recent', async () => '')).toEqual({ answer: 'recent', repeated: true });
    });

    it('may be answered with nothing', async () => {
      expect(await once('silent', async () => null)).toEqual({ answer: null, repeated: false });
      expect(await once('silent', async () => 'noise')).toEqual({ answer: null, repeated: true });
    });
  });
}

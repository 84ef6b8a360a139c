import { describe, expect, it } from 'vitest';
import type { Member } from '../../../src/domain/access.ts';
import { memberId } from '../../../src/domain/ids.ts';
import { memberLeft } from '../../../src/usecases/departures.ts';
import type { Stores } from '../../../src/usecases/ports.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';
import { writeLead } from '../stored-leads.ts';

const person = (id: string, more: Partial<Member> = {}): Member => ({
  id: memberId(id),
  userid: id,
  name: id,
  role: 'rep',
  team: null,
  ...more,
});
const zhang = person('zhang');
const named = person('li', { name: '李四' });
const unlinked = person('~Wang', { userid: null, name: 'Wang' });

const deps = (stores: Stores) => ({
  stores,
  now: 7000,
  timeZone: 'Asia/Shanghai',
  joining: { open: true, admins: new Set<string>() },
});

/** Who left, and when the platform is asked about whom. */
export function describeDepartures(store: StoreUnderTest): void {
  describe('somebody who leaves', () => {
    const open = useStore(store);

    it('is marked once, shown so, and counted no more', async () => {
      await open.run(({ members }) => members.save(zhang, 1));
      expect(await open.run(({ members }) => members.markLeft(zhang.id, 500))).toBe(true);
      expect(await open.run(({ members }) => members.markLeft(zhang.id, 600))).toBe(false);
      expect(await open.run(({ members }) => members.markLeft(memberId('nobody'), 600))).toBe(false);
      expect(await open.run(({ members }) => members.byId(zhang.id))).toEqual({ ...zhang, leftAt: 500 });
      expect(await open.run(({ members }) => members.countWithRole('rep'))).toBe(0);
    });

    it('stays so when saved for another reason, and is no longer so when back', async () => {
      await open.run(({ members }) => members.save({ ...zhang, name: '张三' }, 2));
      expect(await open.run(({ members }) => members.byUserid('zhang'))).toMatchObject({ name: '张三', leftAt: 500 });
      await open.run(({ members }) => members.markBack(zhang.id));
      expect(await open.run(({ members }) => members.byId(zhang.id))).toEqual({ ...zhang, name: '张三' });
    });

    it('is found out by one of many who hear of it at once', async () => {
      await open.run(({ leads }) => writeLead(leads, 'theirs', { owner: 'zhang' }));
      const heard = await Promise.all([1, 2, 3, 4].map(() => open.run((stores) => memberLeft(deps(stores), 'zhang'))));
      expect(heard.filter((departure) => departure !== undefined)).toMatchObject([{ open: 1, tell: [] }]);
    });
  });

  describe('questions about members', () => {
    const open = useStore(store);
    const due = (now: number) =>
      open.run(async ({ lookups }) =>
        (await lookups.due(now, 10)).map(({ member, keepsName }) => `${member.id} ${keepsName ? 'keeps' : 'open'}`),
      );
    const lookup = async (id: string) => {
      const found = await open.run(({ lookups }) => lookups.due(Number.MAX_SAFE_INTEGER, 10));
      const one = found.find(({ member }) => member.id === id);
      if (!one) throw new Error(`${id} is not due`);
      return one;
    };

    it('are due at first for everybody with a userid, and leave names alone that somebody chose', async () => {
      await open.run(async ({ members }) => {
        for (const member of [zhang, named, unlinked]) await members.save(member, 1);
      });
      expect(await due(1)).toEqual(['li keeps', 'zhang open']);
      expect(await open.run(async ({ lookups }) => (await lookups.due(1, 1)).length)).toBe(1);
    });

    it('are due again when planned, the longest due first, or when hastened', async () => {
      const [li, other] = [await lookup('li'), await lookup('zhang')];
      await open.run(async ({ lookups }) => {
        await lookups.plan(li, 300);
        await lookups.plan(other, 200);
      });
      expect(await due(199)).toEqual([]);
      expect(await due(300)).toEqual(['zhang open', 'li keeps']);
      await open.run(({ lookups }) => lookups.hasten(named.id, 50));
      expect(await due(50)).toEqual(['li keeps']);
    });

    it('remember a name chosen since, also when they were found due before', async () => {
      const before = await lookup('zhang');
      await open.run(({ lookups }) => lookups.keepName(zhang.id, 60));
      await open.run(({ lookups }) => lookups.plan(before, 400));
      expect(await due(400)).toContain('zhang keeps');
    });

    it('change a name only from the one they saw', async () => {
      const replace = (from: string, to: string) => open.run(({ members }) => members.replaceName(zhang.id, from, to));
      expect([await replace('zhang', '张三'), await replace('zhang', '张四')]).toEqual([true, false]);
      expect(await open.run(({ members }) => members.byId(zhang.id))).toMatchObject({ name: '张三' });
    });

    it('are not asked about those who left, and go with a member who is removed', async () => {
      await open.run(({ members }) => members.markLeft(named.id, 1));
      await open.run(({ members }) => members.remove(zhang.id));
      expect(await due(Number.MAX_SAFE_INTEGER)).toEqual([]);
    });
  });
}

import { describe, expect, it } from 'vitest';
import type { Member } from '../../../src/domain/access.ts';
import { leadId, memberId } from '../../../src/domain/ids.ts';
import type { Conversation } from '../../../src/usecases/ports.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';
import { writeLead } from '../stored-leads.ts';

const zhang: Member = { id: memberId('zhang'), userid: 'zhang', name: '张三', role: 'rep', team: null };
const unlinked: Member = { id: memberId('~Wang'), userid: null, name: 'Wang', role: 'rep', team: null };

/** Members, teams, and what the bot is in the middle of with each. */
export function describePeople(store: StoreUnderTest): void {
  describe('members', () => {
    const open = useStore(store);

    it('are found by id, by userid, by name, and all together', async () => {
      await open.run(async ({ members }) => {
        for (const member of [zhang, unlinked]) await members.save(member, 1);
      });
      const found = await open.run(async ({ members }) => ({
        byId: await members.byId(zhang.id),
        byUserid: await members.byUserid('zhang'),
        unknown: [await members.byId(memberId('nobody')), await members.byUserid('ZHANG'), await members.byUserid('')],
        byName: await members.byName('Wang'),
        byNobodysName: await members.byName('wang'),
        all: await members.all(),
      }));
      expect(found).toEqual({
        byId: zhang,
        byUserid: zhang,
        unknown: [undefined, undefined, undefined],
        byName: [unlinked],
        byNobodysName: [],
        all: [zhang, unlinked],
      });
    });

    it('change when saved again, and keep their id when linked to a userid', async () => {
      const linked: Member = { ...unlinked, userid: 'wang', role: 'manager', name: '王五' };
      await open.run(({ members }) => members.save(linked, 2));
      expect(await open.run(({ members }) => members.byUserid('wang'))).toEqual(linked);
      expect(await open.run(({ members }) => members.byId(unlinked.id))).toEqual(linked);
    });

    it('never share a userid', async () => {
      const double: Member = { ...unlinked, id: memberId('~Double'), userid: 'zhang' };
      await expect(open.run(({ members }) => members.save(double, 3))).rejects.toThrow();
      expect(await open.run(({ members }) => members.byId(double.id))).toBeUndefined();
    });

    it('may share a name', async () => {
      const twin = (id: string): Member => ({ ...unlinked, id: memberId(id), name: 'Twin' });
      await open.run(async ({ members }) => {
        for (const id of ['~b', '~a']) await members.save(twin(id), 4);
      });
      expect((await open.run(({ members }) => members.byName('Twin'))).map(({ id }) => id)).toEqual(['~a', '~b']);
    });

    it('are counted by role', async () => {
      const counts = () =>
        open.run(async ({ members }) => [
          await members.countWithRole('admin'),
          await members.countWithRole('manager'),
          await members.countWithRole('rep'),
        ]);
      expect(await counts()).toEqual([0, 1, 3]);
      await open.run(({ members }) => members.save({ ...zhang, role: 'admin' }, 5));
      expect(await counts()).toEqual([1, 1, 2]);
    });

    it('are referenced once they own a lead or ever did something', async () => {
      await open.run(({ leads }) => writeLead(leads, 'owned', { owner: 'zhang' }));
      const referenced = (id: string) => open.run(({ members }) => members.isReferenced(memberId(id)));
      expect(await referenced('zhang')).toBe(true);
      expect(await referenced('~a')).toBe(false);
      await open.run(async ({ leads }) => {
        const [found] = await leads.byNames(['owned']);
        const lead = found && (await leads.byId(found.match.id));
        await leads.append(lead, [{ fact: { type: 'touched', text: '' }, actor: memberId('~a'), at: 1 }], 1);
      });
      expect(await referenced('~a')).toBe(true);
    });

    it('can be removed', async () => {
      await open.run(({ members }) => members.remove(memberId('~b')));
      expect(await open.run(({ members }) => members.byId(memberId('~b')))).toBeUndefined();
    });
  });

  describe('teams', () => {
    const open = useStore(store);

    it('are listed by name, and take their members along when renamed', async () => {
      await open.run(async ({ members }) => {
        for (const team of ['B', 'A']) await members.addTeam(team);
        await members.save({ ...zhang, team: 'A' }, 1);
        await members.renameTeam('A', 'C');
      });
      expect(await open.run(({ members }) => members.teams())).toEqual(['B', 'C']);
      expect(await open.run(({ members }) => members.byId(zhang.id))).toMatchObject({ team: 'C' });
    });

    it('cannot be made twice, renamed into another, or removed from under their members', async () => {
      await expect(open.run(({ members }) => members.addTeam('B'))).rejects.toThrow();
      await expect(open.run(({ members }) => members.renameTeam('C', 'B'))).rejects.toThrow();
      await expect(open.run(({ members }) => members.removeTeam('C'))).rejects.toThrow();
      expect(await open.run(({ members }) => members.teams())).toEqual(['B', 'C']);
    });

    it('must exist before somebody is in them', async () => {
      await expect(open.run(({ members }) => members.save({ ...zhang, team: 'Z' }, 1))).rejects.toThrow();
    });

    it('can be removed when empty', async () => {
      await open.run(({ members }) => members.removeTeam('B'));
      expect(await open.run(({ members }) => members.teams())).toEqual(['C']);
    });
  });

  describe('conversations', () => {
    const open = useStore(store);
    const asked: Conversation = {
      question: {
        options: [{ label: '星河 “科技”', line: '/推进 #1 商机' }],
        free: '/丢单 #1 {answer}',
        expiresAt: 1_780_000_000_000,
      },
      lastLine: '/推进 星河',
      lastLineAt: 1_780_000_000_000,
      lastReply: '{"text":"…"}',
      lastLead: leadId(7),
      lastLeadAt: 1_780_000_000_001,
    };
    const quiet: Conversation = {
      question: null,
      lastLine: null,
      lastLineAt: null,
      lastReply: null,
      lastLead: null,
      lastLeadAt: null,
    };
    const get = (chat: string, member: string) =>
      open.run(({ conversations }) => conversations.get(chat, memberId(member)));

    it('are remembered for one person in one chat', async () => {
      await open.run(({ conversations }) => conversations.put('group', memberId('zhang'), asked));
      expect(await get('group', 'zhang')).toEqual(asked);
      expect(await get('group', 'li')).toBeUndefined();
      expect(await get('other', 'zhang')).toBeUndefined();
    });

    it('are replaced as a whole', async () => {
      await open.run(async ({ conversations }) => {
        await conversations.put('group', memberId('li'), asked);
        await conversations.put('group', memberId('zhang'), quiet);
      });
      expect(await get('group', 'zhang')).toEqual(quiet);
      expect(await get('group', 'li')).toEqual(asked);
    });
  });
}

import { describe, expect, it } from 'vitest';
import { DEFAULT_PRIVACY } from '../../../src/domain/chat-group.ts';
import { memberId } from '../../../src/domain/ids.ts';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';

/** Groups, who speaks where, and cards. */
export function describeChats(store: StoreUnderTest): void {
  describe('groups', () => {
    const open = useStore(store);
    const at = (address: string, channel = 'robot') => ({ channel, address });

    it('are found by any of their addresses, case kept, by name, and all together', async () => {
      const id = await open.run(async ({ groups }) => {
        const added = await groups.add({ name: '', privacy: DEFAULT_PRIVACY }, 1);
        await groups.setAddress(added, at('wrA'));
        await groups.setAddress(added, at('sales', 'webhook'));
        await groups.change(added, {
          name: '华东群',
          privacy: { ...DEFAULT_PRIVACY, amounts: 'shown' },
          external: true,
        });
        return added;
      });
      const group = {
        id,
        name: '华东群',
        external: true,
        privacy: { amounts: 'shown', names: 'full', ranking: 'off' },
        addresses: [at('wrA'), at('sales', 'webhook')],
      };
      const found = await open.run(async ({ groups }) => [
        await groups.byAddress(at('wrA')),
        await groups.byAddress(at('sales', 'webhook')),
        await groups.byName('华东群'),
        await groups.byId(id),
        ...(await groups.all()),
      ]);
      expect(found).toEqual([group, group, group, group, group]);
      expect(await open.run(({ groups }) => groups.byAddress(at('wra')))).toBeUndefined();
      expect(await open.run(({ groups }) => groups.byName(''))).toBeUndefined();
    });

    it('have one address per channel and share no name, though many may have none', async () => {
      const [one, two] = await open.run(async ({ groups }) => [
        await groups.add({ name: '', privacy: DEFAULT_PRIVACY }, 1),
        await groups.add({ name: '', privacy: DEFAULT_PRIVACY }, 1),
      ]);
      await open.run(({ groups }) => groups.setAddress(one as number, at('wrOne')));
      await expect(open.run(({ groups }) => groups.setAddress(one as number, at('wrOther')))).rejects.toThrow();
      await expect(open.run(({ groups }) => groups.change(two as number, { name: '华东群' }))).rejects.toThrow();
    });

    it('are gone with their addresses', async () => {
      const group = await open.run(({ groups }) => groups.byName('华东群'));
      await open.run(({ groups }) => groups.remove(group?.id ?? 0));
      expect(await open.run(({ groups }) => groups.byAddress(at('wrA')))).toBeUndefined();
    });
  });

  describe('where somebody speaks to the bot alone', () => {
    const open = useStore(store);

    it('is known, the channel last used first', async () => {
      await open.run(async ({ presence }) => {
        await presence.heard('lina', 'app', 1);
        await presence.heard('lina', 'robot', 2);
        await presence.heard('other', 'app', 9);
        await presence.heard('lina', 'app', 3);
      });
      expect(await open.run(({ presence }) => presence.channelsOf('lina'))).toEqual(['app', 'robot']);
      expect(await open.run(({ presence }) => presence.channelsOf('nobody'))).toEqual([]);
    });

    it('is welcomed once a day, also when days come back', async () => {
      const welcome = (day: string, channel = 'app') =>
        open.run(({ presence }) => presence.welcome('zhang', channel, day, 5));
      expect(await welcome('2026-06-10')).toBe(true);
      expect(await welcome('2026-06-10')).toBe(false);
      expect(await welcome('2026-06-10', 'robot')).toBe(true);
      expect(await welcome('2026-06-11')).toBe(true);
      expect(await welcome('2026-06-10')).toBe(false);
    });
  });

  describe('cards', () => {
    const open = useStore(store);
    const card = { id: 'c1', shown: '{"title":"x"}', lines: ['/a', '/b'], asked: memberId('lina') };
    const copy = { taskId: 't1', channel: 'app', to: 'lina', handle: null };

    it('are found by the task of a copy, with the codes their copies got', async () => {
      await open.run(({ cards }) => cards.add(card, copy, 1));
      await open.run(({ cards }) => cards.setHandle('t1', 'code'));
      expect(await open.run(({ cards }) => cards.byTask('t1'))).toEqual({ ...card, done: null });
      expect(await open.run(({ cards }) => cards.copies('c1'))).toEqual([{ ...copy, handle: 'code' }]);
      expect(await open.run(({ cards }) => cards.byTask('c1'))).toBeUndefined();
    });

    it('are finished once, by whoever was first', async () => {
      const finish = (by: string) =>
        open.run(({ cards }) => cards.finish('c1', { by: memberId(by), at: 7, text: `by ${by}` }));
      expect(await finish('lina')).toBe(true);
      expect(await finish('zhang')).toBe(false);
      expect(await open.run(({ cards }) => cards.byId('c1'))).toEqual({
        ...card,
        done: { by: 'lina', at: 7, text: 'by lina' },
      });
    });

    it('are forgotten with the messages of their time', async () => {
      await open.db.uow.forget({ handledBefore: 2, sentBefore: 0 });
      expect(await open.run(({ cards }) => cards.byId('c1'))).toBeUndefined();
      expect(await open.run(({ cards }) => cards.byTask('t1'))).toBeUndefined();
    });
  });
}

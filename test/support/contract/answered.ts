import { describe, expect, it } from 'vitest';
import { type StoreUnderTest, useStore } from '../store-under-test.ts';

/** Which messages of a channel had their answers. */
export function describeAnswered(store: StoreUnderTest): void {
  describe('answered messages', () => {
    const open = useStore(store);
    const handle = (key: string, now: number) => open.db.uow.once(key, now, async () => ({ to: key }));
    const note = (keys: readonly string[], now: number) => open.run(({ answered }) => answered.note(keys, now));
    const missing = async (since: number) =>
      (await open.db.uow.read(({ answered }) => answered.missing('robot-socket', since))).map(({ key }) => key);

    it('are those of one channel that somebody noted, whenever that was', async () => {
      for (const at of [3, 1, 2]) await handle(`robot-socket/bot/li/${at}`, at);
      await handle('robot/bot/li/9', 3);
      await handle('robot-socketx/9', 3);
      await handle('app:ww/1:li:9', 3);
      expect(await missing(0)).toEqual(['robot-socket/bot/li/1', 'robot-socket/bot/li/2', 'robot-socket/bot/li/3']);
      // As if the clock had been set back between the message and its answer.
      await note(['robot-socket/bot/li/2', 'robot-socket/never/seen'], 0);
      await note(['robot-socket/bot/li/2'], 5);
      expect(await missing(2)).toEqual(['robot-socket/bot/li/3']);
      expect(await open.db.uow.read(({ answered }) => answered.missing('robot-socket', 3))).toEqual([
        { key: 'robot-socket/bot/li/3', at: 3, answer: { to: 'robot-socket/bot/li/3' } },
      ]);
    });

    it('are forgotten with the messages', async () => {
      await open.db.uow.forget({ handledBefore: 6, sentBefore: 0 });
      expect(await open.db.engine.reader.selectFrom('answered').selectAll().execute()).toEqual([]);
      expect(await missing(0)).toEqual([]);
    });
  });
}

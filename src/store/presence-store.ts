import type { PresenceStore } from '../usecases/ports.ts';
import type { Db, Session } from './engine.ts';
import { placeholder, prepare } from './prepared.ts';

/** Who speaks to us alone on which channel, in SQL. */
export function createPresenceStore(db: Db) {
  const heard = prepare<{ userid: string; channel: string; heard_at: number }>(
    db
      .insertInto('person_channel')
      .values({
        userid: placeholder<string>('userid'),
        channel: placeholder<string>('channel'),
        heard_at: placeholder<number>('heard_at'),
        welcomed_on: null,
      })
      .onConflict((conflict) =>
        conflict.columns(['userid', 'channel']).doUpdateSet((eb) => ({ heard_at: eb.ref('excluded.heard_at') })),
      ),
  );

  return (on: Session): PresenceStore => ({
    channelsOf: async (userid) => {
      const rows = await on.db
        .selectFrom('person_channel')
        .select('channel')
        .where('userid', '=', userid)
        .orderBy('heard_at', 'desc')
        .orderBy('channel')
        .execute();
      return rows.map(({ channel }) => channel);
    },
    heard: async (userid, channel, now) => {
      await heard(on, { userid, channel, heard_at: now });
    },
    welcome: async (userid, channel, day, now) => {
      await heard(on, { userid, channel, heard_at: now });
      const { numUpdatedRows } = await on.db
        .updateTable('person_channel')
        .set({ welcomed_on: day })
        .where('userid', '=', userid)
        .where('channel', '=', channel)
        .where(({ or, eb }) => or([eb('welcomed_on', 'is', null), eb('welcomed_on', '<', day)]))
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  });
}

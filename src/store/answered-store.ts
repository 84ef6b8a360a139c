import { sql } from 'kysely';
import type { AnsweredStore } from '../usecases/ports.ts';
import type { Session } from './engine.ts';

/** Answered messages in SQL: a row for every batch of them, so that noting costs next to nothing per message. */
export function createAnsweredStore() {
  return (on: Session): AnsweredStore => ({
    async note(keys, now) {
      await on.execute(on.db.insertInto('answered').values({ at: now, keys: JSON.stringify(keys) }));
    },

    async missing(channel, since) {
      const prefix = `${channel}/`;
      const handled = await on.db
        .selectFrom('inbound')
        .select(['key', 'at', 'answer'])
        .where('at', '>=', since)
        .where(sql<string>`substr(key, 1, ${sql.lit(prefix.length)})`, '=', prefix)
        .orderBy('at')
        .orderBy('key')
        .execute();
      if (handled.length === 0) return [];
      // Whatever their time, for a clock may have been set back: there are no more of them than the ledger remembers.
      const batches = await on.db.selectFrom('answered').select('keys').execute();
      const noted = new Set(batches.flatMap(({ keys }) => JSON.parse(keys) as string[]));
      return handled
        .filter(({ key }) => !noted.has(key))
        .map(({ key, at, answer }) => ({ key, at, answer: JSON.parse(answer) as unknown }));
    },
  });
}

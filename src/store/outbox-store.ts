import { sql } from 'kysely';
import type { OutboxRow, OutboxStore, PaceRule } from '../usecases/ports.ts';
import type { Engine, Session } from './engine.ts';
import { placeholder, prepare } from './prepared.ts';

/** Messages waiting to be sent, in SQL. */
export function createOutboxStore(engine: Engine) {
  const anyDue = prepare<{ now: number }, { id: number }>(
    engine.writer
      .selectFrom('outbox')
      .select('id')
      .where('state', '=', sql.lit('due'))
      .where('not_before', '<=', placeholder<number>('now'))
      .where('lease_until', '<=', placeholder<number>('now'))
      .limit(sql.lit(1)),
  );

  return (on: Session): OutboxStore => ({
    hasDue: async (now) => (await anyDue(on, { now })).rows.length > 0,

    enqueue: async ({ key, channel, to, body, notBefore }, now) => {
      const { rows } = await on.execute(
        on.db
          .insertInto('outbox')
          .values({
            key,
            channel,
            recipient: to,
            body,
            request: null,
            state: 'due',
            not_before: notBefore,
            lease_until: 0,
            attempts: 0,
            last_error: null,
            created_at: now,
            done_at: null,
          })
          .onConflict((conflict) => conflict.column('key').doNothing())
          .returning('id'),
      );
      return rows.length > 0;
    },

    claim: async (now, leaseMs, limit, pace = []) => {
      // Only the oldest waiting message of each recipient may go, so that parts of one text stay in order. One that is
      // meant for later, after quiet hours say, is not waiting yet; one that is to be tried again is.
      const due = on.db
        .selectFrom('outbox as o')
        .select('o.id')
        .where('o.state', '=', 'due')
        .where('o.not_before', '<=', now)
        .where('o.lease_until', '<=', now)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('outbox as earlier')
                .select(sql.lit(1).as('one'))
                .where('earlier.state', '=', 'due')
                .whereRef('earlier.channel', '=', 'o.channel')
                .whereRef('earlier.recipient', '=', 'o.recipient')
                .whereRef('earlier.id', '<', 'o.id')
                .where(({ or, eb }) => or([eb('earlier.not_before', '<=', now), eb('earlier.attempts', '>', 0)])),
            ),
          ),
        )
        .where(({ and }) => and(pace.map((rule) => withinPace(rule, now))))
        .orderBy('o.id')
        .limit(limit);
      const rows = await on.db
        .updateTable('outbox')
        .set({ lease_until: now + leaseMs })
        .where('id', 'in', engine.locksRows ? due.forUpdate().skipLocked() : due)
        .returningAll()
        .execute();
      return rows
        .map(
          (row): OutboxRow => ({
            id: row.id,
            key: row.key,
            channel: row.channel,
            to: row.recipient,
            body: row.body,
            request: row.request,
            notBefore: row.not_before,
            attempts: row.attempts,
            createdAt: row.created_at,
          }),
        )
        .sort((a, b) => a.id - b.id);
    },

    freeze: async (id, request) => {
      await on.db.updateTable('outbox').set({ request }).where('id', '=', id).execute();
    },
    drop: async (id, now) => {
      await on.db.updateTable('outbox').set({ state: 'nothing', done_at: now }).where('id', '=', id).execute();
    },
    recent: (limit, which, schedule) =>
      on.db
        .selectFrom('outbox')
        .select(['key', 'channel', 'recipient as to', 'state', 'attempts', 'last_error as error'])
        .select(['created_at as createdAt', 'not_before as notBefore', 'done_at as doneAt'])
        .$if(which === 'failed', (rows) => rows.where('last_error', 'is not', null).where('state', '<>', 'sent'))
        .$if(schedule !== undefined, (rows) => rows.where('key', 'like', `slot/${schedule}/%`))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute(),
    markSent: async (id, now) => {
      await on.db.updateTable('outbox').set({ state: 'sent', done_at: now }).where('id', '=', id).execute();
    },
    retryAt: async (id, at, error) => {
      await on.db
        .updateTable('outbox')
        .set(({ eb }) => ({ not_before: at, lease_until: 0, attempts: eb('attempts', '+', 1), last_error: error }))
        .where('id', '=', id)
        .execute();
    },
    markFailed: async (id, now, error) => {
      await on.db
        .updateTable('outbox')
        .set(({ eb }) => ({ state: 'failed', done_at: now, attempts: eb('attempts', '+', 1), last_error: error }))
        .where('id', '=', id)
        .execute();
    },
    backlog: async () => {
      const { waiting, oldestAt } = await on.db
        .selectFrom('outbox')
        .where('state', '=', 'due')
        .select(({ fn }) => [fn.countAll<number>().as('waiting'), fn.min('created_at').as('oldestAt')])
        .executeTakeFirstOrThrow();
      const { failed } = await on.db
        .selectFrom('outbox')
        .where('state', '=', 'failed')
        .select(({ fn }) => fn.countAll<number>().as('failed'))
        .executeTakeFirstOrThrow();
      return { waiting: Number(waiting), oldestAt, failed: Number(failed) };
    },
  });
}

/**
 * True while fewer messages than allowed were sent in the stretch before now. One goes at a time to each recipient, so
 * what is counted of them is all there is, whichever process sent it.
 */
function withinPace({ windowMs, of, most, otherwise }: PaceRule, now: number) {
  const same = of === 'recipient' ? sql`and gone.recipient = o.recipient` : sql``;
  const isBelow = (limit: number) => sql`(select count(*) from outbox as gone where gone.channel = o.channel ${same}
    and gone.done_at > ${now - windowMs} and gone.state = 'sent') < ${sql.lit(limit)}`;
  const others = otherwise === undefined ? sql`1 = 1` : isBelow(otherwise);
  const listed = Object.entries(most).map(([channel, limit]) => sql`when ${channel} then ${isBelow(limit)}`);
  return sql<boolean>`${listed.length === 0 ? others : sql`case o.channel ${sql.join(listed, sql` `)} else ${others} end`}`;
}

import type { AuditAction } from '../domain/audit-action.ts';
import { leadId, memberId } from '../domain/ids.ts';
import type { AuditStore } from '../usecases/ports.ts';
import type { Db, Session } from './engine.ts';
import { placeholder, prepare } from './prepared.ts';

/** Who did what, in SQL; only ever added to. */
export function createAuditStore(db: Db) {
  const insert = prepare<{
    at: number;
    actor: string;
    action: AuditAction;
    lead_id: number | null;
    subject: string | null;
  }>(
    db.insertInto('audit').values({
      at: placeholder<number>('at'),
      actor: placeholder('actor'),
      action: placeholder<AuditAction>('action'),
      lead_id: placeholder('lead_id'),
      subject: placeholder('subject'),
    }),
  );
  return (on: Session): AuditStore => ({
    record: async ({ at, actor, action, lead, subject }) => {
      await insert(on, { at, actor, action, lead_id: lead, subject });
    },
    lastAt: async (action, subject) => {
      const last = await on.db
        .selectFrom('audit')
        .select('at')
        .where('action', '=', action)
        .where('subject', 'like', `${subject.replace(/[\\%_]/g, '\\$&')}%`)
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return last?.at;
    },
    recent: async ({ actor, lead, from, to, limit }) => {
      const rows = await on.db
        .selectFrom('audit')
        .selectAll()
        .$if(actor !== undefined, (query) => query.where('actor', '=', actor ?? ''))
        .$if(lead !== undefined, (query) => query.where('lead_id', '=', lead ?? 0))
        .$if(from !== undefined, (query) => query.where('at', '>=', from ?? 0))
        .$if(to !== undefined, (query) => query.where('at', '<', to ?? 0))
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        at: row.at,
        actor: memberId(row.actor),
        action: row.action,
        lead: row.lead_id === null ? null : leadId(row.lead_id),
        subject: row.subject,
      }));
    },
  });
}

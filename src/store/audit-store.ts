import type { AuditStore } from '../usecases/ports.ts';
import type { Db, Session } from './engine.ts';
import { placeholder, prepare } from './prepared.ts';

/** Who did what, in SQL; only ever added to. */
export function createAuditStore(db: Db) {
  const insert = prepare<{ at: number; actor: string; action: string; lead_id: number | null; subject: string | null }>(
    db.insertInto('audit').values({
      at: placeholder<number>('at'),
      actor: placeholder('actor'),
      action: placeholder('action'),
      lead_id: placeholder('lead_id'),
      subject: placeholder('subject'),
    }),
  );
  return (on: Session): AuditStore => ({
    record: async ({ at, actor, action, lead, subject }) => {
      await insert(on, { at, actor, action, lead_id: lead, subject });
    },
  });
}

import { sql } from 'kysely';
import type { ContentQuery, LeadMatch } from '../../usecases/ports.ts';
import type { Db, Session } from '../engine.ts';
import { findable, liveliestFirst, matchOf } from './found.ts';

/**
 * Finds leads by what is written about them: one look at every lead of the owners asked for, as no index knows the
 * middle of a note. `like` reads a backslash only when told to; case counts on Postgres and not on SQLite, hence lower.
 */
export function createContentSearch(db: Db) {
  const base = findable(db);
  return async (on: Session, { text, digits, owners }: ContentQuery, limit: number): Promise<readonly LeadMatch[]> => {
    const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    const like = (column: 'lead.contact' | 'lead.note' | 'lead.phone') =>
      sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
    const query = base
      .where((eb) =>
        eb.or([
          like('lead.contact'),
          like('lead.note'),
          like('lead.phone'),
          ...(digits === undefined ? [] : [eb('lead.phone_norm', 'like', `%${digits}%`)]),
        ]),
      )
      .orderBy(sql`case when lead.state = 'open' then 0 else 1 end`)
      .orderBy('lead.last_event_at', 'desc')
      .orderBy('lead.id', 'desc')
      .limit(limit);
    const compiled = (owners === undefined ? query : query.where('lead.owner', 'in', [...owners])).compile();
    const { rows } = await on.execute(compiled);
    return liveliestFirst(rows).map((row) => matchOf(row, 'contains'));
  };
}

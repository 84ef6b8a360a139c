import { sql } from 'kysely';
import type { Scope, Span } from '../analytics/facts.ts';
import { stageId } from '../domain/ids.ts';
import type { MoveCount } from '../usecases/ports.ts';
import type { Session } from './engine.ts';

/** Moves by people in a span that stand, by the stages they are between, and how many of them nothing was answered to. */
export async function countMoves(
  { db }: Session,
  { from, to }: Span,
  { owners, sources }: Scope,
): Promise<readonly MoveCount[]> {
  // Its own answers are a key of its JSON, where a quote inside a text is always escaped.
  const isEmpty = sql<number>`sum(case
    when e.data like '%"evidence":{%' then 0
    when exists (
      select 1 from lead_event as a
      where a.lead_id = e.lead_id and a.change_id = coalesce(e.change_id, e.id) and a.type = 'answered'
    ) then 0
    else 1 end)`;
  const rows = await db
    .selectFrom('lead_event as e')
    .innerJoin('lead as l', 'l.id', 'e.lead_id')
    .select(['e.from_stage', 'e.to_stage', isEmpty.as('empty')])
    .select(({ fn }) => fn.countAll<number>().as('moves'))
    .where('e.type', '=', 'moved')
    .where('e.at', '>=', from)
    .where('e.at', '<', to)
    .where('e.actor', 'not in', ['system', 'import'])
    .where('l.state', 'not in', ['void', 'merged'])
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('lead_event as v').select(sql.lit(1).as('one')).whereRef('v.target_id', '=', 'e.id'))),
    )
    .$if(owners !== undefined, (query) => query.where('l.owner', 'in', [...(owners ?? [])]))
    .$if(sources !== undefined, (query) => query.where('l.source', 'in', [...(sources ?? [])]))
    .groupBy(['e.from_stage', 'e.to_stage'])
    .execute();
  return rows.map((row) => ({
    from: stageId(row.from_stage ?? ''),
    to: stageId(row.to_stage ?? ''),
    moves: Number(row.moves),
    empty: Number(row.empty),
  }));
}

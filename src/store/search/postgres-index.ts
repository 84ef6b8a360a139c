import { CompiledQuery } from 'kysely';
import type { SearchIndex } from './search-index.ts';

/** One row per lead with its tokens as an array, under an inverted index (postgresql.org/docs, GIN). */
export const postgresSearchIndex: SearchIndex = {
  async create(on) {
    await on.execute(raw('create table lead_search (lead_id bigint primary key, tokens text[] not null)'));
    await on.execute(raw('create index lead_search_tokens on lead_search using gin (tokens)'));
  },
  async put(on, lead, tokens) {
    const upsert = `insert into lead_search (lead_id, tokens) values ($1, $2)
      on conflict (lead_id) do update set tokens = excluded.tokens`;
    await on.execute(raw(upsert, [lead, tokens]));
  },
  async find(on, alternatives, { before, limit }) {
    const having = alternatives.map((_, at) => `tokens @> $${at + 3}::text[]`).join(' or ');
    const query = `select lead_id as id from lead_search
      where lead_id < $1 and (${having}) order by lead_id desc limit $2`;
    const { rows } = await on.execute(raw<{ id: number }>(query, [before, limit, ...alternatives]));
    return rows.map(({ id }) => id);
  },
};

function raw<Row>(text: string, parameters: readonly unknown[] = []): CompiledQuery<Row> {
  return CompiledQuery.raw(text, [...parameters]) as CompiledQuery<Row>;
}

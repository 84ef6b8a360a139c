import { CompiledQuery } from 'kysely';
import type { SearchIndex } from './search-index.ts';

/**
 * A contentless FTS5 table (sqlite.org/fts5.html): it keeps only which lead has which token, in the order of their
 * numbers, so a search for the newest stops early. The `ascii` tokenizer takes every sign beyond ASCII for a letter.
 */
export const sqliteSearchIndex: SearchIndex = {
  async create(on) {
    await on.execute(
      raw(`create virtual table lead_search using fts5(
        tokens, content='', contentless_delete=1, detail=none, tokenize='ascii')`),
    );
  },
  async put(on, lead, tokens) {
    await on.execute(raw('insert or replace into lead_search (rowid, tokens) values (?, ?)', [lead, tokens.join(' ')]));
  },
  async find(on, alternatives, { before, limit }) {
    // The limit stands in the text: bound, it would make SQLite plan the statement anew each time.
    const statement = `select rowid as id from lead_search where lead_search match ? and rowid < ? order by rowid desc limit ${limit}`;
    const { rows } = await on.execute(raw<{ id: number }>(statement, [expressionOf(alternatives), before]));
    return rows.map(({ id }) => id);
  },
};

function expressionOf(alternatives: readonly (readonly string[])[]): string {
  return alternatives.map((tokens) => `(${tokens.map((token) => `"${token}"`).join(' AND ')})`).join(' OR ');
}

function raw<Row>(text: string, parameters: readonly unknown[] = []): CompiledQuery<Row> {
  return CompiledQuery.raw(text, [...parameters]) as CompiledQuery<Row>;
}

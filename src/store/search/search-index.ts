import type { Compilable, CompiledQuery, QueryResult } from 'kysely';

/** What the index needs of a connection: anything that runs queries. */
export interface Runs {
  execute<Row>(query: CompiledQuery<Row> | Compilable<Row>): Promise<QueryResult<Row>>;
}

/**
 * Finds leads by the tokens of their names; made of what each engine does best. It knows every lead, also voided and
 * merged ones.
 */
export interface SearchIndex {
  /** Makes the empty index. */
  create(on: Runs): Promise<void>;
  /** Sets a lead's tokens. */
  put(on: Runs, lead: number, tokens: readonly string[]): Promise<void>;
  /** Leads with all tokens of at least one of `alternatives`, newest first, none as new as `before`. */
  find(
    on: Runs,
    alternatives: readonly (readonly string[])[],
    page: { readonly before: number; readonly limit: number },
  ): Promise<readonly number[]>;
}

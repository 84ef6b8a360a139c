import type { ColumnDefinitionBuilder, Compilable, CompiledQuery, Kysely, QueryResult, RawBuilder } from 'kysely';
import type { Tables } from './schema/tables.ts';
import type { SearchIndex } from './search/search-index.ts';

export type Db = Kysely<Tables>;

/** A connection to work on: `db` builds queries on the spot, `execute` runs those compiled before. */
export interface Session {
  readonly db: Db;
  /** True inside a transaction; then rows may be locked and what is read stays true. */
  readonly inTransaction: boolean;
  execute<Row>(query: CompiledQuery<Row> | Compilable<Row>): Promise<QueryResult<Row>>;
}

/** A session outside any transaction, or inside one that Kysely keeps. */
export function sessionOf(db: Db): Session {
  return {
    db,
    inTransaction: db.isTransaction,
    execute: <Row>(query: CompiledQuery<Row> | Compilable<Row>) => db.executeQuery<Row>(query),
  };
}

/**
 * What differs between the database engines. Everything else in this room is the same SQL for both.
 */
export interface Engine {
  readonly kind: 'sqlite' | 'postgres';
  /** Where transactions that write run. */
  readonly writer: Db;
  /** Where reads run beside a writer. */
  readonly reader: Db;
  /** Runs `work` in one transaction of the writer; rolled back when it throws. */
  transaction<T>(work: (session: Session) => Promise<T>): Promise<T>;
  /** Turns an id column into the table's generated primary key. */
  generatedKey(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  /** Column type for text that is compared byte by byte, so that prefix ranges work. */
  readonly binaryText: 'text' | 'text collate "C"';
  /** Ends `create table` for a table that lives in its primary key's tree. */
  readonly keyedTableSuffix: '' | 'without rowid';
  /** Makes a second handler of the same message wait for the first (nothing to do where writers are serial anyway). */
  lockMessage(on: Session, key: string): Promise<void>;
  /**
   * A number that changes whenever another process may have changed the database; undefined when there is none to be
   * had cheaply, so that nothing may be kept between transactions.
   */
  version(on: Session): Promise<number | undefined>;
  /** A list of ids as one value of a statement, for `in`: of any length, and the statement stays the same. */
  ids(ids: readonly number[]): RawBuilder<number>;
  /**
   * Rows as one JSON text (or what it says), each an array of these columns: thousands of rows come out twice as fast
   * as one by one.
   */
  jsonRows(columns: readonly string[]): RawBuilder<string | readonly (readonly unknown[])[] | null>;
  /** True when an insert tells the new row's id by itself, so that it need not be asked to return it. */
  readonly tellsInsertId: boolean;
  /** True when rows read for writing have to be locked (`for update`). */
  readonly locksRows: boolean;
  /** Finds leads by the tokens of their names. */
  readonly searchIndex: SearchIndex;
  close(): Promise<void>;
}

import type { ColumnDefinitionBuilder, Kysely, Transaction } from 'kysely';
import type { Tables } from './schema/tables.ts';

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/**
 * What differs between the database engines. Everything else in this room is the same SQL for both.
 */
export interface Engine {
  readonly kind: 'sqlite' | 'postgres';
  /** Where transactions that write run. */
  readonly writer: Db;
  /** Where reads run beside a writer. */
  readonly reader: Db;
  /** Turns an id column into the table's generated primary key. */
  generatedKey(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  /** Column type for text that is compared byte by byte, so that prefix ranges work. */
  readonly binaryText: 'text' | 'text collate "C"';
  /** Ends `create table` for a table that lives in its primary key's tree. */
  readonly keyedTableSuffix: '' | 'without rowid';
  /** Makes a second handler of the same message wait for the first (nothing to do where writers are serial anyway). */
  lockMessage(tx: Tx, key: string): Promise<void>;
  /**
   * A number that changes whenever another process may have changed the database; undefined when there is none to be
   * had cheaply, so that nothing may be kept between transactions.
   */
  version(on: Db): Promise<number | undefined>;
  /** True when rows read for writing have to be locked (`for update`). */
  readonly locksRows: boolean;
  close(): Promise<void>;
}

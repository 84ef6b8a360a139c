import type { LeadId, MemberId } from '../domain/ids.ts';
import { type LocalDay, localDay, noonOf } from '../domain/period.ts';
import type { Deps } from './deps.ts';
import type { TableRow } from './import-cells.ts';
import { type DuplicatePolicy, withTwins } from './import-duplicates.ts';
import type { Mapping } from './import-mapping.ts';
import { mergeRow } from './import-merge.ts';
import { createOwnerDirectory } from './import-owners.ts';
import { planImport } from './import-plan.ts';
import { createTally, type ImportReport } from './import-report.ts';
import { createRowReader, type RowReading } from './import-row.ts';

/** Anything with a header and lines below it, read once from top to bottom. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: AsyncIterable<TableRow> | Iterable<TableRow>;
  /** How its own date cells are written out; understood besides what the mapping says. */
  readonly dateFormats?: readonly string[];
}

export interface TableInput {
  readonly table: Table;
  readonly mapping: Mapping;
  /** The day to take for today; today when absent. Not in the future. */
  readonly asOf?: LocalDay | undefined;
  /** What to do with rows that are probably customers we know, or the same one twice. */
  readonly duplicates: DuplicatePolicy;
}

/** Thrown instead of writing a table with bad rows or duplicates; nothing was written. */
export class TableRefused extends Error {
  readonly report: ImportReport;

  constructor(report: ImportReport) {
    super(`refused: ${report.badRows} bad rows, ${duplicatesOf(report)} duplicates`);
    this.name = 'TableRefused';
    this.report = report;
  }
}

/** What an import of this table would do, without doing it. Throws `MappingError` when the mapping does not fit. */
export async function checkTable(deps: Deps, input: TableInput): Promise<ImportReport> {
  const tally = createTally(input.duplicates);
  for await (const { row, reading, twin } of readingsOf(deps, input)) tally.count(row, reading, twin);
  return tally.report();
}

/** Rows that are probably customers we know, or the same one twice. */
export function duplicatesOf({ duplicates: { existing, inTable } }: ImportReport): number {
  return existing + inTable;
}

/**
 * Writes every row of a table as a lead with its history, recorded now by `import`, and the members its owners need.
 * All or nothing: a bad row throws {@link TableRefused}, unless bad rows are to be left out; so does a duplicate, unless
 * something else is to be done with it. `subject` is what the audit knows the import by, and `by` whose doing it is.
 */
export async function importTable(
  deps: Deps,
  input: TableInput & { readonly badRows: 'refuse' | 'leave_out'; readonly subject: string; readonly by: MemberId },
): Promise<ImportReport> {
  const { duplicates, subject, by } = input;
  const { leads, members, audit } = deps.stores;
  const tally = createTally(duplicates);
  /** What became of each row, for rows further down that are the same customer. */
  const written = new Map<number, LeadId>();
  let isRefused = false;
  for await (const { row, reading, twin } of readingsOf(deps, input)) {
    tally.count(row, reading, twin);
    // What is refused is still read to its end, so that every bad row is named at once.
    isRefused ||= 'problems' in reading ? input.badRows === 'refuse' : twin !== undefined && duplicates === 'refuse';
    if (isRefused || 'problems' in reading || (twin && duplicates === 'skip')) continue;
    const into = twin && duplicates === 'merge' ? (twin.kind === 'lead' ? twin.id : written.get(twin.row)) : undefined;
    if (into === undefined) {
      const { id } = await leads.append(undefined, reading.lead.history.events, deps.now);
      if (duplicates === 'merge') written.set(row, id);
    } else {
      await mergeRow(deps, into, reading.lead);
      written.set(row, into);
    }
  }
  await audit.record({ at: deps.now, actor: by, action: 'lead.import', lead: null, subject });
  const report = tally.report();
  if (isRefused) throw new TableRefused(report);
  for (const { id, name, isNew } of report.owners) {
    if (isNew) await members.save({ id, userid: null, name, role: 'rep', team: null }, deps.now);
  }
  return report;
}

/** Every row as it is read, with its twin. */
async function* readingsOf(deps: Deps, input: TableInput) {
  const readRow = await rowReaderFor(deps, input);
  async function* readings() {
    for await (const row of input.table.rows) yield { row: row.row, reading: readRow(row) };
  }
  const leadOf = ({ reading }: { readonly reading: RowReading }) => ('lead' in reading ? reading.lead : undefined);
  for await (const { row, twin } of withTwins(deps.stores.leads, readings(), leadOf)) yield { ...row, twin };
}

async function rowReaderFor(deps: Deps, input: TableInput): Promise<(row: TableRow) => RowReading> {
  const { stores, now, timeZone } = deps;
  const definitions = { pipeline: await stores.settings.pipeline(), reasons: await stores.settings.reasons() };
  const { header, dateFormats = [] } = input.table;
  const mapping = { ...input.mapping, dates: [...input.mapping.dates, ...dateFormats] };
  const plan = planImport(mapping, header, definitions);
  const today = localDay(now, timeZone);
  const on = input.asOf ?? today;
  const asOf = { on, at: on === today ? now : noonOf(on, now, timeZone), exact: false };
  return createRowReader(plan, { now, timeZone, asOf }, createOwnerDirectory(await stores.members.all()));
}

import { texts } from '../texts/index.ts';
import type { FindMapping } from '../usecases/find-mapping.ts';
import { HeaderUnclear } from '../usecases/guess-mapping.ts';
import type { DuplicatePolicy } from '../usecases/import-duplicates.ts';
import { MappingError } from '../usecases/import-mapping.ts';
import { duplicatesOf } from '../usecases/import-table.ts';
import type { UnitOfWork } from '../usecases/ports.ts';
import { type ImportOutcome, type ImportRun, runImport } from '../usecases/run-import.ts';
import { type OpenTable, TableFileError } from '../usecases/table-file.ts';
import { reply } from './command.ts';
import { FetchFailure, type Reply } from './reply-types.ts';
import type { TaskAtWork, TaskHandler } from './task-runner.ts';

/** Largest file taken in chat: it is kept in the database until it is answered to. */
const MAX_FILE_BYTES = 5 * 1024 * 1024;
/** How long a table waits for its answer. Its question's number counts for ten minutes, its line as long as this. */
const KEPT_MS = 3_600_000;

export interface ImportTaskDeps {
  readonly uow: UnitOfWork;
  readonly timeZone: string;
  /** Reads bytes as a table, within what is read in chat. */
  readonly openTable: (bytes: Buffer) => OpenTable;
  readonly names: FindMapping['names'];
}

/** Fetches a file somebody sent, tries it out, and asks what to do with it. */
export function importCheck(deps: ImportTaskDeps): TaskHandler {
  const { uow } = deps;
  return {
    permission: 'team:admin',
    async run(at) {
      const { actor, now, task, sender } = at;
      const { file } = JSON.parse(task.data) as { readonly file: string };
      const over = (text: string) => uow.run((stores) => at.conclude(stores, reply.text(text)));
      if (!sender?.fetchFile) throw new Error('the channel is down');
      try {
        const { bytes, name = '' } = await sender.fetchFile(file, MAX_FILE_BYTES);
        const outcome = await runImport(uow, { ...runOf(deps, at, deps.openTable(bytes), 'skip'), mode: 'check' });
        if (!isWorthAsking(outcome))
          return await over(texts.tables.notImportable(name, outcome, { now, timeZone: deps.timeZone }));
        await uow.run(async (stores) => {
          const rows = outcome.report.rows - outcome.report.badRows;
          const id = await stores.keptTables.put({ member: actor.id, name, rows, bytes, expiresAt: now + KEPT_MS });
          await at.conclude(stores, question(id, name, outcome));
        });
      } catch (error) {
        const why = whyNot(error);
        if (why === undefined) throw error;
        await over(why);
      }
    },
  };
}

/** Imports a table somebody said yes to. */
export function importWrite(deps: ImportTaskDeps): TaskHandler {
  const { uow } = deps;
  return {
    permission: 'team:admin',
    async run(at) {
      const { table, duplicates } = JSON.parse(at.task.data) as ImportWriteData;
      const end = (text: string) =>
        uow.run(async (stores) => {
          await stores.keptTables.remove(table);
          await at.conclude(stores, reply.text(text));
        });
      const [kept, bytes] = await uow.read(
        async ({ keptTables }) => [await keptTables.byId(table), await keptTables.bytes(table)] as const,
      );
      if (!kept || !bytes) return end(texts.tables.gone);
      try {
        const outcome = await runImport(uow, {
          ...runOf(deps, at, deps.openTable(bytes), duplicates),
          mode: 'write',
          alongside: async (stores, report) => {
            await stores.keptTables.remove(table);
            await at.conclude(stores, reply.text(texts.tables.written(kept.name, report)));
          },
        });
        if (outcome.kind !== 'written')
          await end(texts.tables.notImportable(kept.name, outcome, { now: at.now, timeZone: deps.timeZone }));
      } catch (error) {
        // It was readable an hour ago: only the stages and reasons it names may have changed.
        const why = whyNot(error);
        if (why === undefined) throw error;
        await end(why);
      }
    },
  };
}

/** What a confirmed import is about. */
export interface ImportWriteData {
  readonly table: number;
  readonly duplicates: DuplicatePolicy;
}

function runOf(
  { names, timeZone }: ImportTaskDeps,
  { actor, now, progress }: TaskAtWork,
  open: OpenTable,
  duplicates: DuplicatePolicy,
): Omit<ImportRun, 'mode'> {
  return {
    open,
    mapping: { names },
    badRows: 'refuse',
    duplicates,
    known: 'refuse',
    by: actor.id,
    now,
    timeZone,
    progress: (phase, rows) => {
      if (rows % 100 === 0) progress(texts.tables.progress(phase, rows));
    },
  };
}

function isWorthAsking({ kind, report }: ImportOutcome): boolean {
  return kind === 'checked' && report.badRows === 0 && report.rows > 0;
}

function question(id: number, name: string, outcome: ImportOutcome): Reply {
  const { report } = outcome;
  const ways =
    duplicatesOf(report) === 0 ? (['confirm', 'cancel'] as const) : (['skip', 'merge', 'new', 'cancel'] as const);
  // A table of nothing but customers there are already has nothing left once they are skipped.
  const useful = ways.filter((way) => way !== 'skip' || report.leads > 0);
  return reply.choice(
    texts.tables.tried(name, outcome),
    useful.map((way) => texts.tables.option(way, id)),
  );
}

/** The sentence for a file that cannot be had or read; undefined for what may go better another time. */
function whyNot(error: unknown): string | undefined {
  if (error instanceof FetchFailure && error.action === 'gone') return texts.tables.fileGone;
  if (error instanceof FetchFailure && error.action === 'too_large') return texts.tables.fileTooLarge(MAX_FILE_BYTES);
  if (error instanceof TableFileError) return texts.tables.unreadable(error.code, error.row);
  if (error instanceof HeaderUnclear) return texts.tables.headerUnclear(error.missing, error.header);
  return error instanceof MappingError ? texts.tables.mappingOutdated : undefined;
}

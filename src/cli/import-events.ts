import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readConfig } from '../config.ts';
import { memberId } from '../domain/ids.ts';
import { localDay } from '../domain/period.ts';
import { projectRoot } from '../project-root.ts';
import { openDatabase } from '../store/database.ts';
import { readSeed } from '../store/seed.ts';
import { eventLog } from '../texts/event-log.ts';
import { checkEvents, type EventReport, EventsRefused, importEvents } from '../usecases/import-events.ts';
import { importedAt, importSubject } from '../usecases/import-memory.ts';
import type { Stores } from '../usecases/ports.ts';
import { FileChanged } from '../usecases/run-import.ts';
import { CliExit, EXIT, type Io } from './io.ts';
import { openLines } from './text-lines.ts';

interface Options {
  readonly dryRun?: true;
  readonly again?: true;
  readonly json?: true;
  readonly database?: string;
}

type Outcome = { readonly report: EventReport } & (
  | { readonly kind: 'checked' | 'written' | 'bad_lines' | 'nothing' }
  | { readonly kind: 'already'; readonly at: number }
);

/** How an event log was read, as the audit knows it. */
const FORMAT = createHash('sha256').update('events').digest('hex');

/** What `loudou import --format events FILE` does; answers with the exit code. */
export async function importEventFile(io: Io, file: string, options: Options): Promise<number> {
  if (!existsSync(file)) throw new CliExit(EXIT.wrongUse, eventLog.unreadable(file));
  const url = options.database;
  const config = readConfig(url === undefined ? io.env : { ...io.env, DATABASE_URL: url });
  const seed = readSeed(`${projectRoot()}/data/seed`);
  const database = await openDatabase(config.databaseUrl, seed, config.sqliteSynchronous);
  try {
    const outcome = await run();
    const { kind, report } = outcome;
    const today = localDay(io.now(), config.timeZone);
    io.out(
      options.json
        ? JSON.stringify({ file, outcome: kind, written: kind === 'written' ? report.leads : 0, ...report })
        : eventLog.report(
            file,
            report,
            kind === 'already' ? { kind, on: localDay(outcome.at, config.timeZone), today } : { kind },
          ),
    );
    return kind === 'checked' || kind === 'written'
      ? report.problems.length === 0
        ? EXIT.ok
        : EXIT.problem
      : EXIT.problem;
  } finally {
    await database.close();
  }

  async function run(): Promise<Outcome> {
    const now = io.now();
    const deps = (stores: Stores) => ({
      stores,
      now,
      timeZone: config.timeZone,
      joining: { open: false, admins: new Set<string>() },
    });
    const first = openLines(file);
    const report = await database.uow.read((stores) => checkEvents(deps(stores), first.lines));
    const sha256 = first.sha256();
    const knownAt = options.again ? undefined : await importedAt(database.uow, sha256);
    if (knownAt !== undefined) return { kind: 'already', at: knownAt, report };
    if (options.dryRun) return { kind: 'checked', report };
    if (report.problems.length > 0) return { kind: 'bad_lines', report };
    if (report.leads === 0) return { kind: 'nothing', report };
    const subject = importSubject(sha256, FORMAT);
    const key = `import/${sha256}${options.again ? `/${now}` : ''}`;
    const { repeated } = await database.uow.once(key, now, async (stores) => {
      const second = openLines(file);
      try {
        await importEvents(deps(stores), { by: memberId('import'), lines: second.lines, subject });
      } catch (error) {
        if (error instanceof EventsRefused) throw new FileChanged();
        throw error;
      }
      if (second.sha256() !== sha256) throw new FileChanged();
      return null;
    });
    return repeated ? { kind: 'already', at: now, report } : { kind: 'written', report };
  }
}

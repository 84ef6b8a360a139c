import { readConfig } from '../config.ts';
import { instantOfIso, localDay } from '../domain/period.ts';
import { projectRoot } from '../project-root.ts';
import { publishedCalendar } from '../published-calendar.ts';
import { openDatabase } from '../store/database.ts';
import { readSeed } from '../store/seed.ts';
import { reporting } from '../texts/report-cli.ts';
import { memberAsRead, memberAsWritten } from '../usecases/event-members.ts';
import { fullReport } from '../usecases/full-report.ts';
import { reportAsJson } from '../usecases/report-json.ts';
import { CliExit, EXIT, type Io } from './io.ts';
import { readDays } from './period.ts';

interface Options {
  readonly period: string;
  readonly asOf?: string;
  readonly owner?: string;
  readonly source?: string;
  readonly json?: true;
  readonly database?: string;
}

/** What `loudou report --period 2026-06` does; answers with the exit code. */
export async function printReport(io: Io, options: Options): Promise<number> {
  const url = options.database;
  const config = readConfig(url === undefined ? io.env : { ...io.env, DATABASE_URL: url });
  const { timeZone } = config;
  const days = readDays(options.period);
  if (!days) throw new CliExit(EXIT.wrongUse, reporting.badPeriod(options.period));
  const now = io.now();
  const asOf = options.asOf === undefined ? now + 1 : instantOfIso(options.asOf);
  if (asOf === undefined) throw new CliExit(EXIT.wrongUse, reporting.badAsOf(options.asOf ?? ''));
  if (days.from > localDay(asOf - 1, timeZone)) throw new CliExit(EXIT.wrongUse, reporting.periodAhead);
  const seed = readSeed(`${projectRoot()}/data/seed`);
  const database = await openDatabase(config.databaseUrl, seed, config.sqliteSynchronous, publishedCalendar());
  try {
    // In one transaction, so that the numbers agree while others write.
    return await database.uow.run(async (stores) => {
      const deps = { stores, now, timeZone, joining: { open: false, admins: new Set<string>() } };
      const members = await stores.members.all();
      const owner = options.owner === undefined ? undefined : memberAsRead(members)(options.owner);
      if (owner?.fresh) throw new CliExit(EXIT.problem, reporting.noOwner(options.owner ?? ''));
      const scope = {
        ...(owner && { owners: new Set([owner.id]) }),
        ...(options.source !== undefined && { sources: new Set([options.source]) }),
      };
      const full = await fullReport(deps, { days, asOf, scope });
      const reasons = await stores.settings.reasons();
      const names = {
        owner: memberAsWritten(members),
        reason: (kind: string, code: string | null) =>
          reasons.find((reason) => reason.kind === kind && reason.code === code)?.name ?? null,
      };
      io.out(
        options.json
          ? JSON.stringify(reportAsJson(full, names, { pipeline: await stores.settings.pipeline(), timeZone }))
          : reporting.text(full.report, names.owner, { now: asOf - 1, timeZone }),
      );
      return EXIT.ok;
    });
  } finally {
    await database.close();
  }
}

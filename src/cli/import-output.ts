import { type LocalDay, localDay } from '../domain/period.ts';
import type { Today } from '../texts/format.ts';
import { importing } from '../texts/import.ts';
import type { ImportOutcome } from '../usecases/run-import.ts';

/** What became of an import, for a person at a terminal. */
export function outcomeAsText(outcome: ImportOutcome, file: string, { now, timeZone }: Today): string {
  const today = localDay(now, timeZone);
  const said =
    outcome.kind === 'already'
      ? ({ kind: 'already', on: localDay(outcome.at, timeZone), today } as const)
      : ({ kind: outcome.kind } as const);
  return importing.report(file, outcome, said);
}

/** The same for a script: one JSON object, each problem also with its sentence. */
export function outcomeAsJson(
  outcome: ImportOutcome,
  run: { readonly file: string; readonly mapping: string | null; readonly asOf: LocalDay },
): string {
  const { kind, report, source, found, columns } = outcome;
  const { problems, moreProblems, ...counts } = report;
  return JSON.stringify({
    ...run,
    outcome: kind,
    written: kind === 'written' ? report.leads : 0,
    ...(outcome.kind === 'already' && { importedAt: new Date(outcome.at).toISOString() }),
    source,
    mappingFrom: found.from,
    ...(found.from !== 'given' && { understood: found.mapping }),
    columns,
    ...counts,
    problems: problems.map((problem) => ({ ...problem, message: importing.rowProblem(problem) })),
    moreProblems,
  });
}

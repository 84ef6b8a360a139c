import type { Member } from './domain/access.ts';
import type { MemberId } from './domain/ids.ts';
import type { Days } from './domain/period.ts';
import type { OutTable } from './files/out-table.ts';
import { exporting } from './texts/export.ts';
import { historyTable } from './texts/export-history.ts';
import { reportSheets } from './texts/export-report.ts';
import type { Deps } from './usecases/deps.ts';
import { exportHistory } from './usecases/export-history.ts';
import { exportLeads } from './usecases/export-leads.ts';
import { viewReport } from './usecases/reports.ts';

/** What somebody wants a table of. */
export type Exported =
  | {
      readonly what: 'leads' | 'history' /** Whose; everybody's when absent. */;
      readonly owners: ReadonlySet<MemberId> | undefined;
    }
  | { readonly what: 'report'; readonly by: Member; readonly period: Days | undefined };

/** The tables of what is wanted, read as they are asked for. */
export async function tablesOf(deps: Deps, wanted: Exported): Promise<readonly OutTable[]> {
  const { now, timeZone } = deps;
  switch (wanted.what) {
    case 'leads': {
      const { sheet, titles } = exporting;
      return [
        { sheet, titles, rows: mapped(exportLeads(deps, wanted.owners), (lead) => exporting.cells(lead, timeZone)) },
      ];
    }
    case 'history': {
      const { sheet, titles, cells } = historyTable;
      return [{ sheet, titles, rows: mapped(exportHistory(deps, wanted.owners), (event) => cells(event, timeZone)) }];
    }
    case 'report':
      return reportSheets(await viewReport(deps, wanted), { now, timeZone });
  }
}

async function* mapped<From, To>(all: AsyncIterable<From>, to: (one: From) => To): AsyncGenerator<To> {
  for await (const one of all) yield to(one);
}

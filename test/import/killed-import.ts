/**
 * An import that is killed in the middle, for tests: writes 30 leads of the example in its transaction, says so, and
 * sends itself SIGKILL.
 *
 *     node --import tsx killed-import.ts <url>
 */
import { writeSync } from 'node:fs';
import { withCsvTable } from '../../src/cli/csv-table.ts';
import { leadId } from '../../src/domain/ids.ts';
import { openDatabase } from '../../src/store/database.ts';
import { importTable } from '../../src/usecases/import-table.ts';
import { seed } from '../support/seed.ts';
import { AS_OF, exampleFile, exampleMapping, IMPORTED_AT, TIME_ZONE } from './example-import.ts';

const database = await openDatabase(process.argv[2] ?? '', seed);
await database.uow.once('import/killed', IMPORTED_AT, (stores) =>
  withCsvTable(exampleFile, undefined, ({ header, rows }) => {
    async function* untilKilled() {
      for await (const row of rows) {
        if (row.row === 32) {
          writeSync(1, `written: ${(await stores.leads.byId(leadId(30)))?.name}`);
          process.kill(process.pid, 'SIGKILL');
        }
        yield row;
      }
    }
    const table = { header, rows: untilKilled() };
    const joining = { open: false, admins: new Set<string>() };
    return importTable(
      { stores, now: IMPORTED_AT, timeZone: TIME_ZONE, joining },
      { table, mapping: exampleMapping, asOf: AS_OF, badRows: 'refuse', duplicates: 'refuse', subject: 'killed' },
    );
  }),
);

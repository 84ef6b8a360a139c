/**
 * An import that is killed in the middle, for tests: writes 30 leads of a table in its transaction, says so, and sends
 * itself SIGKILL.
 *
 *     node --import tsx killed-import.ts <url> <file>
 */
import { writeSync } from 'node:fs';
import { memberId } from '../../src/domain/ids.ts';
import { openDatabase } from '../../src/store/database.ts';
import { importTable } from '../../src/usecases/import-table.ts';
import type { LeadStore, Stores } from '../../src/usecases/ports.ts';
import { replaced } from '../support/replaced-stores.ts';
import { seed } from '../support/seed.ts';
import { AS_OF, exampleMapping, IMPORTED_AT, opener, TIME_ZONE } from './example-import.ts';

const [url = '', file = ''] = process.argv.slice(2);
const database = await openDatabase(url, seed);
await database.uow.once('import/killed', IMPORTED_AT, (stores) =>
  opener(file)(undefined, (table) =>
    importTable(
      {
        stores: untilKilled(stores),
        now: IMPORTED_AT,
        timeZone: TIME_ZONE,
        joining: { open: false, admins: new Set() },
      },
      {
        table,
        mapping: exampleMapping,
        asOf: AS_OF,
        badRows: 'refuse',
        duplicates: 'refuse',
        subject: 'killed',
        by: memberId('import'),
      },
    ),
  ),
);

function untilKilled(stores: Stores): Stores {
  let written = 0;
  const append: LeadStore['append'] = async (...of) => {
    const lead = await stores.leads.append(...of);
    if (++written === 30) {
      writeSync(1, `written: ${(await stores.leads.byId(lead.id))?.name}`);
      process.kill(process.pid, 'SIGKILL');
    }
    return lead;
  };
  return replaced(stores, { leads: { ...stores.leads, append } });
}

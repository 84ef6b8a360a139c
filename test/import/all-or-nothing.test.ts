import { execFile } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { leadId, memberId, type StageId } from '../../src/domain/ids.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { importTable, TableRefused } from '../../src/usecases/import-table.ts';
import type { Stores, UnitOfWork } from '../../src/usecases/ports.ts';
import { FileChanged } from '../../src/usecases/run-import.ts';
import { seed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { AS_OF, exampleFile, exampleMapping, IMPORTED_AT, importExample, opener, TIME_ZONE } from './example-import.ts';
import { NOTHING, rowCounts } from './whole-database.ts';

const folder = temporaryFolder();
const example = readFileSync(exampleFile, 'utf8');
const owner = memberId('zhangwei');
let serial = 0;
let url = '';
let database: Database;

beforeEach(async () => {
  url = `file:${join(folder, `${++serial}.db`)}`;
  database = await openDatabase(url, seed);
});
afterEach(() => database.close());

/** The example with something at its end. */
function file(end: string): string {
  const path = join(folder, `${serial}.csv`);
  writeFileSync(path, example + end);
  return path;
}

/** The example as a workbook. */
async function exampleWorkbook(): Promise<string> {
  const path = join(folder, `${serial}.xlsx`);
  const data = await opener(exampleFile)(undefined, async ({ header, rows }) => {
    const lines = [[...header]];
    for await (const { cells } of rows) lines.push([...cells]);
    return lines;
  });
  await writeWorkbook([{ sheet: 'leads', data }]).toFile(path);
  return path;
}

const BAD_ROW = 'LD4X41ZZ,Mia Torres,GTXPro,Pinecrest,Won,12/1/2017,,100\n';
const deps = (stores: Stores) => ({
  stores,
  now: IMPORTED_AT,
  timeZone: TIME_ZONE,
  joining: { open: false, admins: new Set<string>() },
});

describe('an import of which something goes wrong', () => {
  it('writes nothing when the last row is bad, and says which and why', async () => {
    const { kind, report } = await importExample(database, { file: file(BAD_ROW) });
    expect({ kind, leads: report.leads, badRows: report.badRows, problems: report.problems }).toEqual({
      kind: 'bad_rows',
      leads: 40,
      badRows: 1,
      problems: [{ row: 42, column: 'close_date', code: 'missing' }],
    });
    expect(await rowCounts(database)).toEqual(NOTHING);
  });

  it('writes nothing when the bad row is met only while writing', async () => {
    const attempt = database.uow.run((stores) =>
      opener(file(BAD_ROW))(undefined, (table) =>
        importTable(deps(stores), {
          table,
          mapping: exampleMapping,
          asOf: AS_OF,
          badRows: 'refuse',
          duplicates: 'refuse',
          subject: 's',
          by: owner,
        }),
      ),
    );
    await expect(attempt).rejects.toThrow(TableRefused);
    expect(await rowCounts(database)).toEqual(NOTHING);
  });

  it('writes nothing when reading fails in the middle of writing', async () => {
    const [header = '', ...lines] = example.trimEnd().split('\n');
    const path = join(folder, 'long.csv');
    const copies = Array.from({ length: 10 }, (_, copy) => lines.map((line) => `${copy}${line}`)).flat();
    writeFileSync(path, [header, ...copies, ''].join('\n'));
    let written: string | undefined;
    const attempt = database.uow.run((stores) =>
      opener(path)(undefined, ({ header, rows }) => {
        async function* broken() {
          for await (const row of rows) {
            if (row.row === 302) {
              written = (await stores.leads.byId(leadId(30)))?.name;
              throw new Error('the disk is gone');
            }
            yield row;
          }
        }
        const input = {
          mapping: exampleMapping,
          asOf: AS_OF,
          badRows: 'refuse',
          duplicates: 'refuse',
          subject: 's',
          by: owner,
        } as const;
        return importTable(deps(stores), { table: { header, rows: broken() }, ...input });
      }),
    );
    await expect(attempt).rejects.toThrow('the disk is gone');
    expect(written).toBe('The "Blue" Company MG Advanced #0LD4X30SH');
    expect(await rowCounts(database)).toEqual(NOTHING);
  });

  it.each(['CSV', 'workbook'])('writes nothing when the process is killed in the middle of a %s', async (kind) => {
    const path = kind === 'CSV' ? exampleFile : await exampleWorkbook();
    const program = fileURLToPath(new URL('killed-import.ts', import.meta.url));
    const { signal, stdout } = await new Promise<{ signal: unknown; stdout: string }>((resolve) => {
      execFile(process.execPath, ['--import', 'tsx', program, url, path], (error, out) =>
        resolve({ signal: error?.signal, stdout: out }),
      );
    });
    expect({ signal, stdout }).toEqual({
      signal: 'SIGKILL',
      stdout: 'written: The "Blue" Company MG Advanced #LD4X30SH',
    });
    expect(await rowCounts(database)).toEqual(NOTHING);
    expect((await importExample(database, { file: path })).kind).toBe('written');
  });

  it('writes nothing when somebody adds one of its customers between the check and the writing', async () => {
    const uow: UnitOfWork = {
      ...database.uow,
      once: async (key, now, work) => {
        const fact = {
          type: 'created',
          to: 'lead' as StageId,
          name: 'harbor light gtx basic ld4x01qa',
          owner,
        } as const;
        await database.uow.run(({ leads }) => leads.append(undefined, [{ fact, actor: owner, at: now }], now));
        return database.uow.once(key, now, work);
      },
    };
    const { kind, report } = await importExample({ ...database, uow });
    expect({ kind, duplicates: report.duplicates }).toMatchObject({
      kind: 'duplicates',
      duplicates: { existing: 1, inTable: 0, first: { row: 2, name: 'Harbor Light GTX Basic #LD4X01QA' } },
    });
    expect(await rowCounts(database)).toMatchObject({ lead: 1, member: 0, inbound: 0 });
  });

  it('writes nothing when the file grows between the check and the writing', async () => {
    const growing = file('');
    const uow: UnitOfWork = {
      ...database.uow,
      once: (key, now, work) => {
        appendFileSync(growing, 'LD4X41ZZ,Mia Torres,GTXPro,Pinecrest,Prospecting,,,\n');
        return database.uow.once(key, now, work);
      },
    };
    await expect(importExample({ ...database, uow }, { file: growing })).rejects.toThrow(FileChanged);
    expect(await rowCounts(database)).toEqual(NOTHING);
  });
});

describe('an import that may leave bad rows out', () => {
  it('writes the others, and nobody who owns only bad rows', async () => {
    const end = `${BAD_ROW}LD4X42ZZ,Nobody Else,GTXPro,Pinecrest,Paused,,,\n`;
    const { kind, report } = await importExample(database, { file: file(end), badRows: 'leave_out' });
    expect({ kind, leads: report.leads, badRows: report.badRows }).toEqual({ kind: 'written', leads: 40, badRows: 2 });
    expect(await rowCounts(database)).toMatchObject({ lead: 40, member: 4 });
  });

  it('has nothing to write when all are bad', async () => {
    const path = join(folder, 'bad.csv');
    writeFileSync(path, `${example.split('\n')[0]}\n${BAD_ROW}`);
    expect((await importExample(database, { file: path, badRows: 'leave_out' })).kind).toBe('nothing');
    expect(await rowCounts(database)).toEqual(NOTHING);
  });
});

describe('an import that was done before', () => {
  it('is refused, whatever the mapping, and says when that was', async () => {
    await importExample(database);
    const later = IMPORTED_AT + 30 * 86_400_000;
    // What the ledger remembers of messages goes after some days; an import is remembered for good.
    await database.uow.forget({ handledBefore: later, sentBefore: later });
    const mapping = { ...exampleMapping, about: 'another one' };
    expect(await importExample(database, { now: later, mapping })).toMatchObject({ kind: 'already', at: IMPORTED_AT });
    expect(await importExample(database, { now: later, mode: 'check' })).toMatchObject({ kind: 'already' });
    expect(await rowCounts(database)).toMatchObject({ lead: 40, audit: 1 });
  });

  it('is done once when two start it at the same time', async () => {
    const outcomes = await Promise.all([importExample(database), importExample(database)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['already', 'written']);
    expect(await rowCounts(database)).toMatchObject({ lead: 40, member: 4, audit: 1 });
  });

  it('is done again when asked to, with the members it made the first time', async () => {
    await importExample(database);
    const again = await importExample(database, { known: 'import_again', duplicates: 'new', now: IMPORTED_AT + 1000 });
    expect(again.kind).toBe('written');
    expect(again.report.owners.map(({ isNew }) => isNew)).toEqual([false, false, false, false]);
    expect(await rowCounts(database)).toMatchObject({ lead: 80, member: 4, audit: 2 });
  });

  it('is another one when the file has a row more', async () => {
    await importExample(database);
    const more = file('LD4X41ZZ,Mia Torres,GTXPro,Pinecrest,Prospecting,,,\n');
    expect((await importExample(database, { file: more, duplicates: 'skip' })).report).toMatchObject({ leads: 1 });
    expect(await rowCounts(database)).toMatchObject({ lead: 41 });
  });
});

describe('a check', () => {
  it('tells what an import would do and writes nothing', async () => {
    const { kind, report } = await importExample(database, { mode: 'check' });
    expect({ kind, leads: report.leads, events: report.events }).toEqual({ kind: 'checked', leads: 40, events: 88 });
    expect(await rowCounts(database)).toEqual(NOTHING);
  });

  it('keeps a thousand problems and counts the rest', async () => {
    const path = join(folder, 'all-bad.csv');
    writeFileSync(path, `${example.split('\n')[0]}\n${BAD_ROW.repeat(1500)}`);
    const { report } = await importExample(database, { file: path, mode: 'check' });
    expect(report.problems).toHaveLength(1000);
    expect(report).toMatchObject({ badRows: 1500, moreProblems: 500 });
  });
});

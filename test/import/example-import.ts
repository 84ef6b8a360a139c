import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { LocalDay } from '../../src/domain/period.ts';
import { bytesOfFile } from '../../src/files/byte-source.ts';
import { tableIn, WIDE_LIMITS } from '../../src/files/open-table.ts';
import type { Database } from '../../src/store/database.ts';
import { type Mapping, readMapping } from '../../src/usecases/import-mapping.ts';
import { type ImportOutcome, type ImportRun, runImport } from '../../src/usecases/run-import.ts';
import type { OpenTable } from '../../src/usecases/table-file.ts';

const examples = fileURLToPath(new URL('../../data/examples', import.meta.url));

export const TIME_ZONE = 'Asia/Shanghai';
/** When the tests' imports run, unless they say otherwise. */
export const IMPORTED_AT = Date.parse('2026-06-10T10:00:00+08:00');
export const AS_OF = '2018-01-01' as LocalDay;

export const exampleFile = `${examples}/crm-sample.csv`;
export const exampleMappingFile = `${examples}/crm-sample.json`;
export const exampleMapping: Mapping = readMapping(readFileSync(exampleMappingFile, 'utf8'));

/** Opens a file as often as it is asked to. */
export function opener(file: string): OpenTable {
  return tableIn(bytesOfFile(file), WIDE_LIMITS);
}

/** Imports a file as the shipped example mapping has it; the shipped sample unless another is named. */
export function importExample(
  { uow }: Pick<Database, 'uow'>,
  { file = exampleFile, ...options }: Partial<Omit<ImportRun, 'open'>> & { readonly file?: string } = {},
): Promise<ImportOutcome> {
  return runImport(uow, {
    open: opener(file),
    mapping: exampleMapping,
    asOf: AS_OF,
    mode: 'write',
    badRows: 'refuse',
    duplicates: 'refuse',
    known: 'refuse',
    now: IMPORTED_AT,
    timeZone: TIME_ZONE,
    ...options,
  });
}

/** Noon in Shanghai on a day. */
export function noon(day: string): number {
  return Date.parse(`${day}T12:00:00+08:00`);
}

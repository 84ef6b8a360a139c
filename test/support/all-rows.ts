import type { Database } from '../../src/store/database.ts';

const TABLES = [
  ...(['lead', 'lead_event', 'visit', 'decision', 'handover', 'member', 'member_lookup', 'team'] as const),
  ...(['conversation', 'inbound', 'answered', 'outbox', 'audit', 'stage', 'reason'] as const),
  ...(['forecast_record', 'target', 'diagnosis_run'] as const),
];

/** Every row of every table, to tell that nothing was written. */
export async function allRows({ engine }: Database): Promise<Record<string, readonly unknown[]>> {
  const tables: Record<string, readonly unknown[]> = {};
  for (const table of TABLES) tables[table] = await engine.reader.selectFrom(table).selectAll().execute();
  return tables;
}

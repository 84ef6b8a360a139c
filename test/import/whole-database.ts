import type { Database } from '../../src/store/database.ts';

/** How many rows each table has that an import writes to. */
export async function rowCounts({ engine }: Database): Promise<Record<string, number>> {
  const tables = ['lead', 'lead_event', 'visit', 'decision', 'handover', 'member', 'audit', 'inbound'] as const;
  const counts: [string, number][] = [];
  for (const table of tables) {
    const { n } = await engine.reader
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    counts.push([table, Number(n)]);
  }
  return Object.fromEntries(counts);
}

export const NOTHING = { lead: 0, lead_event: 0, visit: 0, decision: 0, handover: 0, member: 0, audit: 0, inbound: 0 };

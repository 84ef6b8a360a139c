import { expect } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { verifyProjections } from '../../src/store/verify-projections.ts';
import { seed } from '../support/seed.ts';
import type { Load } from './load.ts';

/**
 * What a database must hold after a load, whatever happened to the process meanwhile: every answered command exactly
 * once, one without an answer at most once, nothing else, and projections that follow from the events.
 */
export async function expectEveryAnswerKept(databaseUrl: string, load: Load): Promise<void> {
  const { answered, late, odd } = load;
  expect(late.length).toBeLessThanOrEqual(answered.length / 10);
  const database = await openDatabase(databaseUrl, seed);
  try {
    const events = await database.engine.reader.selectFrom('lead_event').select('data').execute();
    const times = new Map<string, number>();
    for (const { data } of events) {
      const tag = /(?:tag|Company)\d+x(?:\d+x)?/.exec(data ?? '')?.[0] ?? `no tag in ${data}`;
      times.set(tag, (times.get(tag) ?? 0) + 1);
    }
    const lost = answered.filter(({ tag }) => times.get(tag) === undefined);
    const twice = [...times].filter(([, count]) => count > 1);
    const said = new Set([...answered, ...late, ...load.unanswered()].map(({ tag }) => tag));
    const unknown = [...times.keys()].filter((tag) => !said.has(tag));
    expect({ odd, lost, twice, unknown }).toEqual({ odd: [], lost: [], twice: [], unknown: [] });
    expect(await verifyProjections(database.engine)).toEqual([]);
  } finally {
    await database.close();
  }
}

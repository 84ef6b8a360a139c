import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { scheduleDayPacking } from '../../src/jobs/day-packing.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { packDays } from '../../src/store/facts/packed-days.ts';
import { createLogbook } from '../http/door.ts';
import { created, moved } from '../support/history.ts';
import { instant } from '../support/instant.ts';
import { seed } from '../support/seed.ts';
import { writeHistory } from '../support/stored-leads.ts';

const NOON = instant('06-20 12:50');
const MINUTE = 60_000;

describe('packing days', () => {
  let database: Database;
  let onMinute: (at: number) => void | Promise<void>;
  beforeEach(async () => {
    database = await openDatabase(':memory:', seed);
    await database.uow.run(({ leads }) =>
      writeHistory(leads, [created('06-01', 'lead'), moved('06-03', 'lead', 'opp')]),
    );
  });
  afterEach(() => database.close());

  const start = (pack: typeof packDays = packDays) => {
    const { log, lines } = createLogbook();
    const clock = {
      now: () => NOON,
      onMinute: (fn: typeof onMinute) => {
        onMinute = fn;
        return () => {};
      },
    };
    const stop = scheduleDayPacking({ packDays: (now, signal) => pack(database.engine, now, signal), clock, log });
    return { stop, lines };
  };
  const countPacked = async () => {
    const packed = database.engine.reader.selectFrom('packed_day').select('day').where('stamp', 'is not', null);
    return (await packed.execute()).length;
  };

  it('happens at the start and once an hour', async () => {
    const asked: number[] = [];
    const { stop } = start(async (engine, now) => {
      asked.push(now);
      return packDays(engine, now);
    });
    await vi.waitFor(async () => expect(await countPacked()).toBe(9));
    await onMinute(NOON + 59 * MINUTE);
    expect(asked).toEqual([NOON]);
    // The last day is packed a little before the first run is over, beside which no second one starts.
    await vi.waitFor(async () => {
      await onMinute(NOON + 60 * MINUTE);
      expect(asked).toEqual([NOON, NOON + 60 * MINUTE]);
    });
    await stop();
  });

  it('stops between two days, and goes on with the rest the next time', async () => {
    const first = start();
    await first.stop();
    expect(await countPacked()).toBeLessThan(9);
    const second = start();
    await vi.waitFor(async () => expect(await countPacked()).toBe(9));
    await second.stop();
  });

  it('is tried again the next hour when it failed', async () => {
    let attempts = 0;
    const { stop, lines } = start((...args) => {
      attempts++;
      return attempts === 1 ? Promise.reject(new Error('the disk is full')) : packDays(...args);
    });
    await onMinute(NOON);
    await onMinute(NOON + 60 * MINUTE);
    expect(await countPacked()).toBe(9);
    expect(lines.map(({ msg }) => msg)).toContain('packing days failed');
    await stop();
  });
});

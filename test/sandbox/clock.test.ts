import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSandboxClock } from '../../src/sandbox/clock.ts';
import { lastWorkdayEvening, nextMondayAtNine, oneHourLater, plainWeeks } from '../../src/sandbox/clock-targets.ts';

/** 2026-06-03T02:00Z is a Wednesday, 10:00 in Shanghai. */
const START = Date.UTC(2026, 5, 3, 2, 0);
const MINUTE = 60_000;
const shanghai = (text: string) => Date.parse(`${text}+08:00`);

/** A clock on hand-made real time. */
function running(startAt = START) {
  let real = 0;
  const clock = createSandboxClock({ startAt, monotonic: () => real });
  return { clock, pass: (ms: number) => (real += ms) };
}

describe('the sandbox clock', () => {
  it('runs with real time until frozen, and goes on where it stood', () => {
    const { clock, pass } = running();
    pass(1500);
    expect(clock.now()).toBe(START + 1500);
    clock.freeze();
    pass(5000);
    expect(clock.now()).toBe(START + 1500);
    clock.unfreeze();
    pass(10);
    expect(clock.now()).toBe(START + 1510);
    clock.stop();
  });

  it('tells each minute of a jump once, in order, standing at that minute', async () => {
    const clock = createSandboxClock({ startAt: START + 1, frozen: true });
    const told: number[] = [];
    const stood: number[] = [];
    clock.onMinute((at) => {
      told.push(at);
      stood.push(clock.now());
    });
    await clock.advanceBy(3 * MINUTE);
    expect(told).toEqual([START + MINUTE, START + 2 * MINUTE, START + 3 * MINUTE]);
    expect(stood).toEqual(told);
    expect(clock.now()).toBe(START + 1 + 3 * MINUTE);
  });

  it('waits for a slow listener before it tells the next minute', async () => {
    const clock = createSandboxClock({ startAt: START, frozen: true });
    const events: string[] = [];
    clock.onMinute(async (at) => {
      events.push(`begin ${(at - START) / MINUTE}`);
      await new Promise((resolve) => setImmediate(resolve));
      events.push(`end ${(at - START) / MINUTE}`);
    });
    await clock.advanceBy(2 * MINUTE);
    expect(events).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
  });

  it('makes two jumps one after the other, so no minute is told twice', async () => {
    const clock = createSandboxClock({ startAt: START, frozen: true });
    const told: number[] = [];
    clock.onMinute(async (at) => {
      await new Promise((resolve) => setImmediate(resolve));
      told.push((at - START) / MINUTE);
    });
    await Promise.all([clock.advanceBy(2 * MINUTE), clock.advanceBy(2 * MINUTE)]);
    expect(told).toEqual([1, 2, 3, 4]);
    expect(clock.now()).toBe(START + 4 * MINUTE);
  });

  it('never goes back', async () => {
    const clock = createSandboxClock({ startAt: START, frozen: true });
    await expect(clock.advanceTo(START - 1)).rejects.toThrow(RangeError);
    await expect(clock.advanceBy(-1)).rejects.toThrow(RangeError);
    await expect(clock.advanceTo(Number.NaN)).rejects.toThrow(RangeError);
    expect(clock.now()).toBe(START);
  });

  it('tells the other listeners and later minutes although one fails, then rejects', async () => {
    const clock = createSandboxClock({ startAt: START, frozen: true });
    const told: number[] = [];
    clock.onMinute(() => {
      throw new Error('broken job');
    });
    clock.onMinute((at) => {
      told.push((at - START) / MINUTE);
    });
    await expect(clock.advanceBy(2 * MINUTE)).rejects.toThrow(AggregateError);
    expect(told).toEqual([1, 2]);
    expect(clock.now()).toBe(START + 2 * MINUTE);
  });

  it('stops telling a listener that has left', async () => {
    const clock = createSandboxClock({ startAt: START, frozen: true });
    const told: number[] = [];
    const leave = clock.onMinute((at) => {
      told.push(at);
    });
    await clock.advanceBy(MINUTE);
    leave();
    await clock.advanceBy(MINUTE);
    expect(told).toHaveLength(1);
  });
});

describe('the clock while real time passes', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('tells each minute as it comes, and none while frozen', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { clock, pass } = running(START + 30_000);
    const told: number[] = [];
    clock.onMinute((at) => {
      told.push(at);
    });
    const elapse = async (ms: number) => {
      pass(ms);
      await vi.advanceTimersByTimeAsync(ms);
    };
    await elapse(29_999);
    expect(told).toEqual([]);
    await elapse(1);
    await elapse(MINUTE);
    expect(told).toEqual([START + MINUTE, START + 2 * MINUTE]);
    clock.freeze();
    await elapse(10 * MINUTE);
    expect(told).toHaveLength(2);
    clock.unfreeze();
    await elapse(MINUTE);
    expect(told).toHaveLength(3);
    clock.stop();
    await elapse(MINUTE);
    expect(told).toHaveLength(3);
  });

  it('tells a minute that passed unnoticed before a jump, without going back', async () => {
    const { clock, pass } = running();
    const stood: number[] = [];
    clock.onMinute(() => {
      stood.push(clock.now());
    });
    pass(MINUTE + 500);
    await clock.advanceBy(MINUTE);
    expect(stood).toEqual([START + MINUTE + 500, START + 2 * MINUTE]);
    clock.stop();
  });
});

describe('where the jumps lead', () => {
  it.each([
    ['2026-06-03T10:00:00', '2026-06-08T09:00:00'],
    ['2026-06-07T23:59:59', '2026-06-08T09:00:00'],
    ['2026-06-08T08:59:59', '2026-06-15T09:00:00'],
    ['2026-12-31T12:00:00', '2027-01-04T09:00:00'],
  ])('from %s next Monday nine is %s', (from, to) => {
    expect(nextMondayAtNine(shanghai(from))).toBe(shanghai(to));
  });

  it.each([
    ['2026-06-03T10:00:00', '2026-06-05T17:35:00'],
    ['2026-06-05T17:34:59', '2026-06-05T17:35:00'],
    ['2026-06-05T17:35:00', '2026-06-12T17:35:00'],
    ['2026-06-06T09:00:00', '2026-06-12T17:35:00'],
  ])('from %s the last workday evening is %s', (from, to) => {
    expect(lastWorkdayEvening(shanghai(from), plainWeeks)).toBe(shanghai(to));
  });

  it('knows holidays and make-up days', () => {
    const calendar = { holidays: ['2026-06-19'], makeUpDays: ['2026-06-14'] };
    expect(lastWorkdayEvening(shanghai('2026-06-15T09:00:00'), calendar)).toBe(shanghai('2026-06-18T17:35:00'));
    expect(lastWorkdayEvening(shanghai('2026-06-10T09:00:00'), calendar)).toBe(shanghai('2026-06-14T17:35:00'));
  });

  it('adds an hour', () => {
    expect(oneHourLater(START)).toBe(START + 60 * MINUTE);
  });
});

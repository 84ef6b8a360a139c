import { describe, expect, it } from 'vitest';
import { SEED } from '../support/property-seed.ts';
import { dayOf, instantOf, WORKDAYS, YEAR } from './calendar-2026.ts';
import { createRandom, type Downtime, downtimesOf, foundAt, MINUTE } from './downtime.ts';
import { ALL_RUNS, expectedOf, kindOf, lineOf } from './expected-messages.ts';
import { openYear } from './running-year.ts';

const FIRST = instantOf(YEAR.from, 0);
const LAST = instantOf(YEAR.to, 23 * 60 + 59);
const IS_SOAK = process.env.LOUDOU_SOAK === '1';
/** From here on reps have forgotten enough to be reminded every workday. */
const FORGETFUL_SINCE = '2026-01-20';

interface Plan {
  readonly downtimes: readonly Downtime[];
  /** Minutes the bot is told, in order. */
  readonly told: readonly number[];
  /** Told minutes before which it is stopped and started again. */
  readonly restarts: ReadonlySet<number>;
  /** Told minutes in which it is stopped while messages are going out. */
  readonly cutShort: ReadonlySet<number>;
}

function planOf(random: () => number): Plan {
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
  const times = <T>(count: number, make: () => T) => Array.from({ length: count }, make);
  const somewhere = () => FIRST + Math.floor(random() * ((LAST - FIRST) / MINUTE)) * MINUTE;
  const before = () => pick(ALL_RUNS).at - Math.floor(random() * 3) * MINUTE;
  const downtimes = downtimesOf([
    ...times(9, () => ({ at: before(), minutes: 3 + Math.floor(random() * 6) })),
    ...times(11, () => ({ at: before(), minutes: 14 + Math.floor(random() * 300) })),
    ...times(3, () => ({ at: somewhere(), minutes: 1440 + Math.floor(random() * 4 * 1440) })),
  ]).filter(({ from, to }) => from > FIRST && to < LAST);
  const eight = WORKDAYS.flatMap((day) => [instantOf(day, 8 * 60), instantOf(day, 9 * 60)]);
  const minutes = IS_SOAK
    ? Array.from({ length: (LAST - FIRST) / MINUTE + 1 }, (_, at) => FIRST + at * MINUTE)
    : [...ALL_RUNS.map(({ at }) => at), ...times(200, somewhere), ...eight, ...downtimes.map(({ to }) => to), LAST];
  const told = [...new Set(minutes)].sort((a, b) => a - b);
  const isUp = (at: number) => foundAt(at, downtimes) === at;
  const due = ALL_RUNS.map(({ at }) => at).filter(isUp);
  return {
    downtimes,
    told,
    restarts: new Set(times(8, () => pick(told)).filter(isUp)),
    cutShort: new Set(times(10, () => pick(due))),
  };
}

/** Lives through 2026 in the process's time zone and compares what the platform was sent with the calendar. */
export function describeYear(timeZone: string) {
  process.env.TZ = timeZone;

  describe(`the year 2026 with twenty schedules, in a process in ${timeZone}`, () => {
    it(
      'brings every message once, or marks it expired with a reason, whatever falls over on the way',
      async () => {
        expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(timeZone);
        const plan = planOf(createRandom(SEED));
        const year = await openYear(FIRST - 2 * MINUTE);
        try {
          await year.minute(FIRST - MINUTE);
          const expired = new Set<string>();
          let today = '';
          for (const at of plan.told) {
            if (foundAt(at, plan.downtimes) !== at) {
              await year.stop();
              continue;
            }
            if (!year.isUp()) await year.start();
            if (plan.restarts.has(at)) {
              await year.stop();
              await year.start();
            }
            const day = dayOf(at);
            if (day !== today) {
              today = day;
              await year.people.plan(day, at);
              if (WORKDAYS.includes(day)) await year.people.work(at);
              // Slots are forgotten after a while.
              for (const one of await year.expired()) expired.add(one);
            }
            if (plan.cutShort.has(at)) {
              await year.minuteCutShort(at);
              await year.start();
            }
            await year.minute(at);
          }
          for (const one of await year.expired()) expired.add(one);

          const expected = expectedOf(plan.downtimes, plan.told);
          const isNudge = (kind: string) => kind.startsWith('stale');
          const received = year.received.filter((one) => !isNudge(kindOf(one))).map(lineOf);
          expect(received.sort()).toEqual(expected.messages);
          expect([...expired].sort()).toEqual(expected.expired);
          // The plan must have brought about what the test is for.
          expect(new Set(expected.expired.map((line) => line.split(' ')[2]))).toEqual(
            new Set(['newer_one', 'too_old']),
          );
          expect(expected.messages.some((line) => line.endsWith('late'))).toBe(true);

          const nudges = year.received.filter((one) => isNudge(kindOf(one)));
          for (const [to, allowed] of expected.nudges) {
            const got = nudges.filter((one) => one.to === to).map(lineOf);
            const isPerson = !to.endsWith('群');
            const days = got.map((line) => line.slice(0, 10));
            expect(got.filter((line) => !allowed.some((one) => one.line === line))).toEqual([]);
            if (isPerson) expect(new Set(days).size, `${to} once a day`).toBe(days.length);
            else expect(new Set(got).size).toBe(got.length);
            if (to === 'wangfang' || to === 'zhaomin') continue;
            const must = new Set(allowed.map(({ day }) => day).filter((day) => day >= FORGETFUL_SINCE));
            expect([...must].filter((day) => !days.includes(day))).toEqual([]);
          }
          const slots = await year.slots();
          expect(slots.filter(({ state }) => state === 'claimed')).toEqual([]);
          const outbox = await year.outbox();
          expect(outbox.filter(({ state }) => state !== 'sent' && state !== 'nothing')).toEqual([]);
        } finally {
          await year.close();
        }
      },
      IS_SOAK ? 3_600_000 : 600_000,
    );
  });
}

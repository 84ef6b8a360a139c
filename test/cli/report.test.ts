import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/database.ts';
import { seed } from '../support/seed.ts';
import { writeHistory } from '../support/stored-leads.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { WORKED_EXAMPLE } from '../support/worked-example.ts';
import { loudou } from './run-cli.ts';

const folder = temporaryFolder();
const file = join(folder, 'worked.db');
const NOW = Date.parse('2026-07-02T10:00:00+08:00');
const JUNE = ['--period', '2026-06', '--as-of', '2026-07-01T00:00:00+08:00', '--database', `file:${file}`];

beforeAll(async () => {
  const database = await openDatabase(`file:${file}`, seed);
  await database.uow.run(async ({ leads, members }) => {
    for (const [id, name] of [
      ['zhang', '张三'],
      ['li', '李四'],
    ] as const) {
      await members.save({ id: id as never, userid: id, name, role: 'rep', team: null }, NOW);
    }
    for (const { steps } of WORKED_EXAMPLE) await writeHistory(leads, steps);
  });
  await database.close();
});

async function json(...more: string[]) {
  const { code, out, err } = await loudou(['report', ...JUNE, '--json', ...more], {}, NOW);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

describe('loudou report', () => {
  it('prints the worked example’s table of stages for scripts', async () => {
    const { stages, ...rest } = await json();
    const table = Object.fromEntries(stages.map(({ id, ...stage }: { id: string }) => [id, stage]));
    expect(table.interest).toMatchObject({
      name: '意向',
      open: 1,
      openAtStart: 1,
      in: { created: 0, forward: 6, backward: 1, reopened: 1 },
      out: { forward: 6, won: 0, lost: 2, invalid: 0, backward: 0 },
      c1: { advanced: 6, lost: 1, invalid: 0, stale: 1 },
      c2: { cohort: 7, advanced: 5, exited: 1, open: 1 },
      c3: { left: 5, present: 7 },
      stay: { n: 6, medianDays: 10 },
    });
    expect(table.interest.stay.p90Days).toBeCloseTo(14, 9);
    expect(stages.map(({ c1 }: { c1: object }) => c1)).toEqual([
      { advanced: 7, lost: 0, invalid: 1, stale: 0 },
      { advanced: 6, lost: 1, invalid: 0, stale: 1 },
      { advanced: 5, lost: 0, invalid: 0, stale: 0 },
      { advanced: 2, lost: 2, invalid: 0, stale: 0 },
    ]);
    expect(rest).toMatchObject({
      asOf: '2026-07-01T00:00:00+08:00',
      from: '2026-06-01T00:00:00+08:00',
      to: '2026-07-01T00:00:00+08:00',
      closed: { won: 2, lost: 3, invalid: 1 },
      winRate: { won: 2, lost: 2 },
      reopened: 1,
      cycle: { n: 2, medianDays: 12 },
      velocity: { fenPerDay: null, wins: 2, missing: ['wins'] },
    });
    expect(rest.forecast.weightedFen).toBeCloseTo(60_000_00, 3);
    expect(rest.stale.map(({ name }: { name: string }) => name)).toEqual(['L06']);
  });

  it('narrows to an owner or a source', async () => {
    const hop = async (...more: string[]) =>
      (await json(...more)).stages.map(({ c1 }: { c1: Record<string, number> }) => c1.advanced);
    expect(await hop('--owner', 'zhang')).toEqual([4, 3, 3, 2]);
    expect(await hop('--owner', 'li')).toEqual([3, 3, 2, 0]);
    expect(await hop('--source', '官网')).toEqual([4, 3, 3, 1]);
    expect(await hop('--source', '没有')).toEqual([0, 0, 0, 0]);
  });

  it('is short for a person at a terminal', async () => {
    const { out } = await loudou(['report', ...JUNE], {}, NOW);
    expect(out).toContain('意向 在手 1（停滞 1） · 往前 6/7');
    expect(out).toContain('赢单率 2/4');
  });

  it.each([
    [['--period', 'june'], '--period「june」没看懂，可以写 2026-06、2026-Q2、2026-06-01..2026-06-15'],
    [['--period', '2026-13'], '--period「2026-13」没看懂，可以写 2026-06、2026-Q2、2026-06-01..2026-06-15'],
    [
      ['--period', '2026-06', '--as-of', '2026-07-01'],
      '--as-of「2026-07-01」没看懂，要带时区，如 2026-07-01T00:00:00+08:00',
    ],
    [['--period', '2027-01'], '这段时间在 --as-of 之后，没有数字'],
  ])('calls %j wrong use', async (args, err) => {
    expect(await loudou(['report', ...args, '--database', ':memory:'], {}, NOW)).toEqual({ code: 2, out: '', err });
  });

  it('knows nobody it has not heard of', async () => {
    expect(await loudou(['report', ...JUNE, '--owner', 'nobody'], {}, NOW)).toMatchObject({
      code: 1,
      err: '没有成员「nobody」',
    });
  });

  it('has nothing to say of an empty company, and says it', async () => {
    const args = ['report', '--period', '2026-06', '--json', '--database', ':memory:'];
    const { stages, winRate, forecast, quality, diagnosis } = JSON.parse((await loudou(args, {}, NOW)).out);
    expect(stages.every(({ open }: { open: number }) => open === 0)).toBe(true);
    expect({
      winRate,
      fen: forecast.weightedFen,
      none: forecast.noWinProbability,
      score: quality.score,
      diagnosis,
    }).toEqual({
      winRate: { won: 0, lost: 0 },
      fen: 0,
      none: null,
      score: null,
      diagnosis: [],
    });
  });
});

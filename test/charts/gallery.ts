import type { ChartData, ChartName } from '../../src/charts/charts.ts';

/** One picture of the gallery: the situation it shows is its name. */
export interface Exhibit {
  readonly chart: ChartName;
  readonly name: string;
  readonly data: unknown;
}

const heading = { scope: '华东组', period: '11月16日–11月22日', asOf: '11月22日 17:35' };
const whole = { ...heading, scope: null };
const rateWindow = '近91天';
const HUGE_FEN = 1_000_000_000_000;
/** Forty characters each. */
const LONG_STAGES = [
  '初次接触并确认对方是我们想要的行业和规模而且愿意继续聊下去的潜在客户公司与负责人员',
  '已经拜访过至少两次并且拿到了使用部门书面确认过的需求清单和大致预算范围的意向客户方',
  'Qualified opportunity with budget holder',
  '已经发出正式报价单并且对方采购部门确认收到正在走内部比价和审批流程的客户还没有回复',
].map((name) => [...name].slice(0, 40).join(''));

type Funnel = ChartData<'weekly-funnel'>;
type Stage = Funnel['stages'][number];
const stage = (
  name: string,
  numbers: Partial<Omit<Stage, 'name' | 'onward'>>,
  onward: Partial<Stage['onward']> = {},
) => ({
  name,
  count: 0,
  amountFen: 0,
  stale: 0,
  ...numbers,
  onward: { k: 0, n: 0, change: null, ...onward },
});
const NAMES = ['线索', '意向', '商机', '报价'];
const quiet = { created: 0, won: 0, wonFen: 0, lost: 0, invalid: 0 };

const normal: Funnel = {
  heading,
  rateWindow,
  dropsMost: 1,
  stages: [
    stage('线索', { count: 36, amountFen: 128_000_000, stale: 9 }, { k: 41, n: 96, change: 'flat' }),
    stage('意向', { count: 24, amountFen: 96_500_000, stale: 11 }, { k: 9, n: 44, change: 'down' }),
    stage('商机', { count: 11, amountFen: 210_000_000, stale: 2 }, { k: 9, n: 17, change: 'up' }),
    stage('报价', { count: 6, amountFen: 88_000_000 }, { k: 3, n: 7 }),
  ],
  period: { created: 12, won: 3, wonFen: 24_000_000, lost: 5, invalid: 2 },
};

const funnels: Readonly<Record<string, Funnel>> = {
  'normal-week': normal,
  'amounts-hidden': {
    ...normal,
    heading: whole,
    stages: normal.stages.map((one) => ({ ...one, amountFen: null })),
    period: { ...normal.period, wonFen: null },
  },
  empty: { heading: whole, rateWindow, dropsMost: null, stages: NAMES.map((name) => stage(name, {})), period: quiet },
  'one-lead': {
    heading: whole,
    rateWindow,
    dropsMost: null,
    stages: NAMES.map((name, at) => stage(name, at === 0 ? { count: 1, amountFen: 5_000_000 } : {})),
    period: { ...quiet, created: 1 },
  },
  'all-lost': {
    heading,
    rateWindow,
    dropsMost: 1,
    stages: [
      stage('线索', {}, { k: 12, n: 20, change: 'flat' }),
      stage('意向', {}, { k: 0, n: 12, change: 'down' }),
      stage('商机', {}),
      stage('报价', {}),
    ],
    period: { ...quiet, lost: 12, invalid: 8 },
  },
  'huge-amounts': {
    heading,
    rateWindow,
    dropsMost: null,
    stages: NAMES.map((name) =>
      stage(name, { count: 12_345, amountFen: HUGE_FEN, stale: 1_234 }, { k: 99_999, n: 100_000 }),
    ),
    period: { created: 12_345, won: 9_876, wonFen: HUGE_FEN, lost: 54_321, invalid: 10_000 },
  },
  'long-stage-names': {
    ...normal,
    heading: { ...heading, scope: '华东大区直销一部苏浙沪皖重点客户与渠道联合作战小组' },
    stages: LONG_STAGES.map((name, at) => ({ ...(normal.stages[at] ?? stage('', {})), name })),
  },
  'three-cases': {
    heading: whole,
    rateWindow,
    dropsMost: 0,
    stages: [
      stage('线索', { count: 2, amountFen: 7_000_000 }, { k: 1, n: 3, change: 'down' }),
      stage('意向', { count: 1, amountFen: 865_000 }, { k: 3, n: 3, change: 'up' }),
      stage('商机', { count: 1, amountFen: 0 }, { k: 2, n: 3 }),
      stage('报价', { count: 0 }, { k: 0, n: 3 }),
    ],
    period: { ...quiet, created: 3, lost: 1 },
  },
  'many-stages': {
    ...normal,
    stages: Array.from({ length: 10 }, (_, at) =>
      stage(
        `第${at + 1}阶段`,
        { count: 60 - at * 5, amountFen: 10_000_000 * (at + 1), stale: at },
        { k: 20, n: 30 + at },
      ),
    ),
    dropsMost: 9,
  },
};

type Flow = ChartData<'stage-flow'>['stages'][number];
const still = {
  created: 0,
  forwardIn: 0,
  backwardIn: 0,
  reopened: 0,
  forwardOut: 0,
  won: 0,
  lost: 0,
  invalid: 0,
  backwardOut: 0,
};
const flow = (name: string, opening: number, moves: Partial<Flow>): Flow => {
  const all = { ...still, ...moves };
  const came = all.created + all.forwardIn + all.backwardIn + all.reopened;
  const went = all.forwardOut + all.won + all.lost + all.invalid + all.backwardOut;
  return { ...all, name, opening, closing: opening + came - went };
};
const normalFlow: ChartData<'stage-flow'> = {
  heading,
  stages: [
    flow('线索', 32, { created: 12, reopened: 1, forwardOut: 7, invalid: 2 }),
    flow('意向', 25, { forwardIn: 6, backwardIn: 1, forwardOut: 5, lost: 3 }),
    flow('商机', 11, { created: 1, forwardIn: 5, forwardOut: 4, lost: 1, backwardOut: 1 }),
    flow('报价', 6, { forwardIn: 4, won: 3, lost: 1 }),
  ],
};
const flows: Readonly<Record<string, ChartData<'stage-flow'>>> = {
  'normal-week': normalFlow,
  empty: { heading: whole, stages: NAMES.map((name) => flow(name, 0, {})) },
  'one-lead': { heading: whole, stages: NAMES.map((name, at) => flow(name, 0, at === 0 ? { created: 1 } : {})) },
  'all-lost': { heading, stages: NAMES.map((name) => flow(name, 5, { lost: 4, invalid: 1 })) },
  'huge-counts': {
    heading,
    stages: NAMES.map((name) =>
      flow(name, 123_456, {
        created: 11_111,
        forwardIn: 22_222,
        backwardIn: 33_333,
        reopened: 4_444,
        forwardOut: 55_555,
        won: 6_666,
        lost: 77_777,
        invalid: 8_888,
        backwardOut: 9_999,
      }),
    ),
  },
  'long-stage-names': {
    heading,
    stages: normalFlow.stages.map((one, at) => ({ ...one, name: LONG_STAGES[at] ?? '' })),
  },
};

const loss = (name: string, counts: readonly number[], amountFen: number | null) => ({ name, counts, amountFen });
const losses: Readonly<Record<string, ChartData<'loss-pareto'>>> = {
  'normal-quarter': {
    heading: { ...heading, period: '本季' },
    stages: NAMES,
    reopened: 2,
    reasons: [
      loss('竞品', [0, 1, 3, 4], 96_000_000),
      loss('价格', [0, 2, 4, 7], 182_000_000),
      loss('无预算', [1, 4, 1, 0], 31_500_000),
      loss('空号', [5, 0, 0, 0], 0),
      loss('决策拖延', [0, 1, 2, 1], 44_000_000),
      loss('其他', [1, 0, 0, 0], 865_000),
    ],
  },
  'three-cases': {
    heading,
    stages: NAMES,
    reopened: 0,
    reasons: [loss('价格', [0, 0, 1, 1], 12_000_000), loss('竞品', [1, 0, 0, 0], 0)],
  },
  'one-lead': { heading, stages: NAMES, reopened: 0, reasons: [loss('价格', [0, 0, 0, 1], null)] },
  empty: { heading: whole, stages: NAMES, reopened: 1, reasons: [] },
  'huge-amounts': {
    heading,
    stages: NAMES,
    reopened: 0,
    reasons: [loss('价格', [10_000, 20_000, 30_000, 40_000], HUGE_FEN), loss('竞品', [1, 1, 1, 1], HUGE_FEN)],
  },
  'long-names': {
    heading,
    stages: LONG_STAGES,
    reopened: 0,
    reasons: LONG_STAGES.map((name, at) => loss(name, [4 - at, at, 2, 1], 12_000_000 * (at + 1))),
  },
  'many-reasons': {
    heading,
    stages: ['线索', '意向', '商机', '报价', '试用', '合同', '付款'],
    reopened: 0,
    reasons: Array.from({ length: 15 }, (_, at) => loss(`原因${at + 1}`, [0, 1, 2, 0, 1, 15 - at, at], 8_000_000)),
  },
};

const WINDOWS = [
  '9月6日',
  '9月13日',
  '9月20日',
  '9月27日',
  '10月4日',
  '10月11日',
  '10月18日',
  '10月25日',
  '11月1日',
  '11月8日',
  '11月15日',
  '11月22日',
];
const points = (pairs: readonly (readonly [number, number])[]) => pairs.map(([k, n]) => ({ k, n }));
const even = (k: number, n: number, step: number) =>
  points(WINDOWS.map((_, at) => [Math.round(k + Math.sin(at) * 3 + at * step), n + at] as const));
const trends: Readonly<Record<string, ChartData<'c1-trend'>>> = {
  'normal-quarter': {
    heading: { ...heading, period: '近12周' },
    windows: WINDOWS,
    rateWindow,
    hops: [
      { from: '线索', to: '意向', points: even(38, 85, 0.4), change: 'flat' },
      { from: '意向', to: '商机', points: even(19, 40, -0.9), change: 'down' },
      {
        from: '商机',
        to: '报价',
        points: points([
          [2, 4],
          [3, 6],
          [4, 9],
          [5, 10],
          [5, 11],
          [3, 7],
          [6, 12],
          [7, 13],
          [8, 14],
          [9, 15],
          [9, 16],
          [11, 17],
        ]),
        change: 'up',
      },
      {
        from: '报价',
        to: '成交',
        points: points(WINDOWS.map((_, at) => [at % 3, 3 + (at % 4)] as const)),
        change: null,
      },
    ],
  },
  'three-cases': {
    heading: whole,
    windows: ['11月15日', '11月22日'],
    rateWindow,
    hops: [
      {
        from: '线索',
        to: '意向',
        points: points([
          [1, 3],
          [2, 3],
        ]),
        change: 'up',
      },
    ],
  },
  'one-window': {
    heading: whole,
    windows: ['11月22日'],
    rateWindow,
    hops: [{ from: '线索', to: '意向', points: points([[30, 30]]), change: null }],
  },
  empty: {
    heading: whole,
    windows: WINDOWS,
    rateWindow,
    hops: [{ from: '线索', to: '意向', points: points(WINDOWS.map(() => [0, 0])), change: null }],
  },
  'all-lost': {
    heading,
    windows: WINDOWS,
    rateWindow,
    hops: [{ from: '线索', to: '意向', points: points(WINDOWS.map(() => [0, 25])), change: 'down' }],
  },
  'long-stage-names': {
    heading,
    windows: WINDOWS,
    rateWindow,
    hops: [
      { from: LONG_STAGES[0] ?? '', to: LONG_STAGES[1] ?? '', points: even(38, 85, 0.4), change: 'flat' },
      { from: '线索', to: LONG_STAGES[2] ?? '', points: even(12, 60, 0.1), change: 'up' },
      { from: LONG_STAGES[3] ?? '', to: '成交', points: even(12, 60, 0.1), change: 'down' },
    ],
  },
};

type Forecast = ChartData<'forecast-range'>;
const month = { ...heading, period: '12月' };
const normalForecast: Forecast = {
  heading: month,
  expectedFen: 62_400_000,
  lowFen: 28_000_000,
  highFen: 98_000_000,
  targetFen: 80_000_000,
  freshFen: 51_000_000,
  stages: [
    { name: '线索', count: 20, amountFen: 88_000_000, weightedFen: 5_300_000 },
    { name: '意向', count: 14, amountFen: 96_500_000, weightedFen: 9_200_000 },
    { name: '商机', count: 9, amountFen: 130_000_000, weightedFen: 24_800_000 },
    { name: '报价', count: 6, amountFen: 81_000_000, weightedFen: 23_100_000 },
  ],
  withoutAmount: 7,
  withoutRate: 0,
  past: [
    { period: '9月', forecastFen: 55_000_000, actualFen: 61_000_000 },
    { period: '10月', forecastFen: 72_000_000, actualFen: 48_000_000 },
    { period: '11月', forecastFen: 60_000_000, actualFen: 24_000_000 },
  ],
};
const nothing = {
  expectedFen: 0,
  lowFen: 0,
  highFen: 0,
  targetFen: null,
  freshFen: null,
  withoutAmount: 0,
  withoutRate: 0,
  past: [],
};
const forecasts: Readonly<Record<string, Forecast>> = {
  'normal-month': normalForecast,
  empty: {
    ...nothing,
    heading: { ...month, scope: null },
    withoutAmount: 3,
    stages: NAMES.map((name) => ({ name, count: 0, amountFen: 0, weightedFen: 0 })),
  },
  'one-lead': {
    ...nothing,
    heading: month,
    expectedFen: 1_428_500,
    highFen: 5_000_000,
    stages: NAMES.map((name, at) =>
      at === 3
        ? { name, count: 1, amountFen: 5_000_000, weightedFen: 1_428_500 }
        : { name, count: 0, amountFen: 0, weightedFen: 0 },
    ),
  },
  'huge-amounts': {
    ...normalForecast,
    expectedFen: HUGE_FEN,
    lowFen: HUGE_FEN / 2,
    highFen: HUGE_FEN * 2,
    targetFen: HUGE_FEN * 3,
    freshFen: HUGE_FEN,
    stages: NAMES.map((name) => ({ name, count: 12_345, amountFen: HUGE_FEN, weightedFen: HUGE_FEN / 4 })),
    withoutAmount: 12_345,
    past: [{ period: '2026年11月', forecastFen: HUGE_FEN, actualFen: HUGE_FEN * 2 }],
  },
  'long-stage-names': {
    ...normalForecast,
    withoutRate: 4,
    stages: normalForecast.stages.map((one, at) => ({
      ...one,
      name: LONG_STAGES[at] ?? '',
      ...(at === 0 && { weightedFen: null }),
    })),
  },
};

type Rep = ChartData<'rep-table'>['reps'][number];
const rep = (name: string, numbers: Partial<Rep> = {}): Rep => ({
  name,
  open: 0,
  stale: 0,
  added: 0,
  advanced: 0,
  quota: 10,
  won: 0,
  wonFen: 0,
  winRate: { k: 0, n: 0 },
  ...numbers,
});
const normalReps: ChartData<'rep-table'> = {
  heading,
  rateWindow,
  reps: [
    rep('张伟', { open: 28, stale: 4, added: 5, advanced: 7, won: 2, wonFen: 16_000_000, winRate: { k: 13, n: 30 } }),
    rep('李娜', { open: 31, stale: 12, added: 4, advanced: 3, won: 1, wonFen: 8_000_000, winRate: { k: 6, n: 14 } }),
    rep('陈强', { open: 12, added: 3, advanced: 10, winRate: { k: 3, n: 4 } }),
    rep('龑喆镕', { open: 6, stale: 6, winRate: { k: 0, n: 3 } }),
  ],
  total: rep('', {
    open: 77,
    stale: 22,
    added: 12,
    advanced: 20,
    quota: 40,
    won: 3,
    wonFen: 24_000_000,
    winRate: { k: 22, n: 51 },
  }),
};
const tables: Readonly<Record<string, ChartData<'rep-table'>>> = {
  'normal-week': normalReps,
  'initials-without-amounts': {
    ...normalReps,
    reps: normalReps.reps.map((one, at) => ({
      ...one,
      name: ['ZW', 'LN', 'CQ', 'YZR'][at] ?? '',
      wonFen: null,
      quota: null,
    })),
    total: { ...normalReps.total, wonFen: null, quota: null },
  },
  empty: { heading: whole, rateWindow, reps: [], total: rep('') },
  'one-person': {
    heading: whole,
    rateWindow,
    reps: [rep('张伟', { open: 1, added: 1 })],
    total: rep('', { open: 1, added: 1 }),
  },
  'huge-numbers': {
    heading,
    rateWindow,
    reps: [
      rep('Aleksandra Konstantinopolskaya', {
        open: 99_999,
        stale: 9_999,
        added: 9_999,
        advanced: 1_234,
        quota: 1_000,
        won: 9_999,
        wonFen: HUGE_FEN,
        winRate: { k: 99_999, n: 100_000 },
      }),
    ],
    total: rep('', {
      open: 99_999,
      stale: 9_999,
      added: 9_999,
      advanced: 1_234,
      quota: 1_000,
      won: 9_999,
      wonFen: HUGE_FEN,
      winRate: { k: 1, n: 100_000 },
    }),
  },
  'long-list': {
    heading,
    rateWindow,
    reps: Array.from({ length: 45 }, (_, at) =>
      rep(`销售${at + 1}号`, {
        open: 40 - (at % 20),
        stale: at % 7,
        added: at % 5,
        advanced: at % 12,
        won: at % 3,
        wonFen: (at % 3) * 5_000_000,
        winRate: { k: at % 9, n: at },
      }),
    ),
    total: rep('', {
      open: 1_400,
      stale: 130,
      added: 90,
      advanced: 247,
      quota: 450,
      won: 45,
      wonFen: 225_000_000,
      winRate: { k: 180, n: 990 },
    }),
  },
};

const room = <Name extends ChartName>(
  chart: Name,
  exhibits: Readonly<Record<string, ChartData<Name>>>,
): readonly Exhibit[] => Object.entries(exhibits).map(([name, data]) => ({ chart, name, data }));

/** Every chart in every situation we promise to draw sensibly; the pictures are in `test/golden/charts`. */
export const GALLERY: readonly Exhibit[] = [
  ...room('weekly-funnel', funnels),
  ...room('stage-flow', flows),
  ...room('loss-pareto', losses),
  ...room('c1-trend', trends),
  ...room('forecast-range', forecasts),
  ...room('rep-table', tables),
];

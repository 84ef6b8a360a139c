import { MOVES } from './moves.ts';

type Part = readonly [label: string, n: number];

const figure = (n: number) => n.toLocaleString('en-US');
const listed = (parts: readonly Part[]) => parts.map(([label, n]) => `${label} ${figure(n)}`).join('、');

/** Words that stand in pictures. Names, periods and days come with the data. */
export const pictures = {
  brand: '漏斗',
  asOf: (moment: string) => `数据截至 ${moment}`,
  everyone: '全部',
  hop: (from: string, to: string) => `${from} → ${to}`,
  count: (n: number) => `${figure(n)} 条`,

  funnel: {
    title: '销售漏斗',
    open: '在途',
    created: '新增',
    won: '成交',
    lost: '丢单',
    invalid: (n: number) => `无效 ${figure(n)}`,
    stale: (n: number) => `停滞 ${figure(n)}`,
    dropsMost: '掉得最多',
    thisPeriod: '本期',
    legend: (window: string) => `色块是现在在途的条数；箭头旁是${window}已决转化率`,
    empty: '还没有线索。发 /新建 客户名 就有了',
  },

  flow: {
    title: '阶段进出',
    legend: { open: '期初', in: '进来', close: '期末', onward: '前进成交', gone: '丢单无效', back: '退回' },
    inTotal: (n: number, parts: readonly Part[]) => `进 ${figure(n)}：${listed(parts)}`,
    outTotal: (n: number, parts: readonly Part[]) => `出 ${figure(n)}：${listed(parts)}`,
    ...MOVES,
    nothing: '没有进出',
    kept: '不变',
    empty: '这段时间没有线索进出',
  },

  loss: {
    title: '丢单原因',
    total: (n: number) => `丢单和无效共 ${figure(n)} 条`,
    head: (reasons: number, rate: string) => `前 ${reasons} 个原因占 ${rate}`,
    share: (rate: string, amount: string) => (amount === '' ? `占 ${rate}` : `占 ${rate}，${amount}`),
    rest: (reasons: number) => `其余 ${reasons} 个原因`,
    reopened: (n: number) => `另有 ${figure(n)} 条丢过又重启，不算在内`,
    stages: '丢在哪个阶段',
    empty: '这段时间没有丢单',
  },

  trend: {
    title: '转化率走势',
    legend: (window: string) => `每个点是${window}的已决转化率，已决太少的不画`,
    tooFew: '已决太少，还画不出走势',
    up: '▲ 上升',
    down: '▼ 下降',
    flat: '持平',
    empty: '还没有走完一步的线索',
  },

  forecast: {
    title: '加权预测',
    expected: '预计成交',
    range: (low: string, high: string) => `八成可能在 ${low} 到 ${high} 之间`,
    target: (amount: string) => `目标 ${amount}`,
    byStage: '从哪个阶段来（在途金额 × 赢的概率）',
    weighted: (count: string, amount: string) => `${count}，共 ${amount}`,
    noRate: '未设概率',
    past: '过去的预测和结果',
    forecast: '预测',
    actual: '实际',
    withoutAmount: (n: number) => `还有 ${figure(n)} 条没填金额，没算在内`,
    withoutRate: (n: number) => `还有 ${figure(n)} 条未设概率，没算在内`,
    fresh: (amount: string) => `不算停滞的线索：${amount}`,
    empty: '没有带金额的在途线索，没法预测',
  },

  reps: {
    title: '成员一览',
    columns: {
      name: '成员',
      open: '在途',
      stale: '停滞',
      added: '新增',
      advanced: '推进',
      won: '成交',
      rate: '赢单率',
    },
    total: '合计',
    rest: (n: number) => `还有 ${figure(n)} 人，见文字`,
    legend: (window: string) => `赢单率是${window}的；单数少只写几分之几，不排名次`,
    empty: '还没有成员',
  },
};

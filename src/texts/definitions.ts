import type { DefinitionView, Metric } from '../usecases/index.ts';
import { inline, type Today } from './format.ts';
import { showRate, showShare } from './rates.ts';
import { days, hopName } from './reports/heading.ts';
import { shortMoney } from './short-money.ts';
import { fewNames, whose } from './who.ts';

interface Definition {
  /** What people call it; the first is shown. */
  readonly names: readonly [string, ...string[]];
  /** One sentence. */
  readonly what: string;
  readonly formula: string;
}

const DEFINITIONS: Readonly<Record<Metric, Definition>> = {
  stock: {
    names: ['存量', '漏斗', '在手'],
    what: '现在每个阶段里有多少条',
    formula: '正在这个阶段里的线索数。只说堆了多少，相邻两个阶段不能相除当转化率',
  },
  c1: {
    names: ['已决转化率', '转化率', '转化', 'C1'],
    what: '有了结果的线索里，走到下一步的占多少',
    formula: '走下去的 ÷（走下去的 + 丢单 + 无效），按结果出来的日子算，还没结果的不算',
  },
  c2: {
    names: ['同期群转化率', '同期群', 'C2'],
    what: '同一段时间进来的线索，到现在走下去多少',
    formula: '走下去的 ÷ 这段时间第一次进到这一步的。在途超过两成算未成熟',
  },
  c3: {
    names: ['周期推进率', '推进率', 'C3'],
    what: '这段时间待过这一步的线索，往前走了多少',
    formula: '往前走或成交的 ÷ 这段时间待过这一步的。只和工作日一样多的周期比',
  },
  win_rate: {
    names: ['赢单率'],
    what: '够格的线索结束时，成交的占多少',
    formula: '成交 ÷（成交 + 丢单 + 无效），只算走到过有预算、有决策人那一步的',
  },
  stay: {
    names: ['停留时长', '时长'],
    what: '一条线索在一个阶段里一共待多久',
    formula: '每条待过的自然日加起来，取中位数和九成位，跳过的阶段不算。走完不到 3 条不给中位数',
  },
  cycle: {
    names: ['成交周期', '周期'],
    what: '从够格到成交要多少天',
    formula: '成交的线索，从第一次到够格那一步到成交的自然日，取中位数',
  },
  velocity: {
    names: ['销售速度'],
    what: '照现在的样子，每天能成多少钱',
    formula: '在手够格的条数 × 赢单率 × 平均成交金额 ÷ 成交周期。成交不到 5 单不算',
  },
  stale: {
    names: ['停滞', '未跟进', '超期'],
    what: '该动没动的线索',
    formula: '满足一条就算：够天数没人跟进也没排下一步；在这个阶段待够天数；约好的日子过了没跟。天数是工作日',
  },
  forecast: {
    names: ['加权预测', '预测'],
    what: '在手的线索大概能成多少钱',
    formula: '金额 × 这个阶段成交的概率，加起来。概率是后面每一步转化率相乘',
  },
  reverse: {
    names: ['目标反推', '反推'],
    what: '要成这么多单，每个阶段要有多少条',
    formula: '目标 ÷ 后面每一步转化率的乘积，向上取整；新线索先扣掉在手的预计能成的',
  },
  quota: {
    names: ['推进配额', '配额'],
    what: '每周该推进几个',
    formula: '一条线索第一次走过够格那一步算一个，一周最多一个，这周又退回来的不算；应推进 = 基数 × 工作日 ÷ 5',
  },
  quality: {
    names: ['数据可信度', '数据质量', '可信度'],
    what: '记录靠不靠得住，0 到 100 分',
    formula: '跟得及时 30 + 填得全 25 + 原因具体 15 + 一步一步走 15 + 当天就记 15，没发生过的那项不算',
  },
  diagnosis: {
    names: ['诊断', '确诊', '疑似'],
    what: '漏斗的每一步和目标比，差得是不是够明显',
    formula: '目标先用自己定的，其次前12个月的实际（至少 30 条），再用示例值；和九成把握的区间比',
  },
};

const METRICS = Object.keys(DEFINITIONS) as Metric[];

/** The metric a word names; undefined for none. */
export function metricNamed(word: string): Metric | undefined {
  const folded = word.normalize('NFKC').trim().toLowerCase();
  return METRICS.find((metric) => DEFINITIONS[metric].names.some((name) => name.toLowerCase() === folded));
}

/** Every metric in a sentence. */
export function list(): string {
  return [
    '指标口径，看一个发 /口径 已决转化率：',
    ...METRICS.map((metric) => `${DEFINITIONS[metric].names[0]}：${DEFINITIONS[metric].what}`),
  ].join('\n');
}

export function unknownMetric(word: string): string {
  return `没有指标「${inline(word)}」，有：${METRICS.map((metric) => DEFINITIONS[metric].names[0]).join('、')}`;
}

/** One metric: what it is, how it is reckoned, the numbers of whoever asks, the leads behind them. */
export function one(view: DefinitionView, today: Today): string {
  const { names: titles, what, formula } = DEFINITIONS[view.metric];
  const behind = view.names.length > 0 ? [`背后的线索：${fewNames(view.names)}`] : [];
  return [
    `${titles[0]}：${what}`,
    `算法：${formula}`,
    `${whose(view.report.about)}现在：`,
    ...numbers(view, today),
    ...behind,
    ...thresholds(view),
  ].join('\n');
}

function numbers(view: DefinitionView, today: Today): string[] {
  const { report: shown, outlook, quality, quota } = view;
  const { report, rates } = shown;
  const [week, window] = [days(shown.days, today), days(rates.days, today)];
  switch (view.metric) {
    case 'stock':
      return [report.stages.map(({ stock }) => `${stock.stage.name} ${stock.open}`).join(' · ')];
    case 'c1':
    case 'diagnosis':
      return rates.hops.map(({ advanced, lost, invalid }, at) => {
        const n = advanced + lost + invalid;
        return `${hopName(shown, at)} ${advanced} ÷（${advanced} + ${lost} + ${invalid}）= ${showRate(advanced, n)}（${window}）`;
      });
    case 'c2':
      return report.stages.map(
        ({ c2 }, at) => `${hopName(shown, at)} ${showRate(c2.advanced, c2.cohort)}，在途 ${c2.open} 条（${week}）`,
      );
    case 'c3':
      return report.stages.map(({ c3 }, at) => `${hopName(shown, at)} ${showRate(c3.left, c3.present)}（${week}）`);
    case 'win_rate': {
      const { won, lost } = rates.winRate;
      return [`${won} ÷（${won} + ${lost}）= ${showRate(won, won + lost)}（${window}）`];
    }
    case 'stay':
      return report.stages.map(
        ({ stay, stock }) => `${stock.stage.name} ${stay.n} 条走完，${stay.open} 条在途（${week}）`,
      );
    case 'cycle':
      return [`${report.cycle.n} 单走完（${week}）`];
    case 'velocity':
      return [
        report.velocity.fenPerDay === null
          ? '缺数，算不了'
          : `${shortMoney(Math.round(report.velocity.fenPerDay))}/天（${week}）`,
      ];
    case 'stale':
      return [
        `停滞 ${report.stale.length} 条，在手 ${report.open.length} 条`,
        `没跟进/待着的上限：${report.stages
          .map(({ stage }) => `${stage.name} ${stage.idleLimitDays ?? '—'}/${stage.stayLimitDays ?? '—'}`)
          .join(' · ')} 个工作日`,
      ];
    case 'forecast':
      return [
        `${shortMoney(outlook.forecast.weightedFen)}（${outlook.forecast.counted} 条有金额的）`,
        ...probabilities(view),
      ];
    case 'reverse':
      return [`在手的预计成 ${Math.round(outlook.forecast.expectedWins * 10) / 10} 单`, ...probabilities(view)];
    case 'quota':
      return quota.rows.map(
        ({ owner, credits, quota: asked }) => `${inline(quota.memberName(owner))} ${credits.length}/${asked}（本周）`,
      );
    case 'quality':
      return [quality.score === null ? '在手的线索不到 5 条，不打分' : `${quality.score} 分`];
  }
}

function probabilities({ outlook, report }: DefinitionView): string[] {
  const parts = outlook.rates.map(({ winProbability }, at) => {
    const name = report.report.stages[at]?.stage.name ?? '';
    return `${name} ${winProbability === null ? '没有' : showShare(winProbability)}`;
  });
  return [`能成的概率：${parts.join(' · ')}`];
}

function thresholds({ metric, limits }: DefinitionView): string[] {
  switch (metric) {
    case 'forecast':
    case 'reverse':
      return [`转化率 r =（走通 + m × 设定）÷（有结果 + m），m = ${limits.shrinkage}，看近${limits.rateDays}天`];
    case 'quality':
      return [`低于 ${limits.lowQuality} 分，诊断先提醒补数据；看近${limits.judgedDays}天`];
    case 'quota':
      return [`基数 ${limits.quotaBase}`];
    case 'diagnosis':
      return [
        `不到 ${limits.fewestDecided} 条有结果的，样本不足；低于目标的 ${showShare(limits.suspiciousShare)}，疑似；区间的上沿都低于目标，连续两周，确诊`,
      ];
    case 'c1':
    case 'c2':
    case 'c3':
    case 'win_rate':
      return ['不到 8 条只写几分之几，8 到 19 条算样本小'];
    default:
      return [];
  }
}

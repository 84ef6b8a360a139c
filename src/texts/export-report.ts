import type { Decided } from '../analytics/conversion.ts';
import type { SplitRow } from '../analytics/splits.ts';
import type { ReportView } from '../usecases/reports.ts';
import type { ExportedCell } from './export.ts';
import { inline, type Today } from './format.ts';
import { days, moment, scope } from './reports/heading.ts';
import { reason } from './reports/losses.ts';

/** One sheet of an exported report. */
interface ReportSheet {
  readonly sheet: string;
  readonly titles: readonly string[];
  readonly rows: readonly (readonly ExportedCell[])[];
}

/** A report as tables of raw counts: whoever wants a rate divides, and sees by how many. */
export function reportSheets(view: ReportView, today: Today): readonly ReportSheet[] {
  const { report } = view;
  return [
    about(view, today),
    {
      sheet: '阶段',
      titles: [
        ...[
          '阶段',
          '期初',
          '新建',
          '推进进来',
          '退回进来',
          '重启进来',
          '推进出去',
          '成交',
          '丢单',
          '无效',
          '退回出去',
          '期末',
        ],
        ...[
          '现有',
          '现有金额（元）',
          '没写金额',
          '停滞',
          '走完几条',
          '停留中位天数',
          '停留 90 分位天数',
          '前进',
          '没前进：丢单',
          '没前进：无效',
        ],
      ],
      rows: report.stages.map(({ stage, flow, stock, stay, c1 }) => [
        ...[stage.name, flow.openAtStart, flow.in.created, flow.in.forward, flow.in.backward, flow.in.reopened],
        ...[flow.out.forward, flow.out.won, flow.out.lost, flow.out.invalid, flow.out.backward, flow.openAtEnd],
        ...[stock.open, stock.amountFen / 100, stock.withoutAmount, stock.stale, stay.n, stay.medianDays, stay.p90Days],
        ...[c1.advanced, c1.lost, c1.invalid],
      ]),
    },
    split('来源', report.bySource, (key) => key, view),
    split('负责人', report.byOwner, (key) => view.memberName(key), view),
    {
      sheet: '丢单原因',
      titles: ['到过的最高阶段', '结果', '原因', '条数', '金额（元）'],
      rows: report.lossReasons.map((row) => [
        row.stage.name,
        row.kind === 'lost' ? '丢单' : '无效',
        reason(view, row),
        row.count,
        row.amountFen / 100,
      ]),
    },
  ];
}

function about(view: ReportView, today: Today): ReportSheet {
  const { report } = view;
  return {
    sheet: '说明',
    titles: ['项', '值'],
    rows: [
      ['范围', scope(view)],
      ['周期', days(view.days, today)],
      ['数据截至', moment(Math.min(report.asOf, today.now), today)],
      ...(view.source === undefined ? [] : [['来源', inline(view.source)] as const]),
      ['成交', report.closed.won],
      ['成交金额（元）', report.wonFen / 100],
      ['丢单', report.closed.lost],
      ['无效', report.closed.invalid],
      ['丢了又重启', report.reopened],
    ],
  };
}

function split<Key extends string>(
  sheet: string,
  rows: readonly SplitRow<Key>[],
  name: (key: Key) => string,
  { report }: ReportView,
): ReportSheet {
  const hops = report.stages.map(({ stage }) => stage);
  return {
    sheet,
    titles: [
      ...[sheet, '新建', '成交', '丢单', '无效', '现有', '现有金额（元）', '停滞'],
      ...hops.flatMap((stage) => [`${stage.name}：前进`, `${stage.name}：没前进`]),
    ],
    rows: rows.map((row) => [
      ...[name(row.key), row.created, row.won, row.lost, row.invalid, row.open, row.openAmountFen / 100, row.stale],
      ...hops.flatMap((stage) => hopCells(row.hops.find((hop) => hop.stage.id === stage.id))),
    ]),
  };
}

function hopCells(hop: Decided | undefined): readonly ExportedCell[] {
  return hop ? [hop.advanced, hop.lost + hop.invalid] : [null, null];
}

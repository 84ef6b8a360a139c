import { pictures } from '../texts/pictures.ts';
import { showRate } from '../texts/rates.ts';
import { shortMoney } from '../texts/short-money.ts';
import { legend } from './legend.ts';
import { type Block, type Heading, hint, note, page, write } from './page.ts';
import { stackedBar } from './stacked-bar.ts';
import { moved } from './svg.ts';
import { fitted, shorten, widthOf } from './text-width.ts';
import { COLOURS, INNER, onStep, SIZES, stepColour } from './theme.ts';

export interface LossParetoData {
  readonly heading: Heading;
  /** Open stages in their order. */
  readonly stages: readonly string[];
  /** Reasons with at least one lead, in any order. */
  readonly reasons: readonly {
    readonly name: string;
    /** Leads per stage they had reached, in the order of `stages`. */
    readonly counts: readonly number[];
    /** Null where amounts are not shown. */
    readonly amountFen: number | null;
  }[];
  /** Leads that were lost in the period and are open again. */
  readonly reopened: number;
}

interface Reason {
  readonly name: string;
  readonly counts: readonly number[];
  readonly total: number;
  readonly amountFen: number | null;
}

/** Reasons with a line of their own. */
const MOST = 8;
/** Room a reason’s name keeps, however large the numbers are. */
const LEAST_NAME = 46;
const words = pictures.loss;
const small = { size: SIZES.small } as const;
const strong = { size: SIZES.strong, weight: 'bold' } as const;

/** Why leads were lost, the most frequent reason first, each bar cut by the stage the leads had reached. */
export function lossPareto({ heading, stages, reasons, reopened }: LossParetoData): string {
  const sorted = reasons
    .map(({ name, counts, amountFen }) => ({ name, counts, amountFen, total: sum(counts) }))
    .sort((a, b) => b.total - a.total);
  const all = sum(sorted.map(({ total }) => total));
  if (all === 0) return page(words.title, heading, [hint(words.empty), ...again(reopened)]);
  const most = sorted[0]?.total ?? 1;
  return page(words.title, heading, [
    headline(sorted, all),
    legend(stages.map((label, at) => ({ label, fill: stepColour(at, stages.length) }))),
    ...sorted.slice(0, MOST).map((reason) => bar(reason, all, most)),
    ...(sorted.length > MOST ? [rest(sorted.slice(MOST), all)] : []),
    ...again(reopened),
  ]);
}

/** How few reasons make up four fifths, which is where to begin. */
function headline(sorted: readonly Reason[], all: number): Block {
  const sums = sorted.map((_, at) => sum(sorted.slice(0, at + 1).map(({ total }) => total)));
  const count = 1 + sums.findIndex((covered) => 5 * covered >= 4 * all);
  const covered = sums[count - 1] ?? all;
  const says = [
    write(words.total(all), 0, 18, { size: SIZES.number, weight: 'bold' }),
    ...(sorted.length > 1
      ? [write(words.head(count, showRate(covered, all)), 0, 42, { size: SIZES.body, fill: COLOURS.bad })]
      : []),
  ];
  return { height: sorted.length > 1 ? 48 : 24, drawn: says };
}

/** What is left over gets no bar: it would be longer than those that matter. */
function rest(reasons: readonly Reason[], all: number): Block {
  const amounts = reasons.flatMap(({ amountFen }) => (amountFen === null ? [] : [amountFen]));
  const amountFen = amounts.length === 0 ? null : sum(amounts);
  return line({ name: words.rest(reasons.length), total: sum(reasons.map(({ total }) => total)), amountFen }, all);
}

function bar({ name, counts, total, amountFen }: Reason, all: number, most: number): Block {
  const { drawn, height } = line({ name, total, amountFen }, all);
  const segments = counts.map((value, at) => {
    const fill = stepColour(at, counts.length);
    return { value, fill, on: onStep(fill) };
  });
  return { height: height + 22, drawn: [...drawn, moved(0, 23, ...stackedBar(segments, INNER / most, 18))] };
}

function line({ name, total, amountFen }: Omit<Reason, 'counts'>, all: number): Block {
  const figures = words.share(showRate(total, all), amountFen === null || amountFen === 0 ? '' : shortMoney(amountFen));
  const count = pictures.count(total);
  const countWidth = widthOf(count, { size: SIZES.body });
  const face = fitted(figures, INNER - countWidth - 18 - LEAST_NAME, small);
  const room = INNER - widthOf(figures, face) - countWidth - 18;
  const named = shorten(name, room, strong);
  return {
    height: 20,
    drawn: [
      write(named, 0, 15, strong),
      write(count, widthOf(named, strong) + 8, 15, { size: SIZES.body }),
      write(figures, INNER, 15, { ...face, fill: COLOURS.soft, anchor: 'end' }),
    ],
  };
}

function again(reopened: number): readonly Block[] {
  return reopened > 0 ? [note(words.reopened(reopened))] : [];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

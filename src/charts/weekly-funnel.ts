import { pictures } from '../texts/pictures.ts';
import { rateClass, showRate } from '../texts/rates.ts';
import { shortMoney } from '../texts/short-money.ts';
import { type Block, type Heading, hint, note, page, write } from './page.ts';
import { el, type Markup, moved } from './svg.ts';
import { fitted, lines, widthOf } from './text-width.ts';
import { COLOURS, DARK_STEPS, INNER, SIZES, stepColour } from './theme.ts';

/** Whether a rate differs from the window before, as far as that can be told (metrics §6.5). */
export type Change = 'up' | 'down' | 'flat';

export interface WeeklyFunnelData {
  readonly heading: Heading;
  /** Open stages in their order, with the stock of now and the C1 out of each. */
  readonly stages: readonly {
    readonly name: string;
    readonly count: number;
    /** Null where amounts are not shown. */
    readonly amountFen: number | null;
    readonly stale: number;
    readonly onward: { readonly k: number; readonly n: number; readonly change: Change | null };
  }[];
  /** Window of the C1, as words people read, with its length. */
  readonly rateWindow: string;
  /** Place of the stage whose way onward loses most; null when too little is decided to tell. */
  readonly dropsMost: number | null;
  /** What happened in the period. */
  readonly period: {
    readonly created: number;
    readonly won: number;
    readonly wonFen: number | null;
    readonly lost: number;
    readonly invalid: number;
  };
}

const ROW = 40;
const HOP = 34;
const MIDDLE = 184;
const WIDEST = 170;
/** Room of the amounts on the right. */
const RIGHT = 76;
const words = pictures.funnel;

/**
 * The week at a glance: stock per stage, the C1 between neighbours with its n, and where most is lost. Bars are stock
 * and nothing connects them, because the ratio of two stocks is no conversion (metrics §4).
 */
export function weeklyFunnel(data: WeeklyFunnelData): string {
  const { stages, period } = data;
  const isEmpty =
    stages.every(({ count, onward }) => count === 0 && onward.n === 0) && period.created + period.won === 0;
  return page(words.title, data.heading, [
    tiles(data),
    ...(isEmpty ? [hint(words.empty)] : []),
    funnel(data),
    note(words.legend(data.rateWindow)),
  ]);
}

/** Nothing to say when amounts are hidden, or there are none. */
function amountOf(fen: number | null): string {
  return fen === null || fen === 0 ? '' : shortMoney(fen);
}

function tiles({ stages, period }: WeeklyFunnelData): Block {
  const open = stages.reduce((sum, { count }) => sum + count, 0);
  const openFen = stages.reduce((sum, { amountFen }) => sum + (amountFen ?? 0), 0);
  const shown = [
    { label: words.open, value: open, below: amountOf(openFen), fill: COLOURS.ink },
    { label: words.created, value: period.created, below: '', fill: COLOURS.stock },
    {
      label: words.won,
      value: period.won,
      below: amountOf(period.wonFen),
      fill: COLOURS.good,
    },
    {
      label: words.lost,
      value: period.lost,
      below: period.invalid ? words.invalid(period.invalid) : '',
      fill: COLOURS.bad,
    },
  ];
  const width = (INNER - 3 * 8) / 4;
  const room = width - 16;
  const drawn = shown.map(({ label, value, below, fill }, at) => {
    const figure = value.toLocaleString('en-US');
    return moved(
      at * (width + 8),
      0,
      el('rect', { width, height: 74, rx: 10, fill: COLOURS.wash }),
      write(label, 10, 21, { size: SIZES.small, fill: COLOURS.soft }),
      write(figure, 10, 45, { ...fitted(figure, room, { size: SIZES.number, weight: 'bold' }), fill }),
      write(below, 10, 64, { ...fitted(below, room, { size: SIZES.small }), fill: COLOURS.soft }),
    );
  });
  return { height: 74, drawn };
}

function funnel(data: WeeklyFunnelData): Block {
  const { stages, period } = data;
  const most = Math.max(1, period.won, ...stages.map(({ count }) => count));
  const drawn = stages.flatMap((stage, at) => {
    const y = at * (ROW + HOP);
    const stale = stage.stale > 0 ? words.stale(stage.stale) : '';
    const amount = amountOf(stage.amountFen);
    const fill = stepColour(at, stages.length, DARK_STEPS);
    return [
      moved(0, y, ...row({ ...stage, most, fill, amount, below: stale, belowFill: COLOURS.late })),
      moved(0, y + ROW, ...hop(stage.onward, data.dropsMost === at)),
    ];
  });
  const won = row({
    name: words.won,
    count: period.won,
    most,
    fill: COLOURS.good,
    amount: amountOf(period.wonFen),
    below: words.thisPeriod,
    belowFill: COLOURS.soft,
  });
  return {
    height: stages.length * (ROW + HOP) + ROW,
    drawn: [...drawn, moved(0, stages.length * (ROW + HOP), ...won)],
  };
}

interface Row {
  readonly name: string;
  readonly count: number;
  /** The count that is drawn widest. */
  readonly most: number;
  readonly fill: string;
  readonly amount: string;
  readonly below: string;
  readonly belowFill: string;
}

function row({ name, count, most, fill, amount, below, belowFill }: Row): readonly Markup[] {
  const face = { size: SIZES.body, weight: 'bold' } as const;
  const named = lines(name, 92, face, 2);
  const first = named.length === 1 ? ROW / 2 + 5 : ROW / 2 - 4;
  const width = count === 0 ? 4 : Math.max(8, (WIDEST * count) / most);
  const shown = count.toLocaleString('en-US');
  const small = { size: SIZES.small } as const;
  const right = [amount, below].filter((text) => text !== '');
  return [
    ...named.map((line, at) => write(line, 0, first + at * 18, face)),
    el('rect', {
      x: MIDDLE - width / 2,
      width,
      height: ROW,
      rx: Math.min(8, width / 2),
      fill: count === 0 ? COLOURS.line : fill,
    }),
    figureOf(shown, width),
    ...right.map((text, at) =>
      write(text, INNER, (right.length === 1 ? ROW / 2 + 5 : ROW / 2 - 3) + at * 17, {
        ...fitted(text, RIGHT, small),
        fill: text === below ? belowFill : COLOURS.ink,
        anchor: 'end',
      }),
    ),
  ];
}

/** The count on its bar, or beside it, where it can be written larger. */
function figureOf(shown: string, width: number): Markup {
  const face = { size: 17, weight: 'bold' } as const;
  const end = MIDDLE + width / 2 + 8;
  const [on, beside] = [fitted(shown, width - 14, face), fitted(shown, INNER - RIGHT - 4 - end, face)];
  return on.size >= beside.size
    ? write(shown, MIDDLE, ROW / 2 + 6, { ...on, fill: COLOURS.onBand, anchor: 'middle' })
    : write(shown, end, ROW / 2 + 6, beside);
}

function hop({ k, n, change }: WeeklyFunnelData['stages'][number]['onward'], isWorst: boolean): readonly Markup[] {
  // A mark on a rate of a few cases would be a verdict on chance.
  const isMarked = isWorst && n >= 8;
  const mayCompare = change !== null && (rateClass(n) === 'small' || rateClass(n) === 'enough');
  const arrow = mayCompare && change !== 'flat' ? ` ${change === 'up' ? '▲' : '▼'}` : '';
  const face = { size: 13, ...(isMarked && { weight: 'bold' as const }) };
  const text = `${showRate(k, n)}${arrow}`;
  const width = widthOf(text, face) + 34;
  const fill = isMarked ? COLOURS.bad : COLOURS.soft;
  const left = MIDDLE - width / 2;
  const centre = HOP / 2;
  return [
    ...(isMarked ? [el('rect', { x: left, y: 5, width, height: HOP - 10, rx: 12, fill: COLOURS.badWash })] : []),
    el('path', {
      d: `M${(left + 15).toFixed(1)} ${centre - 6}v11m-4 -4l4 4l4 -4`,
      fill: 'none',
      stroke: fill,
      'stroke-width': 1.6,
    }),
    write(text, left + 25, centre + 4.5, { ...face, fill }),
    ...(isMarked
      ? [write(words.dropsMost, INNER, centre + 4.5, { size: SIZES.small, weight: 'bold', fill, anchor: 'end' })]
      : []),
  ];
}

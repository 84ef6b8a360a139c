import { pictures } from '../texts/pictures.ts';
import { shortMoney } from '../texts/short-money.ts';
import { type Block, type Heading, hint, note, page, write } from './page.ts';
import { el, type Markup } from './svg.ts';
import { shorten, widthOf } from './text-width.ts';
import { COLOURS, INNER, SIZES } from './theme.ts';

/** The weighted forecast of metrics §9.3. Where amounts are not shown there is no such picture. */
export interface ForecastRangeData {
  readonly heading: Heading;
  readonly expectedFen: number;
  /** The 10 % and 90 % quantiles. */
  readonly lowFen: number;
  readonly highFen: number;
  readonly targetFen: number | null;
  /** The forecast without stale leads; null when there are none. */
  readonly freshFen: number | null;
  /** Open stages in their order: leads with an amount, and what they are expected to bring (null: no rate is set). */
  readonly stages: readonly {
    readonly name: string;
    readonly count: number;
    readonly amountFen: number;
    readonly weightedFen: number | null;
  }[];
  readonly withoutAmount: number;
  readonly withoutRate: number;
  /** Former forecasts and what became of them, oldest first. */
  readonly past: readonly { readonly period: string; readonly forecastFen: number; readonly actualFen: number }[];
}

const words = pictures.forecast;
const small = { size: SIZES.small } as const;
const strong = { size: SIZES.strong, weight: 'bold' } as const;

/** What the open leads should bring, how far that may be off, which stages it comes from, how former ones turned out. */
export function forecastRange(data: ForecastRangeData): string {
  const { heading, stages, past, withoutAmount, withoutRate, freshFen } = data;
  const isEmpty = stages.every(({ amountFen }) => amountFen === 0);
  const most = Math.max(1, ...stages.map(({ weightedFen }) => weightedFen ?? 0));
  return page(words.title, heading, [
    ...(isEmpty ? [hint(words.empty)] : [range(data), title(words.byStage)]),
    ...(isEmpty ? [] : stages.filter(({ count }) => count > 0).map((stage) => contribution(stage, most))),
    ...(past.length > 0 ? [title(words.past), ...outcomes(past)] : []),
    ...(freshFen === null || isEmpty ? [] : [note(words.fresh(shortMoney(freshFen)))]),
    ...(withoutAmount > 0 ? [note(words.withoutAmount(withoutAmount))] : []),
    ...(withoutRate > 0 ? [note(words.withoutRate(withoutRate))] : []),
  ]);
}

function range({ expectedFen, lowFen, highFen, targetFen }: ForecastRangeData): Block {
  const most = Math.max(1, highFen, expectedFen, targetFen ?? 0);
  const at = (fen: number) => (INNER * fen) / most;
  const y = 76;
  const target: readonly Markup[] =
    targetFen === null
      ? []
      : [
          el('path', {
            d: `M${at(targetFen).toFixed(1)} ${y - 6}v32`,
            stroke: COLOURS.bad,
            'stroke-width': 2,
            'stroke-dasharray': '4 3',
          }),
          markerLabel(words.target(shortMoney(targetFen)), at(targetFen), y + 42, COLOURS.bad),
        ];
  return {
    height: targetFen === null ? y + 22 : y + 48,
    drawn: [
      write(words.expected, 0, 26, { size: SIZES.body, fill: COLOURS.soft }),
      write(shortMoney(expectedFen), 66, 28, { size: 30, weight: 'bold', fill: COLOURS.stock }),
      write(words.range(shortMoney(lowFen), shortMoney(highFen)), 0, 56, { size: SIZES.body }),
      el('rect', { y, width: INNER, height: 20, rx: 10, fill: COLOURS.wash }),
      el('rect', {
        x: at(lowFen),
        y,
        width: Math.max(6, at(highFen) - at(lowFen)),
        height: 20,
        rx: 10,
        fill: COLOURS.stockSoft,
      }),
      el('circle', {
        cx: inside(at(expectedFen), 10),
        cy: y + 10,
        r: 9,
        fill: COLOURS.stock,
        stroke: COLOURS.paper,
        'stroke-width': 2,
      }),
      ...target,
    ],
  };
}

/** Kept whole inside the picture, half its width from either edge. */
function inside(x: number, half: number): number {
  return Math.min(INNER - half, Math.max(half, x));
}

function markerLabel(text: string, x: number, y: number, fill: string): Markup {
  return write(text, inside(x, widthOf(text, small) / 2), y, { ...small, fill, anchor: 'middle' });
}

function title(text: string): Block {
  return {
    height: 26,
    drawn: [
      el('path', { d: `M0 0.5h${INNER}`, stroke: COLOURS.line }),
      write(text, 0, 24, { size: SIZES.small, fill: COLOURS.soft }),
    ],
  };
}

function contribution(
  { name, count, amountFen, weightedFen }: ForecastRangeData['stages'][number],
  most: number,
): Block {
  const brings = weightedFen === null ? words.noRate : shortMoney(weightedFen);
  const from = words.weighted(pictures.count(count), shortMoney(amountFen));
  const room = INNER - widthOf(brings, strong) - widthOf(from, small) - 24;
  const named = shorten(name, room, strong);
  return {
    height: 36,
    drawn: [
      write(named, 0, 15, strong),
      write(from, widthOf(named, strong) + 8, 15, { ...small, fill: COLOURS.soft }),
      write(brings, INNER, 15, { ...strong, fill: weightedFen === null ? COLOURS.soft : COLOURS.ink, anchor: 'end' }),
      el('rect', { y: 24, width: INNER, height: 10, rx: 5, fill: COLOURS.wash }),
      ...bar(weightedFen ?? 0, most, 24, COLOURS.stock),
    ],
  };
}

function outcomes(past: ForecastRangeData['past']): readonly Block[] {
  const face = { size: SIZES.body } as const;
  const left = Math.min(110, Math.max(...past.map(({ period }) => widthOf(period, face)))) + 10;
  const most = Math.max(1, ...past.flatMap(({ forecastFen, actualFen }) => [forecastFen, actualFen]));
  const line = (label: string, fen: number, y: number, fill: string) => {
    const width = Math.max(3, ((INNER - left - 108) * fen) / most);
    return [
      el('rect', { x: left, y, width, height: 12, rx: 3, fill }),
      write(`${label} ${shortMoney(fen)}`, left + width + 8, y + 10.5, { ...small, fill: COLOURS.soft }),
    ];
  };
  return past.map(({ period, forecastFen, actualFen }) => ({
    height: 30,
    drawn: [
      write(shorten(period, left - 10, face), 0, 20, face),
      ...line(words.forecast, forecastFen, 0, COLOURS.stockSoft),
      ...line(words.actual, actualFen, 16, COLOURS.good),
    ],
  }));
}

function bar(fen: number, most: number, y: number, fill: string): readonly Markup[] {
  return fen > 0 ? [el('rect', { y, width: Math.max(6, (INNER * fen) / most), height: 10, rx: 5, fill })] : [];
}

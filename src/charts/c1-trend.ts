import { pictures } from '../texts/pictures.ts';
import { showRate } from '../texts/rates.ts';
import { type Block, type Heading, hint, note, page, write } from './page.ts';
import { el, type Markup, number } from './svg.ts';
import { shorten, widthOf } from './text-width.ts';
import { COLOURS, INNER, SIZES } from './theme.ts';
import type { Change } from './weekly-funnel.ts';

export interface C1TrendData {
  readonly heading: Heading;
  /** Ends of the windows, as words, oldest first. */
  readonly windows: readonly string[];
  /** Length of each window, as words people read. */
  readonly rateWindow: string;
  readonly hops: readonly {
    readonly from: string;
    readonly to: string;
    /** One per window. */
    readonly points: readonly { readonly k: number; readonly n: number }[];
    /** The last window against the one before; null when that cannot be told. */
    readonly change: Change | null;
  }[];
}

type Hop = C1TrendData['hops'][number];

/** Windows drawn at most: the newest. */
const MOST = 13;
const TOP = 30;
const PLOT = 60;
const EDGE = 5;
/** Cases a rate needs to be more than a fraction (metrics §6.5). */
const ENOUGH = 8;
const words = pictures.trend;
const small = { size: SIZES.small } as const;

/**
 * How each C1 went, one small panel per hop on the same scale from nothing to all. A window with too few decisions
 * leaves a gap: its height would be a percentage in disguise.
 */
export function c1Trend({ heading, windows, rateWindow, hops }: C1TrendData): string {
  if (hops.every(({ points }) => points.every(({ n }) => n === 0)))
    return page(words.title, heading, [hint(words.empty)]);
  const names = windows.slice(-MOST);
  return page(words.title, heading, [
    ...hops.map((hop) => panel({ ...hop, points: hop.points.slice(-MOST) }, names)),
    note(words.legend(rateWindow)),
  ]);
}

function panel(hop: Hop, names: readonly string[]): Block {
  const last = hop.points.at(-1) ?? { k: 0, n: 0 };
  const strong = { size: SIZES.strong, weight: 'bold' } as const;
  const rate = showRate(last.k, last.n);
  const change = hop.change !== null && last.n >= ENOUGH ? words[hop.change] : '';
  const changed = change === '' ? 0 : widthOf(change, small) + 10;
  const room = INNER - widthOf(rate, strong) - changed - 12;
  const arrow = widthOf(' → ', strong);
  const [from, to] = share(hop, room - arrow, strong);
  const fill = hop.change === 'down' ? COLOURS.bad : hop.change === 'up' ? COLOURS.stock : COLOURS.soft;
  return {
    height: TOP + PLOT + 22,
    drawn: [
      write(pictures.hop(from, to), 0, 15, strong),
      write(rate, INNER - changed, 15, { ...strong, anchor: 'end' }),
      ...(change === '' ? [] : [write(change, INNER, 15, { ...small, fill, anchor: 'end' })]),
      el('rect', { y: TOP - 4, width: INNER, height: PLOT + 8, rx: 6, fill: COLOURS.wash }),
      ...plot(hop),
      ...(names.length > 1 ? [write(names[0] ?? '', 0, TOP + PLOT + 18, { ...small, fill: COLOURS.soft })] : []),
      write(names.at(-1) ?? '', INNER, TOP + PLOT + 18, { ...small, fill: COLOURS.soft, anchor: 'end' }),
    ],
  };
}

/** Both names in the room they have together; a short one leaves its room to the other. */
function share({ from, to }: Hop, room: number, face: { readonly size: number; readonly weight: 'bold' }) {
  const half = room / 2;
  const left = Math.min(widthOf(from, face), Math.max(half, room - widthOf(to, face)));
  return [shorten(from, left, face), shorten(to, room - left, face)] as const;
}

function plot({ points }: Hop): readonly Markup[] {
  const step = points.length > 1 ? (INNER - 18) / (points.length - 1) : 0;
  const placed = points.map(({ k, n }, at) =>
    n < ENOUGH
      ? null
      : { x: INNER - 9 - (points.length - 1 - at) * step, y: TOP + EDGE + (PLOT - 2 * EDGE) * (1 - k / n) },
  );
  if (placed.every((point) => point === null)) {
    return [write(words.tooFew, INNER / 2, TOP + PLOT / 2 + 4, { ...small, fill: COLOURS.soft, anchor: 'middle' })];
  }
  const path = placed
    .map((point, at) => point && `${placed[at - 1] ? 'L' : 'M'}${number(point.x)} ${number(point.y)}`)
    .filter((piece) => piece !== null)
    .join('');
  const lastDrawn = placed.findLastIndex((point) => point !== null);
  return [
    el('path', { d: `M0 ${TOP + PLOT / 2}h${INNER}`, stroke: COLOURS.line }),
    el('path', { d: path, fill: 'none', stroke: COLOURS.stock, 'stroke-width': 2, 'stroke-linejoin': 'round' }),
    ...placed.flatMap((point, at) =>
      point
        ? [
            el('circle', {
              cx: point.x,
              cy: point.y,
              r: at === lastDrawn ? 5 : 3,
              fill: at === lastDrawn ? COLOURS.stock : COLOURS.paper,
              stroke: COLOURS.stock,
              'stroke-width': 1.6,
            }),
          ]
        : [],
    ),
  ];
}

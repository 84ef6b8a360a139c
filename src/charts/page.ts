import { pictures } from '../texts/pictures.ts';
import { el, type Markup, moved } from './svg.ts';
import { type Face, shorten } from './text-width.ts';
import { COLOURS, INNER, MARGIN, SIZES, WIDTH } from './theme.ts';

/** What a picture is about. All three are words as people read them. */
export interface Heading {
  /** Team, person or source; null for everything. */
  readonly scope: string | null;
  /** From when to when. */
  readonly period: string;
  /** Moment the numbers were true at. */
  readonly asOf: string;
}

/** A part of a picture: what it draws below its own 0,0, and how much room that takes. */
export interface Block {
  readonly height: number;
  readonly drawn: readonly Markup[];
}

interface Look extends Face {
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
}

const BAND = 82;
const FOOT = 50;
const GAP = 16;

/** A line of text with its baseline at `y`. What can be long has to be cut by the caller. */
export function write(text: string, at: number, y: number, look: Look): Markup {
  const { size, weight = 'regular', fill = COLOURS.ink, anchor = 'start' } = look;
  // A closing bracket is half empty: it hangs over, so that what it closes ends at the edge.
  const x = anchor === 'end' && text.endsWith('）') ? at + size * 0.45 : at;
  return el(
    'text',
    {
      x,
      y,
      'font-size': size,
      ...(weight === 'bold' && { 'font-weight': 700 }),
      ...(anchor !== 'start' && { 'text-anchor': anchor }),
      fill,
    },
    text,
  );
}

/** A whole picture: a band with the title, the blocks one below the other, and when it was true. */
export function page(title: string, heading: Heading, blocks: readonly Block[]): string {
  let y = BAND + GAP;
  const placed = blocks.map(({ height, drawn }) => {
    const block = moved(MARGIN, y, ...drawn);
    y += height + GAP;
    return block;
  });
  const height = Math.ceil(y - GAP + FOOT);
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    width: WIDTH,
    height,
    viewBox: `0 0 ${WIDTH} ${height}`,
    'font-family': 'Noto Sans SC',
  };
  const paper = el('rect', { width: WIDTH, height, fill: COLOURS.paper });
  return `${el('svg', attributes, paper, band(title, heading), ...placed, foot(heading, height)).markup}\n`;
}

/** A hint in place of the numbers, for when there are none. */
export function hint(text: string): Block {
  const face = { size: SIZES.body } as const;
  return {
    height: 56,
    drawn: [
      el('rect', { width: INNER, height: 56, rx: 10, fill: COLOURS.wash }),
      write(shorten(text, INNER - 24, face), INNER / 2, 33, { ...face, fill: COLOURS.soft, anchor: 'middle' }),
    ],
  };
}

/** A small grey line that explains. */
export function note(text: string): Block {
  const face = { size: SIZES.small } as const;
  return { height: 12, drawn: [write(shorten(text, INNER, face), 0, 11, { ...face, fill: COLOURS.soft })] };
}

function band(title: string, { scope, period }: Heading): Markup {
  const small = { size: 13 } as const;
  const about = `${shorten(scope ?? pictures.everyone, 150, small)}·${period}`;
  return el(
    'g',
    {},
    el('rect', { width: WIDTH, height: BAND, fill: COLOURS.band }),
    write(title, MARGIN, 38, { size: SIZES.title, weight: 'bold', fill: COLOURS.onBand }),
    write(shorten(about, INNER, small), MARGIN, 63, { ...small, fill: COLOURS.onBandSoft }),
    logo(WIDTH - MARGIN - 26, 22),
  );
}

/** Our mark: three bars, each shorter than the one above. */
function logo(x: number, y: number): Markup {
  const bars = [26, 17, 8].map((width, at) =>
    el('rect', { x: (26 - width) / 2, y: at * 9, width, height: 6, rx: 3, fill: COLOURS.onBandSoft }),
  );
  return moved(x, y, ...bars);
}

function foot({ asOf }: Heading, height: number): Markup {
  const look = { size: SIZES.small, fill: COLOURS.soft } as const;
  return el(
    'g',
    {},
    el('path', { d: `M${MARGIN} ${height - 36}h${INNER}`, stroke: COLOURS.line }),
    write(shorten(pictures.asOf(asOf), INNER - 60, look), MARGIN, height - 14, look),
    write(pictures.brand, WIDTH - MARGIN, height - 14, { ...look, anchor: 'end' }),
  );
}

import { type Block, write } from './page.ts';
import { el, type Markup } from './svg.ts';
import { type Face, shorten, widthOf } from './text-width.ts';
import { COLOURS, INNER, SIZES } from './theme.ts';

export interface Cell {
  readonly shown: string;
  readonly fill: string;
  /** A second, smaller line. */
  readonly below?: string;
  /** How much of something is done, 0 to 1: a thin line under the figure. */
  readonly done?: number;
}

interface Row {
  readonly name: string;
  readonly cells: readonly Cell[];
}

interface Table {
  /** The column of names first. */
  readonly head: readonly string[];
  readonly rows: readonly Row[];
  readonly total: Row;
}

const HEAD = 24;
const ROW = 46;
/** Least room between columns, and for a name. */
const GAP = 9;
const NAME = { least: 62, most: 100 } as const;
const small: Face = { size: SIZES.small };
const bold: Face = { size: SIZES.body, weight: 'bold' };

/**
 * A table as wide as the picture: figures to the right, names to the left and cut. Columns are as wide as what they
 * hold; a table that is still too wide is drawn smaller as a whole rather than with figures over each other.
 */
export function table({ head, rows, total }: Table): Block {
  const all = [...rows, total];
  const widths = head
    .slice(1)
    .map((label, at) => Math.max(widthOf(label, small), ...all.map(({ cells }) => cellWidth(cells[at]))));
  const figures = widths.reduce((sum, width) => sum + width, 0);
  const longest = Math.max(...all.map(({ name }) => widthOf(name, bold)));
  const room = INNER - figures - widths.length * GAP;
  const name = Math.min(Math.max(NAME.least, Math.min(room, longest)), NAME.most);
  const needed = name + figures + widths.length * GAP;
  const width = Math.max(INNER, needed);
  const gap = (width - name - figures) / widths.length;
  const edges = widths.map((_, at) => name + widths.slice(0, at + 1).reduce((sum, own) => sum + own + gap, 0));
  const scale = INNER / width;
  const height = HEAD + all.length * ROW;
  const drawn = [
    write(head[0] ?? '', 0, 12, { ...small, fill: COLOURS.soft }),
    ...edges.map((edge, at) => write(head[at + 1] ?? '', edge, 12, { ...small, fill: COLOURS.soft, anchor: 'end' })),
    ...rows.flatMap((row, at) => [
      el('path', { d: `M0 ${HEAD + at * ROW}h${Math.round(width)}`, stroke: COLOURS.line }),
      ...rowAt(HEAD + at * ROW, row, edges, name, 'regular'),
    ]),
    el('rect', { x: -8, y: HEAD + rows.length * ROW, width: width + 16, height: ROW, rx: 8, fill: COLOURS.wash }),
    ...rowAt(HEAD + rows.length * ROW, total, edges, name, 'bold'),
  ];
  return {
    height: height * scale,
    drawn: scale === 1 ? drawn : [el('g', { transform: `scale(${scale.toFixed(3)})` }, ...drawn)],
  };
}

/** What a cell takes at most, as a cell of the last row, which is bold. */
function cellWidth(cell: Cell | undefined): number {
  if (!cell) return 0;
  return Math.max(widthOf(cell.shown, bold), widthOf(cell.below ?? '', { ...small, weight: 'bold' }));
}

function rowAt(
  y: number,
  { name, cells }: Row,
  edges: readonly number[],
  nameWidth: number,
  weight: 'regular' | 'bold',
): readonly Markup[] {
  const middle = y + 28;
  return [
    write(shorten(name, nameWidth, bold), 0, middle, bold),
    ...cells.flatMap(({ shown, fill, below, done }, at) => {
      const edge = edges[at] ?? 0;
      const first = below === undefined ? middle : y + 20;
      return [
        write(shown, edge, first, { size: SIZES.body, weight, fill, anchor: 'end' }),
        ...(below === undefined
          ? []
          : [write(below, edge, y + 37, { ...small, weight, fill: COLOURS.soft, anchor: 'end' })]),
        ...(done === undefined ? [] : progress(edge, y + 35, done)),
      ];
    }),
  ];
}

function progress(edge: number, y: number, done: number): readonly Markup[] {
  const width = 36;
  const x = edge - width;
  return [
    el('rect', { x, y, width, height: 3, rx: 1.5, fill: COLOURS.line }),
    ...(done > 0 ? [el('rect', { x, y, width: done * width, height: 3, rx: 1.5, fill: COLOURS.stock })] : []),
  ];
}

import { write } from './page.ts';
import { el, type Markup } from './svg.ts';
import { widthOf } from './text-width.ts';
import { COLOURS, SIZES } from './theme.ts';

export interface Segment {
  readonly value: number;
  readonly fill: string;
  /** Colour of the number on it. */
  readonly on?: string;
}

const GAP = 1.5;
const face = { size: SIZES.small, weight: 'bold' } as const;

/** Segments side by side from the left edge, `perUnit` pixels each unit, with their number where it has room. */
export function stackedBar(segments: readonly Segment[], perUnit: number, height: number): readonly Markup[] {
  let x = 0;
  return segments
    .filter(({ value }) => value > 0)
    .flatMap(({ value, fill, on = COLOURS.onBand }) => {
      const width = Math.max(3, value * perUnit - GAP);
      const shown = value.toLocaleString('en-US');
      const bar = el('rect', { x, width, height, rx: 3, fill });
      const label =
        widthOf(shown, face) + 6 <= width
          ? [write(shown, x + width / 2, height / 2 + 4.4, { ...face, fill: on, anchor: 'middle' })]
          : [];
      x += width + GAP;
      return [bar, ...label];
    });
}

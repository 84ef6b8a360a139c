import { type Block, write } from './page.ts';
import { el, moved } from './svg.ts';
import { shorten, widthOf } from './text-width.ts';
import { COLOURS, INNER, SIZES } from './theme.ts';

const SWATCH = 11;
const LINE = 20;
const face = { size: SIZES.small } as const;

/** What each colour stands for, in as many lines as that takes. */
export function legend(items: readonly { readonly label: string; readonly fill: string }[]): Block {
  let x = 0;
  let y = 0;
  const drawn = items.map(({ label, fill }) => {
    const shown = shorten(label, 110, face);
    const width = SWATCH + 5 + widthOf(shown, face);
    if (x > 0 && x + width > INNER) {
      x = 0;
      y += LINE;
    }
    const item = moved(
      x,
      y,
      el('rect', { y: 1, width: SWATCH, height: SWATCH, rx: 3, fill }),
      write(shown, SWATCH + 5, 11, { ...face, fill: COLOURS.soft }),
    );
    x += width + 10;
    return item;
  });
  return { height: y + 12, drawn };
}

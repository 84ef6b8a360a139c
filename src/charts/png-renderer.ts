import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { characterSet } from './font-coverage.ts';
import { COLOURS } from './theme.ts';

/** What stands for a character no font of ours has, so that nothing vanishes unseen: U+3013, the geta mark. */
const GETA = '\u3013';
/** Pixels per CSS pixel, tried in turn until the picture is small enough. */
const SCALES = [3, 2, 1.5, 1];
/** A very long picture is drawn coarser from the start: drawing takes time by the pixel. */
const MOST_PIXELS = 3_500_000;
/** Characters between the tags, which are no text. */
const MARKUP = new Set(['\n', '\r', '\t']);

/** The folder of the fonts beside this file; compiled, the build puts them there. */
const fontsFolder = new URL('./fonts/', import.meta.url);

/**
 * Draws SVG with our fonts and no others, so the same SVG gives the same bytes on any machine. The font of rare
 * characters is only loaded when a text needs it. Draws smaller what would reach `maxBytes`, and throws when even the
 * smallest does. Blocks while it draws: meant for a thread of its own.
 */
export function createPngRenderer(maxBytes: number): (svg: string) => Uint8Array {
  const drawable = createDrawable();
  return (svg) => {
    const { text, fontFiles } = drawable(svg);
    for (const scale of SCALES) {
      const picture = new Resvg(text, {
        font: { loadSystemFonts: false, fontFiles: [...fontFiles], defaultFontFamily: 'Noto Sans SC' },
        fitTo: { mode: 'zoom', value: scale },
        background: COLOURS.paper,
      });
      if (picture.width * picture.height * scale ** 2 > MOST_PIXELS && scale > 1) continue;
      const png = picture.render().asPng();
      if (png.length < maxBytes) return png;
    }
    throw new RangeError('the picture is too large at any scale');
  };
}

/** Makes what tells the fonts an SVG needs, and puts a mark where no font has the character. */
function createDrawable(): (svg: string) => { readonly text: string; readonly fontFiles: readonly string[] } {
  const file = (name: string) => fileURLToPath(new URL(name, fontsFolder));
  const usual = [file('regular.ttf'), file('bold.ttf')];
  const rare = file('rare.ttf');
  const common = characterSet(readFileSync(file('regular.ttf')));
  const isCommon = (character: string) => common.has(character.codePointAt(0) ?? 0) || MARKUP.has(character);
  let uncommon: ReadonlySet<number> | undefined;

  return (svg) => {
    const characters = [...svg];
    if (characters.every(isCommon)) return { text: svg, fontFiles: usual };
    uncommon = uncommon ?? characterSet(readFileSync(rare));
    const known = uncommon;
    const text = characters.map((one) => (isCommon(one) || known.has(one.codePointAt(0) ?? 0) ? one : GETA)).join('');
    return { text, fontFiles: [...usual, rare] };
  };
}

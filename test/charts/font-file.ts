import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type FontName = 'regular' | 'bold' | 'rare';

/** A font the program ships. */
export function fontFile(name: FontName): Uint8Array {
  return readFileSync(fileURLToPath(new URL(`../../src/charts/fonts/${name}.ttf`, import.meta.url)));
}

/**
 * Advances of U+0020 to U+007E as the font says, in thousandths of its size. Their glyphs are the first of our subsets:
 * number 0 is the missing glyph, the others follow the order of the characters.
 */
export function asciiAdvances(font: Uint8Array): readonly number[] {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = new Map<string, number>();
  for (let at = 0; at < view.getUint16(4); at++) {
    const record = 12 + at * 16;
    tables.set(Buffer.from(font.subarray(record, record + 4)).toString('latin1'), view.getUint32(record + 8));
  }
  const [head = 0, hmtx = 0] = [tables.get('head'), tables.get('hmtx')];
  const unitsPerEm = view.getUint16(head + 18);
  return Array.from({ length: 95 }, (_, at) => (view.getUint16(hmtx + 4 * (at + 1)) * 1000) / unitsPerEm);
}

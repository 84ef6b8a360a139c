/**
 * Which characters a TrueType font has a glyph for, from its `cmap` table (OpenType specification, formats 4 and 12).
 * resvg draws a character without one as nothing at all, so somebody has to look before.
 */
export function characterSet(font: Uint8Array): ReadonlySet<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const table = tableAt(view, 'cmap');
  const found = new Set<number>();
  for (let at = 0; at < view.getUint16(table + 2); at++) {
    const subtable = table + view.getUint32(table + 4 + at * 8 + 4);
    const format = view.getUint16(subtable);
    if (format === 4) addSegments(view, subtable, found);
    if (format === 12) addGroups(view, subtable, found);
  }
  return found;
}

function tableAt(view: DataView, tag: string): number {
  for (let at = 0; at < view.getUint16(4); at++) {
    const record = 12 + at * 16;
    const own = String.fromCharCode(...[0, 1, 2, 3].map((letter) => view.getUint8(record + letter)));
    if (own === tag) return view.getUint32(record + 8);
  }
  throw new RangeError(`the font has no ${tag} table`);
}

/** Format 4: segments of the Basic Multilingual Plane, each with an offset to add or a list of glyphs. */
function addSegments(view: DataView, subtable: number, found: Set<number>): void {
  const twice = view.getUint16(subtable + 6);
  for (let at = 0; at < twice; at += 2) {
    const last = view.getUint16(subtable + 14 + at);
    const first = view.getUint16(subtable + 16 + twice + at);
    const delta = view.getUint16(subtable + 16 + 2 * twice + at);
    const rangeAt = subtable + 16 + 3 * twice + at;
    const range = view.getUint16(rangeAt);
    for (let code = first; code <= last && code < 0xffff; code++) {
      const listed = range === 0 ? code : view.getUint16(rangeAt + range + 2 * (code - first));
      const glyph = listed === 0 && range !== 0 ? 0 : (listed + delta) & 0xffff;
      if (glyph !== 0) found.add(code);
    }
  }
}

/** Format 12: groups of neighbours in all of Unicode. */
function addGroups(view: DataView, subtable: number, found: Set<number>): void {
  for (let at = 0; at < view.getUint32(subtable + 12); at++) {
    const group = subtable + 16 + at * 12;
    for (let code = view.getUint32(group); code <= view.getUint32(group + 4); code++) found.add(code);
  }
}

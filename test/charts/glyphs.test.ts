import { describe, expect, it } from 'vitest';
import { characterSet } from '../../src/charts/font-coverage.ts';
import { createPngRenderer } from '../../src/charts/png-renderer.ts';
import { pictures } from '../../src/texts/pictures.ts';
import { fontFile } from './font-file.ts';

const render = createPngRenderer(2_000_000);
/** The PNG of one text, in the middle of a small picture. */
const drawn = (text: string, weight = 400) =>
  Buffer.from(
    render(
      `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30" font-family="Noto Sans SC">` +
        `<text x="5" y="22" font-size="20" font-weight="${weight}">${text}</text></svg>`,
    ),
  );
const nothing = drawn('');
const geta = drawn('〓');

describe('a character', () => {
  it.each(['漏', '镕', '龑', '喆', '龍', '堃', '䶮', '㛃', '臺', 'é', 'Ж', 'の', '→'])(
    '%s has a look of its own',
    (character) => {
      for (const weight of [400, 700]) {
        expect(drawn(character, weight)).not.toEqual(nothing);
        expect(drawn(character, weight)).not.toEqual(geta);
      }
    },
  );

  it.each(['😀', '𠮷', '한', '\u{10ffff}', '\ue000'])(
    '%s that no font has is the mark for it, not nothing',
    (character) => {
      expect(drawn(character)).toEqual(geta);
    },
  );

  it('looks different from another', () => {
    const rare = ['镕', '龑', '喆', '龍', '堃', '淼'];
    expect(new Set(rare.map((character) => drawn(character).toString('base64'))).size).toBe(rare.length);
  });

  it('is bold where the text is, unless it is rare', () => {
    expect(drawn('漏', 700)).not.toEqual(drawn('漏'));
    expect(drawn('镕', 700)).toEqual(drawn('镕'));
  });
});

describe('the fonts', () => {
  it('have every character of GB2312 and ASCII in both weights', () => {
    const decoder = new TextDecoder('gb2312');
    const wanted = new Set('0123456789abcxyzABCXYZ%/()+,.-<>&"\'▲▼−–≈…');
    for (let row = 0xb0; row <= 0xf7; row++) {
      for (let cell = 0xa1; cell <= 0xfe; cell++) wanted.add(decoder.decode(new Uint8Array([row, cell])));
    }
    const characters = [...wanted].filter((character) => !/[\ufffd\ue000-\uf8ff]/.test(character));
    expect(characters.length).toBeGreaterThan(6763);
    for (const name of ['regular', 'bold'] as const) {
      const known = characterSet(fontFile(name));
      expect(characters.filter((character) => !known.has(character.codePointAt(0) ?? 0))).toEqual([]);
    }
  });

  it('write every word of ours without the font of rare characters', () => {
    const common = characterSet(fontFile('bold'));
    const words = JSON.stringify(pictures, (_, value) => (typeof value === 'function' ? String(value) : value));
    expect([...words].filter((character) => !common.has(character.codePointAt(0) ?? 0))).toEqual([]);
  });

  it('have everything else in the third', () => {
    expect(characterSet(fontFile('rare')).size).toBeGreaterThan(20_000);
  });
});

import { describe, expect, it, test } from 'vitest';
import { lines, shorten, widthOf } from '../../src/charts/text-width.ts';
import { asciiAdvances, fontFile } from './font-file.ts';

const face = { size: 10 };

describe('the width of a text', () => {
  it.each(['regular', 'bold'] as const)('is what the %s font says, for each character of ASCII', (weight) => {
    const ascii = Array.from({ length: 95 }, (_, at) => String.fromCharCode(0x20 + at)).slice(1);
    const told = asciiAdvances(fontFile(weight)).slice(1);
    expect(ascii.map((character) => widthOf(character, { size: 1000, weight }))).toEqual(told);
  });

  it('is the size for each Chinese character', () => {
    expect(widthOf('销售漏斗，（）', face)).toBe(70);
  });

  it('does not count what cannot be seen', () => {
    expect(widthOf('漏\u200d\ufe0f\u202e\u0000斗', face)).toBe(20);
  });
});

describe('a shortened text', () => {
  test.each([
    ['华东组', 30, '华东组'],
    ['华东组', 29, '华…'],
    ['华东组', 9, '华…'],
    ['', 30, ''],
    ['𠮷𠮷𠮷', 25, '𠮷…'],
  ])('%j in %i pixels is %j', (text, width, shown) => {
    expect(shorten(text, width, face)).toBe(shown);
  });
});

describe('lines', () => {
  test.each([
    ['初次接触并确认对方', 50, ['初次接触并', '确认对方']],
    ['初次接触并确认对方是我们想要的', 50, ['初次接触并', '确认对方…']],
    ['Qualified opportunity', 75, ['Qualified', 'opportunity']],
    ['Donaudampfschifffahrt', 60, ['Donaudamp', 'fschifffahrt']],
    ['新建、前进、退回', 50, ['新建、前', '进、退回']],
    ['新建前进无、退回', 50, ['新建前进', '无、退回']],
  ])('of %j in %i pixels are %j', (text, width, shown) => {
    expect(lines(text, width, face, 2)).toEqual(shown);
  });
});

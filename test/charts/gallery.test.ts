import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';
import { drawChart } from '../../src/charts/charts.ts';
import { drawnTexts, writtenIn } from './drawn-texts.ts';
import { GALLERY } from './gallery.ts';

const golden = fileURLToPath(new URL('../golden/charts/', import.meta.url));
const exhibits = GALLERY.map((one) => ({ ...one, title: `${one.chart}/${one.name}` }));

describe('the gallery', () => {
  test.each(exhibits)('$title looks as it did', ({ title, chart, data }) => {
    const [kept, fresh] = [`${golden}${title}.svg`, `${golden}${title}.new.svg`];
    const svg = drawChart(chart, data);
    const isSame = existsSync(kept) && readFileSync(kept, 'utf8') === svg;
    if (isSame) rmSync(fresh, { force: true });
    else {
      mkdirSync(dirname(fresh), { recursive: true });
      writeFileSync(fresh, svg);
    }
    expect(isSame, `look at ${title}.new.svg in test/golden/charts; if it is good, move it over the kept one`).toBe(
      true,
    );
  });

  it('keeps no picture that nothing draws', () => {
    const kept = readdirSync(golden, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.svg'));
    const drawn = new Set(exhibits.map(({ title }) => `${title}.svg`));
    expect(kept.filter((name) => !name.endsWith('.new.svg') && !drawn.has(name))).toEqual([]);
  });
});

describe.each(exhibits)('$title', ({ chart, name, data }) => {
  const svg = drawChart(chart, data);
  const texts = drawnTexts(svg);

  it('is the same after its data went through JSON', () => {
    expect(drawChart(chart, JSON.parse(JSON.stringify(data)))).toBe(svg);
  });

  it('writes nothing outside the picture', () => {
    expect(texts.length).toBeGreaterThan(4);
    const height = Number(/height="(\d+)"/.exec(svg)?.[1]);
    // A hanging bracket may reach into the margin.
    const outside = texts.filter(
      ({ left, right, top, bottom }) => left < 12 || right > 378 || top < 0 || bottom > height,
    );
    expect(outside).toEqual([]);
  });

  it('writes nothing over anything else', () => {
    const clashes = texts.flatMap((one, at) =>
      texts
        .slice(at + 1)
        .filter((two) => one.left < two.right && two.left < one.right && one.top < two.bottom && two.top < one.bottom)
        .map((two) => `${one.text} × ${two.text}`),
    );
    expect(clashes).toEqual([]);
  });

  it('writes large enough for a phone', () => {
    const isCrammed = name.startsWith('huge-') || name.startsWith('long-');
    const least = isCrammed ? 9 : 12;
    expect(texts.filter(({ size }) => size < least)).toEqual([]);
  });

  it('holds no number that is none', () => {
    expect(svg).not.toMatch(/NaN|Infinity|undefined|null|\[object/);
  });
});

describe('three cases', () => {
  it.each(exhibits.filter(({ name }) => name === 'three-cases'))(
    'make no percentage and no verdict in $title',
    ({ chart, data }) => {
      const written = writtenIn(drawChart(chart, data)).join('\n');
      expect(written).toMatch(/\d\/3/);
      expect(written).not.toMatch(/[%▲▼]|上升|下降|掉得最多/);
    },
  );

  it('make no point of a trend, whose height would be a percentage', () => {
    const trend = exhibits.find(({ title }) => title === 'c1-trend/three-cases');
    expect(drawChart('c1-trend', trend?.data)).not.toContain('<circle');
  });
});

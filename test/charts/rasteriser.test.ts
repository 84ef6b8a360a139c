import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { drawChart } from '../../src/charts/charts.ts';
import { createPngRenderer } from '../../src/charts/png-renderer.ts';
import { createRasteriser, type Rasteriser, type RasteriserOptions } from '../../src/charts/rasteriser.ts';
import { GALLERY } from './gallery.ts';

const opened: Rasteriser[] = [];
const open = (options: RasteriserOptions = {}) => {
  const rasteriser = createRasteriser(options);
  opened.push(rasteriser);
  return rasteriser;
};
afterEach(async () => {
  for (const rasteriser of opened.splice(0)) await rasteriser.close();
});

const frail = { thread: new URL('./threads/frail.mjs', import.meta.url) };
const text = (png: Uint8Array) => new TextDecoder().decode(png);
const week = () => drawChart('weekly-funnel', GALLERY[0]?.data);
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'drawn',
    (error) => error.code,
  );

/** Turns of the event loop until the work is done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const done = work().finally(() => {
    isDone = true;
  });
  while (!isDone) {
    turns++;
    await new Promise((resolve) => setImmediate(resolve));
  }
  await done;
  return turns;
}

describe('a picture', () => {
  it('is a PNG three times as wide as a phone, under two megabytes, the same each time', async () => {
    const rasteriser = open();
    const [first, second] = [await rasteriser.png(week()), await rasteriser.png(week())];
    expect(Buffer.from(first.subarray(1, 4)).toString()).toBe('PNG');
    expect(new DataView(first.buffer).getUint32(16)).toBe(3 * 390);
    expect(first.length).toBeLessThan(2_000_000);
    expect(Buffer.compare(first, second)).toBe(0);
    expect(Buffer.compare(first, createPngRenderer(2_000_000)(week()))).toBe(0);
  });

  it('is drawn while the event loop turns', async () => {
    const rasteriser = open();
    await rasteriser.png(week());
    const [elsewhere, here] = [
      await turnsDuring(() => rasteriser.png(week())),
      await turnsDuring(async () => createPngRenderer(2_000_000)(week())),
    ];
    expect(here).toBeLessThan(3);
    expect(elsewhere).toBeGreaterThan(20);
  });

  it('of every situation in the gallery stays under two megabytes', async () => {
    const rasteriser = open();
    const sizes = await Promise.all(
      GALLERY.map(async ({ chart, data }) => (await rasteriser.png(drawChart(chart, data))).length),
    );
    expect(sizes.filter((size) => size >= 2_000_000)).toEqual([]);
  });

  it('is drawn coarser when it would be too large, and refused when nothing helps', async () => {
    const whole = await open().png(week());
    const smaller = await open({ maxBytes: whole.length }).png(week());
    expect(smaller.length).toBeLessThan(whole.length);
    expect(new DataView(smaller.buffer).getUint32(16)).toBe(2 * 390);
    expect(await code(open({ maxBytes: 100 }).png(week()))).toBe('undrawable');
  });

  it('that is no picture fails alone', async () => {
    const rasteriser = open();
    const [bad, good] = [code(rasteriser.png('<svg')), code(rasteriser.png(week()))];
    expect([await bad, await good]).toEqual(['undrawable', 'drawn']);
  });
});

describe('a thread', () => {
  it('is the same for one picture after the other, in their order', async () => {
    const rasteriser = open(frail);
    const pngs = await Promise.all(['a', 'b', 'c'].map((svg) => rasteriser.png(svg)));
    expect(pngs.map(text)).toEqual(['a 1', 'b 2', 'c 3']);
  });

  it.each(['exit', 'throw'])(
    'that dies of one picture (%s) fails that one, and a new one draws the rest',
    async (order) => {
      const rasteriser = open(frail);
      const asked = ['a', order, 'b', 'c'].map((svg) => rasteriser.png(svg).then(text, (error) => error.code));
      expect(await Promise.all(asked)).toEqual(['a 1', 'crashed', 'b 1', 'c 2']);
    },
  );

  it('that dies with nothing to do is replaced', async () => {
    const rasteriser = open(frail);
    expect(text(await rasteriser.png('exit after'))).toBe('exit after 1');
    // It may still be on its way out when the next picture comes, and take that along.
    const next = await rasteriser.png('a').then(text, (error) => error.code);
    expect(['a 1', 'crashed']).toContain(next);
    expect(text(await rasteriser.png('b'))).toBe(next === 'a 1' ? 'b 2' : 'b 1');
  });

  it('that hangs is given up, and the next picture is drawn', async () => {
    const rasteriser = open({ ...frail, timeoutMs: 3_000 });
    const asked = ['hang', 'a'].map((svg) => rasteriser.png(svg).then(text, (error) => error.code));
    expect(await Promise.all(asked)).toEqual(['timeout', 'a 1']);
  });

  it('that cannot start fails each picture and no more', async () => {
    const rasteriser = open({ thread: new URL('./threads/nowhere.mjs', import.meta.url) });
    expect([await code(rasteriser.png('a')), await code(rasteriser.png('b'))]).toEqual(['crashed', 'crashed']);
  });
});

describe('the queue', () => {
  it('takes so many and refuses more, until there is room', async () => {
    const rasteriser = open({ ...frail, maxWaiting: 2 });
    const asked = ['a', 'b', 'c', 'd'].map((svg) => rasteriser.png(svg).then(text, (error) => error.code));
    expect(await Promise.all(asked)).toEqual(['a 1', 'b 2', 'c 3', 'busy']);
    expect(text(await rasteriser.png('e'))).toBe('e 4');
  });

  it('is refused when it closes, all but the picture being drawn', async () => {
    const rasteriser = open(frail);
    const asked = ['a', 'b'].map((svg) => rasteriser.png(svg).then(text, (error) => error.code));
    await rasteriser.close();
    expect(await Promise.all(asked)).toEqual(['a 1', 'closed']);
    expect(await code(rasteriser.png('c'))).toBe('closed');
  });

  it('closes twice, and without ever having drawn', async () => {
    const rasteriser = open(frail);
    await rasteriser.close();
    await rasteriser.close();
    expect(await code(rasteriser.png('a'))).toBe('closed');
  });
});

describe('a process', () => {
  it('is not kept alive by an idle rasteriser', async () => {
    const program = `
      import { register } from ${JSON.stringify(import.meta.resolve('tsx/esm/api'))};
      register();
      const { createRasteriser } = await import(${JSON.stringify(new URL('../../src/charts/rasteriser.ts', import.meta.url).href)});
      await createRasteriser({ thread: new URL(${JSON.stringify(frail.thread.href)}) }).png('a');
    `;
    const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(program)}`));
    const exit = await new Promise((resolve, reject) => worker.once('exit', resolve).once('error', reject));
    expect(exit).toBe(0);
  });
});

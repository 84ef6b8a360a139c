import { describe, expect, it } from 'vitest';
import { columnsOf, packed } from '../../src/store/facts/columns.ts';
import { createDayCache, TooManyWords } from '../../src/store/facts/day-cache.ts';
import { LAYOUTS } from '../../src/store/facts/day-rows.ts';

/** A block of exits, one for each of these sources. */
function blockOf(...sources: readonly string[]): Uint8Array {
  const rest = { no: 1, stage: 'lead', exit: 'forward', owner: 'li', at: 5, enteredAt: 3, ms: 2 } as const;
  const columns = columnsOf(
    LAYOUTS.exits,
    sources.map((source, at) => ({ ...rest, lead: at + 1, source })),
  );
  if (!columns) throw new Error('a small block always has room');
  return packed(LAYOUTS.exits, columns);
}

describe('blocks kept between reports', () => {
  it('are found by their stamp, and by no other', () => {
    const shelf = createDayCache().shelf();
    const block = shelf.put('exits', 'a', blockOf('fair', 'web'));
    expect(shelf.get('exits', 'a')).toBe(block);
    expect(shelf.get('exits', 'b')).toBeUndefined();
    expect(shelf.get('entries', 'a')).toBeUndefined();
  });

  it('have one vocabulary, whatever each was packed with', () => {
    const shelf = createDayCache().shelf();
    const [one, other] = [shelf.put('exits', 'a', blockOf('fair', 'web')), shelf.put('exits', 'b', blockOf('web'))];
    expect(one.of.source[1]).toBe(other.of.source[0]);
    expect(other.words.source[other.of.source[0] as number]).toBe('web');
  });

  it('are forgotten when they take too much memory, the one not asked for longest first', () => {
    const block = blockOf('web');
    const shelf = createDayCache(4 * block.byteLength).shelf();
    for (const stamp of ['a', 'b']) shelf.put('exits', stamp, block);
    shelf.get('exits', 'a');
    shelf.put('exits', 'c', block);
    expect(['a', 'b', 'c'].map((stamp) => shelf.get('exits', stamp) !== undefined)).toEqual([true, false, true]);
    expect(shelf.bytes()).toBe(4 * block.byteLength);
  });

  it('start anew when there are too many words, while a report goes on with those it has', () => {
    const cache = createDayCache();
    const before = cache.shelf();
    const names = (prefix: string) => Array.from({ length: 40_000 }, (_, at) => `${prefix}${at}`);
    const block = before.put('exits', 'a', blockOf(...names('a')));
    expect(() => before.put('exits', 'b', blockOf(...names('b')))).toThrow(TooManyWords);
    const after = cache.renew();
    expect(cache.shelf()).toBe(after);
    expect(after.get('exits', 'a')).toBeUndefined();
    expect(after.put('exits', 'b', blockOf(...names('b'))).words.source).toHaveLength(40_000);
    expect(before.get('exits', 'a')).toBe(block);
  });
});

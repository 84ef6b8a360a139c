import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Listener, openListener } from './understood.ts';
import { WHAT_PEOPLE_SAY } from './what-people-say.ts';

let listener: Listener;
beforeAll(async () => {
  listener = await openListener();
});
afterAll(() => listener.close());

const rows = WHAT_PEOPLE_SAY.split('\n')
  .filter((row) => row.trim() !== '')
  .map((row) => row.split(' | ') as [said: string, meant: string]);

describe('what people say without a slash', () => {
  it.each(rows)('%s: %s', async (said, meant) => {
    expect(await listener.understand('zhangwei', said)).toBe(meant);
  });
});

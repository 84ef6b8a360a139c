import { afterEach, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { sessionOf } from '../../src/store/engine.ts';
import { createKept } from '../../src/store/kept.ts';
import { createPipelineReader } from '../../src/store/pipeline-reader.ts';
import { seed } from '../support/seed.ts';

const open: Database[] = [];
afterEach(async () => {
  for (const database of open.splice(0)) await database.close();
});

async function openEngine() {
  const database = await openDatabase(':memory:', seed);
  open.push(database);
  return database.engine;
}

it('reads once for many transactions', async () => {
  const engine = await openEngine();
  let reads = 0;
  const kept = createKept(engine, async () => ++reads);
  for (let time = 0; time < 3; time++) expect(await engine.transaction((on) => kept(on).get())).toBe(1);
  // Outside a transaction nothing tells whether it still holds; what is kept stays for those inside.
  expect(await kept(sessionOf(engine.reader)).get()).toBe(2);
  expect(await engine.transaction((on) => kept(on).get())).toBe(1);
});

it('shows a transaction the stages it has just changed itself, and the next one too', async () => {
  const engine = await openEngine();
  const pipeline = createPipelineReader(engine);
  const nameOfEntry = () => engine.transaction(async (on) => (await pipeline(on).get()).entry.name);
  await nameOfEntry();
  const inside = await engine.transaction(async (on) => {
    const own = pipeline(on);
    const before = (await own.get()).entry.name;
    await on.db.updateTable('stage').set({ name: '潜客' }).where('id', '=', 'lead').execute();
    own.changed();
    return [before, (await own.get()).entry.name];
  });
  expect(inside).toEqual(['线索', '潜客']);
  expect(await nameOfEntry()).toBe('潜客');
});

it('shows the old stages again after a change that was rolled back', async () => {
  const engine = await openEngine();
  const pipeline = createPipelineReader(engine);
  const failed = engine.transaction(async (on) => {
    const own = pipeline(on);
    await on.db.updateTable('stage').set({ name: '潜客' }).where('id', '=', 'lead').execute();
    own.changed();
    await own.get();
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(await engine.transaction(async (on) => (await pipeline(on).get()).entry.name)).toBe('线索');
});

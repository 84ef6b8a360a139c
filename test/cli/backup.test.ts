import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { seedDemoTeam } from '../../src/cli/demo-team.ts';
import { projectRoot } from '../../src/project-root.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { verifyProjections } from '../../src/store/verify-projections.ts';
import { seed } from '../support/seed.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { loudou } from './run-cli.ts';

const NOW = Date.parse('2026-07-02T10:00:00+08:00');
const root = temporaryFolder();
const source = join(root, 'loudou.db');
let running: Database;

describe('a backup', () => {
  beforeAll(async () => {
    running = await openDatabase(`file:${source}`, seed);
    await seedDemoTeam(running.uow, `${projectRoot()}/data/seed/demo.json`, NOW, 'Asia/Shanghai');
    return () => running.close();
  });
  const backUp = (args: readonly string[], now = NOW) =>
    loudou(['backup', '--database', `file:${source}`, ...args], {}, now);

  it('is made while the bot has the database open, and opens as a whole', async () => {
    const to = join(root, 'whole');
    const { code, out } = await backUp(['--to', to]);
    expect(code).toBe(0);
    expect(readdirSync(to)).toEqual(['loudou-20260702-020000.sqlite']);
    const file = join(to, 'loudou-20260702-020000.sqlite');
    expect(out).toContain(`备份好了：${file}`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const copy = await openDatabase(`file:${file}`, seed);
    try {
      const count = ({ uow }: Database) =>
        uow.run(async ({ leads }) => [...(await leads.countOpenByStage()).values()].reduce((a, b) => a + b));
      expect(await count(copy)).toBe(await count(running));
      expect(await verifyProjections(copy.engine)).toEqual([]);
    } finally {
      await copy.close();
    }
  });

  it('never takes the place of a file that is there', async () => {
    const to = join(root, 'taken');
    mkdirSync(to);
    writeFileSync(join(to, 'loudou-20260702-020000.sqlite'), 'mine');
    const { code, err } = await backUp(['--to', to]);
    expect([code, err]).toEqual([1, '同名的备份已经有了，什么都没写。过一秒再来']);
    expect(statSync(join(to, 'loudou-20260702-020000.sqlite')).size).toBe(4);
  });

  it('leaves the newest copies and everything that is no copy', async () => {
    const to = join(root, 'kept');
    mkdirSync(to);
    writeFileSync(join(to, 'loudou.sqlite'), 'mine');
    for (const second of [0, 1, 2]) await backUp(['--to', to, '--keep', '2'], NOW + second * 1000);
    expect(readdirSync(to).sort()).toEqual([
      'loudou-20260702-020001.sqlite',
      'loudou-20260702-020002.sqlite',
      'loudou.sqlite',
    ]);
  });

  it('leaves nothing behind when there is nothing to copy', async () => {
    const to = join(root, 'nothing');
    const empty = join(root, 'empty.db');
    writeFileSync(empty, '');
    const { code } = await loudou(['backup', '--database', `file:${empty}`, '--to', to], {}, NOW);
    expect([code, readdirSync(to).map((name) => basename(name))]).toEqual([1, []]);
  });

  it.each([
    [['--database', 'postgres://u:secret@127.0.0.1/l'], /^PostgreSQL 请用 pg_dump/],
    [['--database', ':memory:'], /^内存里的库/],
    [['--database', `file:${source}`, '--keep', '0'], /^--keep 要写/],
  ])('is refused with what to do instead: %s', async (args, said) => {
    const { code, err } = await loudou(['backup', ...args], {}, NOW);
    expect(code).toBe(2);
    expect(err).toMatch(said);
    expect(err).not.toContain('secret');
  });
});

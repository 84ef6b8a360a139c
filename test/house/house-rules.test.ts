import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/project-root.ts';
import { sourceFiles } from './source-files.ts';

const files = sourceFiles('src', 'commands');

/** Lines of the files that match, as `path:line`. */
function places(pattern: RegExp, isExempt: (path: string) => boolean): readonly string[] {
  return files
    .filter(({ path }) => !isExempt(path))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])),
    );
}

describe('time', () => {
  it('comes from the clock that is passed in, and only the system’s clock asks the system', () => {
    const asksTheSystem = /\bDate\.now\b|\bnew Date(?:\(\s*\)|(?!\s*\())|(?<![.\w])Date\(\s*\)/;
    expect(places(asksTheSystem, (path) => path === 'src/system-clock.ts')).toEqual([]);
    for (const line of ['Date.now()', 'now: Date.now,', 'new Date()', 'new Date( )', 'new Date;', 'Date()']) {
      expect(line).toMatch(asksTheSystem);
    }
    for (const line of ['new Date(at)', 'Date.parse(text)', 'toDate()', 'lastDate()', 'Date.UTC(1, 2)']) {
      expect(line).not.toMatch(asksTheSystem);
    }
  });
});

describe('Chinese', () => {
  // What users read is in the commands' declarations and in texts; what they type in two files of words. The sandbox plays WeCom.
  const isForUsers = (path: string) =>
    /^(commands|src\/texts|src\/sandbox)\//.test(path) ||
    /^src\/chat\/args\/((form|sentence|command)-)?words\.ts$/.test(path);

  it('stands only where users read or type it, comments included', () => {
    expect(places(/\p{Script=Han}/u, isForUsers)).toEqual([]);
  });
});

describe('the environment', () => {
  it('is read at the two doors only', () => {
    const readers = places(/\bprocess\.env\b/, () => false).map((place) => place.split(':')[0]);
    expect(
      [...new Set(readers)].filter((path) => !/^src\/(main|cli\/(main|environment))\.ts$/.test(path ?? '')),
    ).toEqual([]);
  });
});

describe('files', () => {
  /** One switch over every kind of event, which reads best in one piece. */
  const MOST_LINES = 300;

  it(`have at most ${MOST_LINES} lines`, () => {
    const long = [...files, ...sourceFiles('bench')]
      .filter(({ text }) => text.split('\n').length - 1 > MOST_LINES)
      .map(({ path }) => path);
    expect(long).toEqual([]);
  });

  it('are called after what they hold, in kebab-case, never utils, helpers or types', () => {
    const named = files.map(({ path }) => path.split('/').at(-1) ?? '');
    expect(named.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(name))).toEqual([]);
    expect(named.filter((name) => /^(utils?|helpers?|types|misc|common)\.ts$/.test(name))).toEqual([]);
  });
});

describe('migrations', () => {
  const folder = 'src/store/migrations';
  const names = readdirSync(join(projectRoot(), folder))
    .filter((name) => name !== 'index.ts')
    .sort();
  const list = files.find(({ path }) => path === `${folder}/index.ts`);

  it('are dated and numbered, and there are some', () => {
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !/^20\d\d-\d\d-\d\d-\d\d-[a-z]+(-[a-z]+)*\.ts$/.test(name))).toEqual([]);
  });

  it('are each imported and listed once, in order', () => {
    expect(list?.imports.map(({ target }) => target).filter((target) => target.startsWith(`${folder}/`))).toEqual(
      names.map((name) => `${folder}/${name}`),
    );
    const listed = [...(list?.text.matchAll(/^ {4}'([^']+)': \w+\(/gm) ?? [])].map(([, key]) => `${key}.ts`);
    expect(listed).toEqual(names);
  });
});

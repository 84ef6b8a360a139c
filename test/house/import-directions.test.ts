import { describe, expect, it } from 'vitest';
import { type Import, importsOf, type SourceFile, sourceFiles } from './source-files.ts';

/** What a room may import of ours: rooms, or single files of them, from the project's root and without `src/`. */
interface Rule {
  readonly may: readonly string[];
  /** Where only types may come from. */
  readonly types?: readonly string[];
}

/** The house's plan: who may import whom. A file's own line counts before its room's. */
const PLAN: Readonly<Record<string, Rule>> = {
  domain: { may: [] },
  analytics: { may: ['domain'] },
  usecases: { may: ['domain', 'analytics', 'lazily.ts'] },
  // What happened since an instant in the past is taken out of the stored facts by the rules they are defined by.
  store: {
    may: [
      'domain',
      'usecases/ports.ts',
      'usecases/outbox-ports.ts',
      'usecases/schedule-ports.ts',
      'usecases/import-mapping-port.ts',
      'usecases/task-port.ts',
      'analytics/facts.ts',
      'analytics/facts-of.ts',
      'analytics/credit-of.ts',
      'analytics/add-up.ts',
      'lazily.ts',
      'start-thread.ts',
    ],
  },
  // How a day is written depends on what a day is, so the calendar itself is more than a type.
  texts: { may: ['domain/period.ts'], types: ['domain', 'analytics', 'usecases'] },
  charts: { may: ['texts', 'start-thread.ts'], types: ['analytics'] },
  // Tables that come into the house and leave it, for the command line and for chat.
  files: { may: ['texts', 'usecases/table-file.ts'], types: ['usecases'] },
  wecom: { may: [] },
  chat: { may: ['usecases', 'domain', 'texts', 'charts'] },
  'chat/reply-types.ts': { may: [] },
  puppet: { may: ['wecom', 'chat/reply-types.ts'] },
  commands: { may: ['chat/command.ts', 'usecases/index.ts'] },
  // A job decides by the calendar, as the nightly clean-up does by the hour.
  jobs: { may: ['usecases', 'analytics', 'texts', 'domain', 'chat/reply-types.ts'] },
  http: { may: ['wecom', 'puppet'] },
  sandbox: { may: [] },
  // The command line reads files into domain types, and starts what the root files make.
  cli: {
    may: ['usecases', 'store', 'wecom', 'texts', 'domain', 'files'].concat([
      'app.ts',
      'config.ts',
      'exports.ts',
      'log.ts',
      'project-root.ts',
      'published-calendar.ts',
      'system-clock.ts',
    ]),
  },
  'cli/demo.ts': {
    may: ['usecases', 'store', 'wecom', 'texts', 'domain', 'sandbox', 'cli'].concat([
      'app.ts',
      'config.ts',
      'log.ts',
      'project-root.ts',
      'published-calendar.ts',
      'system-clock.ts',
    ]),
  },
  'app.ts': {
    may: ['chat', 'charts', 'http', 'jobs', 'puppet', 'store', 'texts', 'usecases', 'wecom', 'domain'].concat([
      'channel.ts',
      'channels.ts',
      'config.ts',
      'makers.ts',
      'metrics.ts',
      'project-root.ts',
      'published-calendar.ts',
      'scheduled.ts',
      'tasks.ts',
    ]),
  },
  // Parts of the composition: what a channel account is made of, and what keeps one running.
  'channels.ts': {
    may: ['channel.ts', 'chat', 'config.ts', 'http', 'puppet', 'texts', 'wecom'],
    types: ['usecases/ports.ts'],
  },
  'channel.ts': { may: ['chat'], types: ['puppet', 'wecom'] },
  // The jobs together, over the channels there are.
  'scheduled.ts': { may: ['chat', 'jobs'], types: ['texts', 'usecases'] },
  // What goes on after answers, with what it needs of the rooms chat does not know.
  'tasks.ts': { may: ['chat', 'files', 'project-root.ts', 'store', 'usecases'] },
  'main.ts': { may: ['app.ts', 'cli', 'config.ts', 'log.ts', 'system-clock.ts'] },
  'makers.ts': {
    may: ['charts', 'chat/outbox-body.ts', 'chat/reply-types.ts', 'domain', 'exports.ts', 'files', 'texts', 'usecases'],
  },
  // What leaves as tables, for the command line and for chat.
  'exports.ts': { may: ['domain', 'files', 'texts', 'usecases'] },
  'config.ts': { may: [] },
  'lazily.ts': { may: [] },
  'log.ts': { may: [] },
  'project-root.ts': { may: [] },
  'published-calendar.ts': { may: ['domain'] },
  'metrics.ts': { may: [], types: ['usecases/ports.ts'] },
  'start-thread.ts': { may: [] },
  'system-clock.ts': { may: [], types: ['usecases/ports.ts'] },
};

const files = sourceFiles('src', 'commands');
const ours = (target: string) => target.startsWith('src/') || target.startsWith('commands/');
const place = (path: string) => path.replace(/^src\//, '');
const roomOf = (path: string) => place(path).split('/')[0] ?? '';
const isIn = (path: string, places: readonly string[] = []) =>
  places.some((where) => place(path) === where || place(path).startsWith(`${where}/`));

function isAllowed(from: string, { target, isType }: Import): boolean {
  const own = PLAN[place(from)];
  const rule = own ?? PLAN[roomOf(from)];
  if (!rule) return false;
  const isAtHome = own === undefined && roomOf(target) === roomOf(from);
  return isAtHome || isIn(target, rule.may) || (isType && isIn(target, rule.types));
}

const arrow = (from: string, { target, isType }: Import) =>
  `${place(from)} → ${place(target)}${isType ? ' (types)' : ''}`;

describe('the rooms of the house', () => {
  it('are all on the plan', () => {
    const unknown = files.map(({ path }) => path).filter((path) => !(place(path) in PLAN) && !(roomOf(path) in PLAN));
    expect(unknown).toEqual([]);
  });

  it('import only from where they may', () => {
    const wrong = files.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => ours(target))
        .filter((one) => !isAllowed(path, one))
        .map((one) => arrow(path, one)),
    );
    expect(wrong).toEqual([]);
  });

  it('import only what is there', () => {
    const known = new Set(files.map(({ path }) => path));
    const missing = files.flatMap(({ path, imports }) =>
      imports.filter(({ target }) => ours(target) && !known.has(target)).map((one) => arrow(path, one)),
    );
    expect(missing).toEqual([]);
  });

  it('have no circles, types included', () => {
    expect(circleAmong(files)).toEqual([]);
  });

  it('share no test and no bench', () => {
    const outside = files.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => target.startsWith('..') || /^(test|bench|scripts|data)\//.test(target))
        .map((one) => arrow(path, one)),
    );
    expect(outside).toEqual([]);
  });
});

describe('packages', () => {
  const importers = (isIt: (name: string) => boolean) =>
    files.flatMap(({ path, imports }) =>
      imports.filter(({ target }) => isIt(target)).map(({ isType }) => `${place(path)}${isType ? ' (types)' : ''}`),
    );

  it('keep out of the domain, Node’s own too', () => {
    const inDomain = files
      .filter(({ path }) => roomOf(path) === 'domain')
      .flatMap(({ path, imports }) => imports.filter(({ target }) => !ours(target)).map((one) => arrow(path, one)));
    expect(inDomain).toEqual([]);
  });

  it('wechaty is known in one file', () => {
    expect([...new Set(importers((name) => name === 'wechaty' || name.startsWith('wechaty/')))]).toEqual([
      'chat/bot.ts',
    ]);
  });

  it('wechaty-puppet is known in the puppet room, and to that file as a type', () => {
    const elsewhere = importers((name) => /^wechaty-puppet(\/|$)/.test(name)).filter(
      (path) => roomOf(path) !== 'puppet',
    );
    expect(elsewhere).toEqual(['chat/bot.ts (types)']);
  });

  it('better-sqlite3 is loaded in one file, which knows the release for this Node, and is a type elsewhere', () => {
    const found = importers((name) => name === 'better-sqlite3');
    expect(found.filter((path) => !path.endsWith('(types)'))).toEqual([]);
  });

  it.each([
    ['kysely', 'store'],
    ['better-sqlite3', 'store'],
    ['pg', 'store'],
    ['pinyin-pro', 'store'],
    ['@resvg/resvg-js', 'charts'],
    ['@wecom/crypto', 'wecom'],
    ['commander', 'cli'],
    ['chinese-days', 'published-calendar.ts'],
  ])('%s stays in %s', (name, room) => {
    const found = importers((target) => target === name || target.startsWith(`${name}/`));
    expect([...new Set(found.map(roomOf))]).toEqual([room]);
  });
});

describe('this test', () => {
  it('sees every kind of import', () => {
    const text = [
      "import { a } from './a.ts';",
      "import type { B } from '../b.ts';",
      "import { type C, type D } from './c.ts';",
      "import { type E, f } from './e.ts';",
      'import {',
      '  type G,',
      '  type H,',
      "} from './g.ts';",
      "import * as i from './i.ts';",
      "import J from 'j';",
      "import './k.ts';",
      "export { l } from './l.ts';",
      "export type { M } from './m.ts';",
      "export * from './n.ts';",
      "const later = await import('./o.ts');",
      '// import { no } from "./no.ts"',
    ].join('\n');
    expect(importsOf('src/chat/x.ts', text).map((one) => arrow('x', one))).toEqual([
      'x → chat/a.ts',
      'x → b.ts (types)',
      'x → chat/c.ts (types)',
      'x → chat/e.ts',
      'x → chat/g.ts (types)',
      'x → chat/i.ts',
      'x → j',
      'x → chat/k.ts',
      'x → chat/l.ts',
      'x → chat/m.ts (types)',
      'x → chat/n.ts',
      'x → chat/o.ts',
    ]);
  });

  it('misses none that the files have', () => {
    for (const { path, text, imports } of files) {
      const froms = text.match(/^(?:import|export|\})[^\n]* from '[^']+';$/gm) ?? [];
      expect(imports.length, path).toBeGreaterThanOrEqual(froms.length);
    }
    expect(files.length).toBeGreaterThan(100);
  });

  it.each<[string, string, boolean, boolean]>([
    ['src/domain/lead.ts', 'src/usecases/ports.ts', true, false],
    ['src/usecases/move-lead.ts', 'src/store/database.ts', true, false],
    ['src/store/lead-store.ts', 'src/usecases/ports.ts', true, true],
    ['src/store/lead-store.ts', 'src/usecases/deps.ts', true, false],
    ['src/texts/lead.ts', 'src/usecases/index.ts', true, true],
    ['src/texts/lead.ts', 'src/usecases/index.ts', false, false],
    ['src/texts/lead.ts', 'src/domain/period.ts', false, true],
    ['src/chat/bot.ts', 'src/puppet/app-puppet.ts', true, false],
    ['src/chat/args/day.ts', 'src/chat/line.ts', false, true],
    ['src/chat/reply-types.ts', 'src/chat/line.ts', true, false],
    ['src/puppet/app-puppet.ts', 'src/chat/reply-types.ts', false, true],
    ['src/puppet/app-puppet.ts', 'src/chat/context.ts', true, false],
    ['commands/move.ts', 'src/chat/command.ts', false, true],
    ['commands/move.ts', 'src/domain/stage.ts', true, false],
    ['commands/move.ts', 'src/texts/index.ts', false, false],
    ['src/sandbox/server.ts', 'src/wecom/xml.ts', true, false],
    ['src/cli/demo.ts', 'src/sandbox/server.ts', false, true],
    ['src/cli/import.ts', 'src/sandbox/server.ts', true, false],
    ['src/metrics.ts', 'src/usecases/ports.ts', true, true],
    ['src/metrics.ts', 'src/usecases/ports.ts', false, false],
    ['src/new-room/x.ts', 'src/domain/stage.ts', true, false],
  ])('lets %s import %s (as types: %s): %s', (from, target, isType, allowed) => {
    expect(isAllowed(from, { target, isType })).toBe(allowed);
  });

  it('finds a circle', () => {
    const file = (path: string, ...targets: string[]): SourceFile => ({
      path,
      text: '',
      imports: targets.map((target) => ({ target, isType: true })),
    });
    expect(circleAmong([file('a', 'b'), file('b', 'c'), file('c')])).toEqual([]);
    expect(circleAmong([file('x', 'a'), file('a', 'b'), file('b', 'c'), file('c', 'a')])).toEqual(['a', 'b', 'c', 'a']);
  });
});

/** The files of one circle of imports, in order; empty when there is none. */
function circleAmong(all: readonly SourceFile[]): readonly string[] {
  const byPath = new Map(all.map((file) => [file.path, file]));
  const done = new Set<string>();
  const walk = (path: string, way: readonly string[]): readonly string[] => {
    const at = way.indexOf(path);
    if (at !== -1) return [...way.slice(at), path];
    if (done.has(path)) return [];
    for (const { target } of byPath.get(path)?.imports ?? []) {
      if (!byPath.has(target)) continue;
      const circle = walk(target, [...way, path]);
      if (circle.length > 0) return circle;
    }
    done.add(path);
    return [];
  };
  for (const { path } of all) {
    const circle = walk(path, []);
    if (circle.length > 0) return circle;
  }
  return [];
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Command, defineCommand, reply } from '../../src/chat/command.ts';
import { createRegistry, loadCommands } from '../../src/chat/registry.ts';
import { commandsFolder } from '../../src/project-root.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const wave: Command = defineCommand({
  name: 'wave',
  aliases: ['挥手', '招手'],
  permission: 'help',
  summary: '挥手',
  order: 1,
  args: {},
  examples: ['挥手'],
  repeatable: true,
  run: async () => reply.text('你好'),
});

describe('the registry', () => {
  it('finds a command by any of its names, whatever the width and case', () => {
    const registry = createRegistry([wave]);
    for (const name of ['wave', 'WAVE', 'ｗａｖｅ', '挥手', '招手']) expect(registry.find(name)).toBe(wave);
    for (const name of ['', 'wav', '挥', '挥手吧', 'constructor']) expect(registry.find(name)).toBeUndefined();
  });

  it('finds a Chinese name glued to what follows, the longest first', () => {
    const waveBack = { ...wave, name: 'wave-back', aliases: ['挥手回去'], examples: ['挥手回去'] } satisfies Command;
    const registry = createRegistry([wave, waveBack]);
    expect(registry.findGlued('挥手客户A')).toEqual({ command: wave, rest: '客户A' });
    expect(registry.findGlued('挥手回去客户A')).toEqual({ command: waveBack, rest: '客户A' });
    for (const word of ['挥手', 'waveA', '客户A挥手']) expect(registry.findGlued(word)).toBeUndefined();
  });

  it.each<[string, Partial<Command>, RegExp]>([
    ['a name that is another one’s alias', { name: '招手', examples: ['招手'] }, /called 招手/],
    [
      'the same name in another width and case',
      { name: 'ＷＡＶＥ', aliases: ['摆手'], examples: ['摆手'] },
      /called wave/,
    ],
    ['an alias twice', { name: 'sway', aliases: ['摆手', '摆手'], examples: ['摆手'] }, /called 摆手/],
    [
      'an unknown permission',
      { name: 'sway', aliases: ['摆手'], permission: 'root' as 'help', examples: ['摆手'] },
      /unknown permission root/,
    ],
    [
      'no permission',
      { name: 'sway', aliases: ['摆手'], permission: undefined as never, examples: ['摆手'] },
      /unknown permission/,
    ],
    [
      'an example of another command',
      { name: 'sway', aliases: ['摆手'], examples: ['挥手 客户A'] },
      /command sway: example/,
    ],
    [
      'an example with a slash',
      { name: 'sway', aliases: ['摆手'], examples: ['/摆手 客户A'] },
      /command sway: example/,
    ],
    [
      'an example glued to its name',
      { name: 'sway', aliases: ['摆手'], examples: ['摆手客户A'] },
      /command sway: example/,
    ],
    ['an empty example', { name: 'sway', aliases: ['摆手'], examples: [''] }, /command sway: example/],
  ])('refuses to start on %s', (_, change, message) => {
    expect(() => createRegistry([wave, { ...wave, ...change }])).toThrow(message);
  });

  it('loads every command file of a folder and nothing else', async () => {
    const folder = temporaryFolder();
    const declare = (name: string, alias: string, order: number) =>
      `export default ${JSON.stringify({ ...wave, name, aliases: [alias], examples: [alias], order })};`;
    writeFileSync(join(folder, 'one.js'), declare('one', '一', 2));
    writeFileSync(join(folder, 'two-more.js'), declare('two', '二', 1));
    writeFileSync(join(folder, 'one.js.map'), '{}');
    writeFileSync(join(folder, 'README.md'), '#');
    const registry = await loadCommands(folder);
    expect(registry.all.map(({ name }) => name)).toEqual(['two', 'one']);
  });
});

describe('what somebody may have meant', async () => {
  const registry = await loadCommands(commandsFolder());

  it.each([
    ['推惊', ['推进']],
    ['进推', ['推进']],
    ['推进了', ['推进']],
    ['丢', ['丢单', '丢单分析']],
    ['我', ['我的']],
    ['帮', ['帮助']],
    ['查找', ['查']],
    ['mov', ['推进']],
    ['MOVF', ['推进']],
    ['成', ['成交']],
    ['漏', ['漏斗']],
    ['报表', []],
    ['x', []],
    ['/推进', ['推进']],
  ])('%j is near %j', (word, near) => {
    expect(registry.nearest(word, 'rep')).toEqual(near);
  });

  it('is never a command one may not use', () => {
    expect(registry.nearest('成员们', 'rep')).toEqual([]);
    expect(registry.nearest('成员们', 'admin')).toEqual(['成员']);
    expect(registry.usableBy('rep').map(({ name }) => name)).not.toContain('member');
    expect(registry.usableBy('manager').map(({ name }) => name)).not.toContain('team');
    expect(registry.usableBy('admin')).toEqual(registry.all);
  });
});

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { usageOf } from '../src/chat/command.ts';
import { loadCommands } from '../src/chat/registry.ts';
import { CONFIG_VARIABLES } from '../src/config.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(`${root}/README.md`, 'utf8');

/** The rows of the table between two markers, each as its cells. */
function tableOf(marker: string): string[][] {
  const [, table = ''] = readme.split(new RegExp(`<!-- /?${marker} -->`));
  const rows = table.trim().split('\n').slice(2);
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

it('lists every command as it declares itself, in the order of the help', async () => {
  const { all } = await loadCommands(`${root}/commands`);
  const listed = tableOf('commands').map(([usage, , summary]) => ({ usage, summary }));
  expect(listed).toEqual(all.map((command) => ({ usage: `\`${usageOf(command)}\``, summary: command.summary })));
});

it('lists every variable the configuration reads', () => {
  const listed = tableOf('settings').map(([variable]) => variable);
  expect([...listed].sort()).toEqual(CONFIG_VARIABLES.map((name) => `\`${name}\``).sort());
});

it('names nothing of a machine or a registry', () => {
  expect(readme).not.toMatch(/\/work\/|\/home\/|\/root\/|registry\./);
});

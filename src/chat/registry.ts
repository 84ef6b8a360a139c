import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { mayUse, PERMISSIONS, type Role } from '../domain/access.ts';
import { isWithinOneEdit } from '../domain/name.ts';
import { OTHER_SPELLINGS } from './args/words.ts';
import type { Command } from './command.ts';

/** The commands, found by any of their names. */
export interface Registry {
  readonly all: readonly Command[];
  /** The command with this name, whatever the width and case. */
  find(word: string): Command | undefined;
  /** A command written as one word with its first argument, as Chinese needs no space. Chinese names only. */
  findGlued(word: string): { readonly command: Command; readonly rest: string } | undefined;
  /** Titles close to a word nobody knows, for a hint. */
  nearest(word: string, role: Role): readonly string[];
  /** The same for a word that only begins like a name, with what is glued to it: a slip needs no space either. */
  nearestGlued(word: string, role: Role): readonly { readonly title: string; readonly rest: string }[];
  /** What somebody of this role may use. */
  usableBy(role: Role): readonly Command[];
}

/**
 * Loads every command in `folder`. Refuses to start on a duplicate name, an unknown permission, or an example that
 * does not begin with one of the command's own names.
 */
export async function loadCommands(folder: string): Promise<Registry> {
  const files = readdirSync(folder)
    .filter((name) => /^[a-z-]+\.(ts|js)$/.test(name))
    .sort();
  const commands: Command[] = [];
  for (const file of files) {
    const module = (await import(pathToFileURL(`${folder}/${file}`).href)) as { default: Command };
    commands.push(module.default);
  }
  return createRegistry(commands.sort((a, b) => a.order - b.order));
}

export function createRegistry(commands: readonly Command[]): Registry {
  const byName = new Map<string, Command>();
  for (const command of commands) {
    check(command);
    for (const name of [command.name, ...command.aliases].map(fold)) {
      if (byName.has(name)) throw new Error(`two commands are called ${name}`);
      byName.set(name, command);
    }
  }
  const glueable = [...byName.keys()]
    .filter((name) => /^\p{Script=Han}{2,}$/u.test(name))
    .sort((a, b) => b.length - a.length);
  return {
    all: commands,
    find: (word) => byName.get(fold(word)) ?? byName.get(OTHER_SPELLINGS.get(fold(word)) ?? ''),
    findGlued: (word) => {
      const name = glueable.find((candidate) => word.startsWith(candidate) && word.length > candidate.length);
      const command = name === undefined ? undefined : byName.get(name);
      return command && name !== undefined ? { command, rest: word.slice(name.length) } : undefined;
    },
    nearest: (word, role) => {
      const folded = fold(word);
      const usable = commands.filter(({ permission }) => mayUse(role, permission));
      // One letter is one edit from every other, so alone it only counts as a beginning.
      const isNear = (name: string) =>
        name.startsWith(folded) || ([...folded].length >= 2 && [...name].length >= 2 && isWithinOneEdit(name, folded));
      const near = usable.filter(({ name, aliases }) => [name, ...aliases].map(fold).some(isNear));
      return near.slice(0, 3).map(({ aliases }) => aliases[0]);
    },
    nearestGlued: (word, role) => {
      const begun = commands
        .filter(({ permission }) => mayUse(role, permission))
        .flatMap(({ aliases }) => aliases.flatMap((name) => beginning(name, word, aliases[0])));
      return begun.sort((a, b) => Number(b.isExact) - Number(a.isExact)).slice(0, 3);
    },
    usableBy: (role) => commands.filter(({ permission }) => mayUse(role, permission)),
  };
}

/** A word that begins with a name of one sign, or with a mistyped one of two. */
function beginning(name: string, word: string, title: string) {
  const begin = word.slice(0, name.length);
  const isShort = /^\p{Script=Han}{1,2}$/u.test(name) && /^\p{Script=Han}+$/u.test(begin) && word.length > name.length;
  const isExact = begin === name;
  if (!isShort || !(isExact || (name.length === 2 && begin[0] === name[0]))) return [];
  return [{ title, rest: word.slice(name.length), isExact }];
}

function fold(word: string): string {
  return word.normalize('NFKC').toLowerCase();
}

function check(command: Command): void {
  const { name, aliases, permission, examples } = command;
  if (!PERMISSIONS.includes(permission)) throw new Error(`command ${name}: unknown permission ${permission}`);
  for (const example of examples) {
    const [word = ''] = example.split(' ');
    if (![name, ...aliases].includes(word)) throw new Error(`command ${name}: example does not begin with its name`);
  }
}

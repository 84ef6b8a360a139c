import type { Command } from '../../src/chat/command.ts';
import { createRegistry, loadCommands } from '../../src/chat/registry.ts';
import { commandsFolder } from '../../src/project-root.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { seed } from '../support/seed.ts';
import { openRoom } from './room.ts';

const DOUBTED = /^这句像是在问，或者还没定，我什么都没记\n.*\n已经定了就发：(.*)$/;
const OFFERED =
  /^(?:你是不是要发|(?:没有命令「.*」|没看懂要对.*做什么)，你是不是要发)\n((?:[0-9]\. .*\n)+)回数字选择，0 取消$/;
const UNREAD = /^\/\S+ 没做，/;

export interface Listener {
  /** What a line comes down to, said alone or in a group, without anything being done: see the tables. */
  understand(userid: string, line: string, place?: 'room:' | ''): Promise<string>;
  readonly database: Database;
  close(): Promise<void>;
}

/** A bot whose commands say what they understood instead of doing it, over the demo's team and more leads. */
export async function openListener(): Promise<Listener> {
  const database = await openDatabase(':memory:', seed);
  const called: string[] = [];
  const listening = (await loadCommands(commandsFolder())).all.map((command) => ({
    ...command,
    run: async ({ args }: Parameters<Command['run']>[0]) => {
      called.push([command.name, ...shown(Object.keys(command.args), args)].join(' '));
      return { kind: 'text' as const, text: '(ran)' };
    },
  }));
  const room = await openRoom(database, createRegistry(listening));
  let serial = 0;
  return {
    database,
    async understand(userid, line, place = '') {
      called.length = 0;
      // A chat of its own for each, so that none is the answer to what another one was asked, or its repetition.
      const answer = await room.say(userid, line, { chat: `${place}chat ${++serial}` });
      if (called.length > 0) return called.join(' + ');
      const doubted = DOUBTED.exec(answer)?.[1];
      if (doubted !== undefined) return `doubts ${doubted}`;
      const offered = OFFERED.exec(answer)?.[1];
      if (offered !== undefined)
        return `offers ${offered
          .trim()
          .replace(/^[0-9]\. /gm, '')
          .replaceAll('\n', '; ')}`;
      if (answer.startsWith('我只看得懂命令')) return 'hint';
      const [first = ''] = answer.split('\n');
      return UNREAD.test(answer) || answer.includes('\n') || answer.endsWith('就行') ? `asks ${first}` : first;
    },
    close: () => database.close(),
  };
}

/** The arguments that were given, in the words a person would check them by. */
function shown(keys: readonly string[], args: Readonly<Record<string, unknown>>): readonly string[] {
  return keys.flatMap((key) => (args[key] === undefined ? [] : [`${key}=${inWords(args[key])}`]));
}

function inWords(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if ('name' in value) return String(value.name);
  if ('member' in value) return inWords(value.member);
  if ('from' in value && 'to' in value) return `${value.from}~${value.to}`;
  return JSON.stringify(value);
}

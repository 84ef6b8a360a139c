import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Command } from '../../src/chat/command.ts';
import { quote, tokenize } from '../../src/chat/line.ts';
import { loadCommands } from '../../src/chat/registry.ts';
import { commandsFolder } from '../../src/project-root.ts';
import { callsSomebody } from './calls-somebody.ts';
import { openUndoneRoom, type UndoneRoom } from './undone-room.ts';

const registry = await loadCommands(commandsFolder());

let room: UndoneRoom;
beforeAll(async () => {
  room = await openUndoneRoom(registry);
});
afterAll(() => room.close());

/** What must be data wherever it stands. */
const HOSTILE = [
  `x'); drop table lead; delete from lead_event; --`,
  '**粗** `code` [点我](http://example.com) # 标题 | 表 |',
  '<@all> <@zhangwei> @所有人 <a href="http://example.com">x</a>',
  'a\u0000b\u0007c\u001bd\u2028e',
  '\u202eabc\u202c \u2066def\u2069 \ufeff',
  ']]> <![CDATA[x]]> &lt; &#60;@all&#62;',
  '1\n2. 假的选项\n回数字选择',
  '{answer} $& =c ＝d → ->',
];

/** The lines of a command's examples with each of their words replaced, and each of its arguments given by its name. */
function linesWith(command: Command, word: string): readonly string[] {
  const [title] = command.aliases;
  const given = command.examples.flatMap((example) =>
    tokenize(example)
      .slice(1)
      .flatMap(({ start, end, key }) => {
        const value = key === undefined ? quote(word) : `${key}=${quote(word)}`;
        const rest = [example.slice(0, start), example.slice(end)];
        return [`/${rest.join(value)}`, ...(key === undefined ? [`/${rest.join(word)}`] : [])];
      }),
  );
  const [example] = [...command.examples].sort((a, b) => b.length - a.length);
  const named = Object.values(command.args).flatMap(({ keys }) =>
    keys.slice(0, 1).flatMap((key) => [`/${example} ${key}=${quote(word)}`, `/${title} ${key}=${quote(word)}`]),
  );
  return [...new Set([...given, ...named, `/${title} ${word}`])];
}

/** Somebody who may use all commands, so that each gets as far as it can. */
const ADMIN = 'zhaomin';

describe('in every argument of every command', () => {
  it.each(registry.all.map((command) => ({ name: command.name, command })))(
    '/$name takes hostile words as data and answers',
    async ({ command }) => {
      for (const word of HOSTILE) {
        for (const line of linesWith(command, word)) {
          const answer = await room.say(ADMIN, line);
          const label = JSON.stringify(line);
          expect(answer.trim(), label).not.toBe('');
          expect(answer, label).not.toMatch(/^抱歉/);
          expect(callsSomebody(answer), `${label} → ${answer}`).toBe(false);
          expect(answer, label).not.toMatch(/(?!\n)\p{Cc}|[\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        }
      }
    },
  );

  it.each(registry.all.map((command) => ({ name: command.name, command })))(
    '/$name takes 100 kB as data and answers',
    async ({ command }) => {
      for (const line of linesWith(command, '长<@all>'.repeat(10_000))) {
        const answer = await room.say(ADMIN, line);
        const label = line.slice(0, 60);
        expect(answer.trim(), label).not.toBe('');
        expect(answer, label).not.toMatch(/^抱歉/);
        expect(callsSomebody(answer), label).toBe(false);
        expect(answer.length, label).toBeLessThan(5000);
      }
    },
  );

  it('is nothing that ever reached the database’s own language', async () => {
    const { n } = await room.database.engine.writer
      .selectFrom('lead')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    expect(n).toBe(60);
  });
});

import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/chat/command.ts';
import { withoutLostFile } from '../../src/chat/compose.ts';
import { PLAIN } from '../../src/chat/context.ts';
import { createRegistry, loadCommands } from '../../src/chat/registry.ts';
import { renderText } from '../../src/chat/render.ts';
import type { Reply } from '../../src/chat/reply-types.ts';
import { commandsFolder } from '../../src/project-root.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { openRoom } from '../conversation/room.ts';
import { seed } from '../support/seed.ts';

const { all } = await loadCommands(commandsFolder());

/** What has to be said before an example makes sense. */
const BEFORE: Readonly<Record<string, string>> = {
  撤销: '/推进 云帆软件',
  '清单 云帆软件 王总提的；现在用表格': '/推进 云帆软件',
};

/** Somebody of the demo's team who may use the command. */
const speakerOf = ({ permission }: Command) =>
  ({ 'team:admin': 'zhaomin', 'numbers:team': 'wangfang' })[permission as string] ?? 'zhangwei';

/** Where it makes sense: a group is bound from inside it. */
const chatOf = (example: string) => (example.startsWith('群 ') ? { chat: 'room:wrGroup' } : {});

const examples = all.flatMap((command) => command.examples.map((example) => ({ command, example })));

/** How often anybody changed anything. */
async function changesIn({ engine }: Database): Promise<number> {
  return (await engine.writer.selectFrom('audit').select('id').execute()).length;
}

describe('an example in the help', () => {
  // It works when its command's own `run` came to an end with something said that is no question, and that was the
  // answer: a problem or a refusal never gets so far, and an apology is not what `run` said.
  it.each(examples)('works as written: $example', async ({ command, example }) => {
    const database = await openDatabase(':memory:', seed);
    const said: { by: string; reply: Reply }[] = [];
    const watched = all.map((one) => ({
      ...one,
      run: async (call: Parameters<Command['run']>[0]) => {
        const reply = await one.run(call);
        said.push({ by: one.name, reply });
        return reply;
      },
    }));
    try {
      const room = await openRoom(database, createRegistry(watched));
      const before = BEFORE[example];
      if (before !== undefined) await room.say(speakerOf(command), before);
      said.length = 0;
      const changesBefore = await changesIn(database);

      const answer = await room.say(speakerOf(command), `/${example}`, chatOf(example));

      expect(said.map(({ by }) => by)).toEqual([command.name]);
      const reply = said[0]?.reply;
      expect(reply?.kind === 'text' || reply?.isOffer).toBe(true);
      // The first line: a long answer comes in pages, and below it stands who could not be told. The room carries no
      // files; what is said instead is not the command's doing.
      expect(reply && renderText(withoutLostFile(reply, PLAIN)).split('\n')[0]).toBe(answer.split('\n')[0]);
      const changes = (await changesIn(database)) - changesBefore;
      if (command.permission === 'lead:write') expect(changes).toBe(1);
      if (command.permission === 'lead:read' || command.permission === 'help') expect(changes).toBe(0);
    } finally {
      await database.close();
    }
  });

  it('is there for every command, in its own words', () => {
    for (const { aliases, examples: own } of all) {
      for (const example of own) expect(example.split(' ')[0]).toBe(aliases[0]);
    }
    expect(new Set(examples.map(({ example }) => example)).size).toBe(examples.length);
  });
});

describe('the commands of issue 2', () => {
  it('are all there', () => {
    expect(all.map(({ aliases }) => aliases[0])).toEqual(
      expect.arrayContaining([
        '新建',
        '推进',
        '跟进',
        '下一步',
        '我的',
        '查',
        '历史',
        '退回',
        '成交',
        '丢单',
        '无效',
        '重启',
        '撤销',
        '成员',
        '团队',
        '帮助',
      ]),
    );
  });

  it('are each one file named after the command', async () => {
    for (const { name } of all) {
      const module = (await import(`${commandsFolder()}/${name}.ts`)) as { default: Command };
      expect(module.default.name).toBe(name);
    }
  });
});

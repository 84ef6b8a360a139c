import { arg, type Command, defineCommand, optional, reply, texts, usageOf } from '../src/chat/command.ts';

const helpOf = (command: Command) => ({
  title: command.aliases[0],
  aliases: [...command.aliases.slice(1), command.name],
  usage: usageOf(command),
  summary: command.summary,
  examples: command.examples,
  order: command.order,
});

export default defineCommand({
  name: 'help',
  aliases: ['帮助', '?'],
  permission: 'help',
  summary: '能做什么，怎么写',
  order: 900,
  args: { topic: optional(arg.word('命令')) },
  examples: ['帮助', '帮助 推进'],
  repeatable: true,
  run: async ({ args: { topic }, commands }) => {
    const all = texts.help.all(commands.map(helpOf));
    if (topic === undefined) return reply.text(all);
    const wanted = topic.normalize('NFKC').toLowerCase().replace(/^\//, '');
    const command = commands.find(({ name, aliases }) => [name, ...aliases].includes(wanted));
    return reply.text(command ? texts.help.one(helpOf(command)) : `${texts.help.unknown(topic)}\n${all}`);
  },
});

import { arg, type Command, defineCommand, optional, reply, texts, usageOf } from '../src/chat/command.ts';

const helpOf = (command: Command) => ({
  title: command.aliases[0],
  aliases: [...command.aliases.slice(1), command.name],
  usage: usageOf(command),
  summary: command.summary,
  examples: command.examples,
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
    const wanted = topic?.replace(/^[/／]/, '');
    const command = commands.find(({ name, aliases }) => wanted !== undefined && [name, ...aliases].includes(wanted));
    if (command) return reply.text(texts.help.one(helpOf(command)));
    return reply.text(texts.help.all(commands.map(helpOf)));
  },
});

import {
  arg,
  type Call,
  type Command,
  defineCommand,
  examplesWith,
  optional,
  reply,
  texts,
  usageOf,
} from '../src/chat/command.ts';

/** Own leads looked at for one an example can speak of. */
const LOOKED_AT = 50;

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
  run: async ({ args: { topic }, commands, actor, use, pipeline }) => {
    const all = texts.help.all(commands.map(helpOf));
    if (topic === undefined) return reply.text(all);
    const wanted = topic.normalize('NFKC').toLowerCase().replace(/^\//, '');
    const command = commands.find(({ name, aliases }) => [name, ...aliases].includes(wanted));
    if (!command) return reply.text(`${texts.help.unknown(topic)}\n${all}`);
    const examples = examplesWith(await ownLeads({ actor, use, pipeline }), command);
    const said = reply.text(texts.help.one({ ...helpOf(command), examples }));
    // Whose leads are whose is nobody else's business.
    return examples.every((example) => command.examples.includes(example)) ? said : reply.alone(said);
  },
});

/** Names of the asker's open leads, those least far along first: there is most to show with them. */
async function ownLeads({ actor, use, pipeline }: Pick<Call<unknown>, 'actor' | 'use' | 'pipeline'>) {
  const { leads } = await use.listMine({ by: actor, limit: LOOKED_AT });
  const ord = new Map(pipeline.open.map(({ id }, at) => [id, at]));
  return leads
    .map(({ lead }) => lead)
    .sort((a, b) => (ord.get(a.stage) ?? 0) - (ord.get(b.stage) ?? 0))
    .map(({ name }) => name);
}

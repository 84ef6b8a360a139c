import { arg, defineCommand, hidden, reply, texts } from '../src/chat/command.ts';

/** Set by the answer to the question which of the two stays. */
const SURE = '是';

export default defineCommand({
  name: 'merge',
  aliases: ['合并'],
  permission: 'lead:write',
  summary: '两条是同一个客户，并成一条',
  order: 125,
  args: { into: arg.lead(), from: arg.lead(), sure: hidden(arg.oneOf('确认', [SURE])) },
  examples: ['合并 #1 #2 确认=是'],
  repeatable: false,
  run: async ({ args, actor, use, pipeline }) => {
    const pair = { by: actor, into: args.into.id, from: args.from.id };
    if (args.sure === SURE) {
      const done = await use.mergeLeads(pair);
      return reply.text(texts.upkeep.merged(done, pipeline.stage(done.into.stage).name));
    }
    const { into, from } = await use.mergePair(pair);
    const shown = [
      { lead: into, owner: args.into.ownerName },
      { lead: from, owner: args.from.ownerName },
    ].map(({ lead, owner }) => texts.upkeep.mergeSide(lead, pipeline.stage(lead.stage).name, owner));
    const ways = [
      { into, from },
      ...(from.state === 'open' || into.state !== 'open' ? [{ into: from, from: into }] : []),
    ];
    return reply.choice(
      texts.upkeep.mergeQuestion(shown),
      ways.map((way) => ({
        label: texts.upkeep.mergeOption(way),
        line: `/合并 #${way.into.id} #${way.from.id} 确认=${SURE}`,
      })),
    );
  },
});

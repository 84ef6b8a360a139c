import { arg, defineCommand, reply, texts } from '../src/chat/command.ts';

const SHOWN = 10;

export default defineCommand({
  name: 'find',
  aliases: ['搜', '搜索', '找'],
  permission: 'lead:read',
  summary: '按名字、联系人、电话、备注找线索',
  order: 72,
  args: { text: arg.rest('词', ['词', 'text']) },
  examples: ['搜 星河', '搜 13900001001'],
  repeatable: true,
  run: async ({ args: { text }, actor, use, today }) =>
    reply.alone(reply.text(texts.upkeep.found(text, await use.findLeads({ by: actor, text, limit: SHOWN }), today))),
});

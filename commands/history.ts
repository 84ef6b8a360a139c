import { arg, defineCommand, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'history',
  aliases: ['历史', '轨迹'],
  permission: 'lead:read',
  summary: '一条线索走过的每一步，什么时候、谁做的',
  order: 70,
  args: { lead: arg.lead() },
  examples: ['历史 星河科技'],
  repeatable: true,
  run: async ({ args: { lead }, actor, use, today }) =>
    reply.alone(reply.text(texts.history(await use.leadHistory({ by: actor, lead: lead.id }), today))),
});

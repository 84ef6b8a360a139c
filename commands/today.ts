import { defineCommand, reply, texts } from '../src/chat/command.ts';

/** As many as somebody gets done in a day, and as can be read on a phone. */
const SHOWN = 10;

export default defineCommand({
  name: 'today',
  aliases: ['待办', '今天做什么'],
  permission: 'lead:read',
  summary: '今天要做什么、为什么：没兑现的、今天的、该回访的、停住的',
  order: 48,
  args: {},
  examples: ['待办'],
  repeatable: true,
  run: async ({ actor, use, today }) =>
    reply.alone(reply.text(texts.upkeep.today(await use.listToday({ by: actor, limit: SHOWN }), today))),
});

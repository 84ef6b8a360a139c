import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'undo',
  aliases: ['撤销', '撤回', '反悔'],
  permission: 'lead:write',
  summary: '撤掉自己刚做的一步（10分钟内），就当没发生过',
  order: 130,
  args: { lead: optional(arg.lead()) },
  examples: ['撤销'],
  repeatable: true,
  run: async ({ args: { lead }, actor, use, today, pipeline }) => {
    const undone = await use.undoLast({ by: actor, lead: lead?.id });
    return reply.text(texts.lead.undone(undone, (id) => pipeline.stage(id).name, today));
  },
});

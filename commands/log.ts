import { arg, defineCommand, keyed, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'log',
  aliases: ['跟进', '记录'],
  permission: 'lead:write',
  summary: '记下和客户做了什么；下次=日期 顺便定下一步',
  order: 30,
  args: {
    lead: arg.lead(),
    nextOn: keyed(arg.day('下次', 'future', ['下次', '下一步', 'next'])),
    text: arg.rest('内容', ['内容', '备注', 'note']),
  },
  examples: ['跟进 星河科技 给王总演示了新版本', '跟进 星河科技 电话聊了预算，月底定 下次=周五'],
  repeatable: false,
  several: 'leads',
  run: async ({ args: { lead, nextOn, text }, actor, use, today }) =>
    reply.text(texts.lead.touched(await use.logTouch({ by: actor, lead: lead.id, text, nextOn }), text, today)),
});

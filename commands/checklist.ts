import { arg, defineCommand, hidden, offerNextStep, optional, reply, texts } from '../src/chat/command.ts';

/** Set by the button that leaves the questions unanswered. */
const SKIP = '跳过';

export default defineCommand({
  name: 'checklist',
  aliases: ['清单'],
  permission: 'lead:write',
  summary: '看上一步的清单，补上没答的，几条用分号隔开',
  order: 202,
  args: {
    lead: arg.lead(),
    skip: hidden(arg.oneOf('不答', [SKIP])),
    text: optional(arg.rest('答案', ['答案', '备注', 'note'])),
  },
  examples: ['清单 云帆软件 王总提的；现在用表格'],
  repeatable: false,
  run: async ({ args: { lead, skip, text }, actor: by, use }) => {
    if (text !== undefined) {
      const done = await use.answerChecklist({ by, lead: lead.id, text });
      return offerNextStep(texts.checklist.answered(done), done.lead, done.to);
    }
    const list = await use.showChecklist({ by, lead: lead.id });
    if (skip) return offerNextStep(texts.checklist.skipped(list), list.lead, list.to);
    const open = list.answers.some(({ answer }) => answer === undefined);
    if (!open) return reply.text(texts.checklist.shown(list));
    return reply.offer(texts.checklist.shown(list), [], `/清单 #${lead.id} 答案={answer}`);
  },
});

import {
  arg,
  defineCommand,
  hidden,
  named,
  offerNextStep,
  optional,
  quote,
  reply,
  texts,
} from '../src/chat/command.ts';

export default defineCommand({
  name: 'move',
  aliases: ['推进', '推'],
  permission: 'lead:write',
  summary: '把线索推进到下一个阶段，或指定的阶段',
  order: 20,
  args: {
    lead: arg.lead(),
    stage: optional(arg.stage()),
    on: named(arg.day('日期', 'past', ['日期', 'date'])),
    answers: hidden(arg.word('清单')),
    note: optional(arg.rest('备注')),
  },
  examples: ['推进 星河科技', '推进 星河科技 商机', '推进 星河科技 → 报价 日期=昨天 方案和价格都发过去了'],
  repeatable: false,
  several: 'leads',
  run: async ({ args, actor, use, today, pipeline }) => {
    const { lead, stage, on, note, answers } = args;
    if (stage?.kind === 'won') {
      const won = await use.closeLead({ by: actor, lead: lead.id, kind: 'won', on, note });
      return reply.text(texts.lead.closed(won, undefined, today, note));
    }
    if (stage && lead.state === 'open' && pipeline.isBefore(stage.id, lead.stage)) {
      if (note === undefined) {
        const day = on === undefined ? '' : ` 日期=${on}`;
        const line = `/退回 #${lead.id} ${quote(stage.name)}${day} 原因={answer}`;
        return reply.choice(texts.lead.backQuestion(lead, pipeline.stage(lead.stage).name, stage.name), [], line);
      }
      return reply.text(
        texts.lead.movedBack(await use.moveBack({ by: actor, lead: lead.id, to: stage, on, note }), note, today),
      );
    }
    const move = { by: actor, lead: lead.id, to: stage, on, note, answers };
    // Only a stage that insists is worth looking the lead up twice.
    if (answers === undefined && pipeline.stage(lead.stage).checklistHard) {
      const { from, to, questions } = await use.askedBeforeMove(move);
      if (questions.length > 0) {
        const day = on === undefined ? '' : ` 日期=${on}`;
        const remark = note === undefined ? '' : ` 备注=${quote(note)}`;
        const line = `/推进 #${lead.id} ${to.id}${day}${remark} 清单={answer}`;
        return reply.choice(texts.checklist.required(lead, from.name, questions), [], line);
      }
    }
    const moved = await use.moveLead(move);
    const said = texts.lead.moved(moved, today, note);
    if (answers !== undefined || moved.openQuestions.length === 0) return offerNextStep(said, moved.lead, moved.to);
    return reply.offer(
      `${said}\n${texts.checklist.asked(moved.from.name, moved.openQuestions)}`,
      [{ label: '跳过', line: `/清单 #${lead.id} 不答=跳过` }],
      `/清单 #${lead.id} 答案={answer}`,
    );
  },
});

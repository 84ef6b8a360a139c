import { arg, defineCommand, named, optional, quote, reply, texts } from '../src/chat/command.ts';

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
    note: optional(arg.rest('备注')),
  },
  examples: ['推进 星河科技', '推进 星河科技 商机', '推进 星河科技 → 报价 日期=昨天 方案和价格都发过去了'],
  repeatable: false,
  several: 'leads',
  run: async ({ args, actor, use, today, pipeline }) => {
    const { lead, stage, on, note } = args;
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
    const moved = await use.moveLead({ by: actor, lead: lead.id, to: stage, on, note });
    const said = texts.lead.moved(moved, today, note);
    if (moved.lead.nextOn !== null) return reply.text(said);
    return reply.offer(
      `${said}\n${texts.lead.NEXT_STEP_QUESTION}`,
      texts.lead.NEXT_STEP_DAYS.map((label) => ({ label, line: `/下一步 #${lead.id} ${label} ${moved.to.nextStep}` })),
    );
  },
});

import { arg, defineCommand, hidden, named, optional, quote, reply, texts } from '../src/chat/command.ts';

/** Set by the answer to the duplicate question: create it anyway. */
const ANYWAY = '仍然新建';
/** The other answer: what was typed goes to the lead there is, as far as it does not know it yet. */
const COMPLETE = '只补空的';

/** Values as words of a line, those there are. */
function keyed(values: Readonly<Record<string, string | number | undefined>>): readonly string[] {
  return Object.entries(values).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${quote(String(value))}`],
  );
}

export default defineCommand({
  name: 'new',
  aliases: ['新建', '新增', 'add'],
  permission: 'lead:write',
  summary: '新建一条线索',
  order: 10,
  args: {
    name: arg.name('客户'),
    source: named(arg.word('来源', ['来源', 'source'])),
    amount: named(arg.money()),
    contact: named(arg.word('联系人', ['联系人', 'contact'])),
    phone: named(arg.phone()),
    stage: named(arg.stage({ of: 'open' })),
    anyway: hidden(arg.oneOf('重复', [ANYWAY])),
    note: optional(arg.rest('备注')),
  },
  examples: ['新建 蓝海物流 来源=官网 金额=5万', '新建 「青山 材料」 12.5万 13800138000 阶段=意向 展会上加的微信'],
  repeatable: false,
  run: async ({ args, actor, use, today }) => {
    const { name, source, amount, contact, phone, stage, note } = args;
    if (args.anyway === undefined) {
      const duplicates = await use.likelyDuplicates({ by: actor, name, phone });
      if (duplicates.length > 0) {
        const shown = duplicates.map(({ match, stageName, full }) =>
          texts.lead.candidate(match, stageName, full, today),
        );
        const seen = duplicates.filter(({ full }) => full);
        const known = keyed({ 金额: amount && amount / 100, 联系人: contact, 电话: phone, 备注: note });
        const words = [...keyed({ 来源: source, 阶段: stage?.name }), ...known];
        return reply.choice(texts.lead.duplicateQuestion(name, shown), [
          { label: ANYWAY, line: ['/新建', quote(name), ...words, `重复=${ANYWAY}`].join(' ') },
          ...(known.length > 0 ? seen.slice(0, 1) : []).map(({ match }) => ({
            label: texts.lead.mergeInto(match),
            line: [`/改 #${match.id}`, ...known, `方式=${COMPLETE}`].join(' '),
          })),
          ...seen.slice(0, 1).map(({ match }) => ({ label: texts.lead.look(match), line: `/查 #${match.id}` })),
        ]);
      }
    }
    const created = await use.createLead({ by: actor, name, source, amountFen: amount, contact, phone, stage, note });
    return reply.about(reply.text(texts.lead.created(created)), created.lead);
  },
});

import { arg, defineCommand, hidden, keyed, named, reply, texts } from '../src/chat/command.ts';

/** Set by the answer to a duplicate question: fill what is empty, replace nothing. */
const COMPLETE = '只补空的';

/** What somebody writes to empty a field. */
const NOTHING = new Set(['无', '空', '清空', '删除']);

const cleared = (text: string | undefined) => (text !== undefined && NOTHING.has(text) ? '' : text);

export default defineCommand({
  name: 'edit',
  aliases: ['改', '修改'],
  permission: 'lead:write',
  summary: '改资料，几样可以一起改',
  order: 76,
  args: {
    lead: arg.lead(),
    name: keyed(arg.word('名称', ['名称', '名字', '改名', 'name'])),
    amount: named(arg.money()),
    contact: keyed(arg.word('联系人', ['联系人', 'contact'])),
    phone: named(arg.phone()),
    note: keyed(arg.word('备注', ['备注', 'note'])),
    how: hidden(arg.oneOf('方式', [COMPLETE])),
    source: hidden(arg.word('来源', ['来源', 'source'])),
    toStage: hidden(arg.word('阶段', ['阶段', 'stage'])),
    owner: hidden(arg.word('负责人', ['负责人', 'owner'])),
  },
  examples: ['改 星河科技 电话=13800138000 联系人=王总', '改 星河科技 金额=25万', '改 星河科技 名称=星河智能'],
  repeatable: false,
  run: async ({ args, actor, use }) => {
    const { lead, name, amount, contact, phone, note, how, source, toStage, owner } = args;
    const fixed = source !== undefined ? 'source' : toStage !== undefined ? 'stage' : owner !== undefined && 'owner';
    const edited = await use.editLead({
      by: actor,
      lead: lead.id,
      edits: { name, amountFen: amount, contact: cleared(contact), phone: cleared(phone), note: cleared(note) },
      how: how === COMPLETE ? 'complete' : 'replace',
      fixed: fixed || undefined,
    });
    return reply.text(texts.upkeep.edited(edited));
  },
});

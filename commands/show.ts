import { arg, defineCommand, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'show',
  aliases: ['查', '查看'],
  permission: 'lead:read',
  summary: '看一条线索：阶段、停留、下一步',
  order: 60,
  args: { lead: arg.lead() },
  examples: ['查 星河科技', '查 xhkj'],
  repeatable: true,
  run: async ({ args: { lead }, actor, use, today, pipeline }) => {
    const view = await use.showLead({ by: actor, lead: lead.id });
    const said = reply.alone(reply.text(texts.lead.card(view, today)));
    const { id, state, stage } = view.lead;
    if (state !== 'open')
      return reply.card(said, texts.leadFace(view, today), [{ label: '重启', line: `/重启 #${id}` }]);
    return reply.card(said, texts.leadFace(view, today), texts.leadActions({ id, stage }, pipeline));
  },
});

import { arg, defineCommand, named, optional, pictures, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'conversion',
  aliases: ['转化', '转化率'],
  permission: 'numbers:own',
  summary: '三种转化率；按 来源 或 按 成员 看谁走得好',
  order: 310,
  args: {
    period: optional(arg.period()),
    by: optional(arg.oneOf('按来源/按成员', ['按来源', '按成员'])),
    about: optional(arg.about()),
    source: named(arg.source()),
  },
  examples: ['转化', '转化 上月', '转化 近30天 按来源'],
  repeatable: true,
  run: async ({ args: { by, ...asked }, actor, use, today }) => {
    const view = await use.viewReport({ ...asked, by: actor });
    if (by === undefined) {
      return reply.report(view, texts.reports.conversions(view, today), pictures.flow(view, today));
    }
    const said = texts.reports.split(view, by === '按来源' ? 'source' : 'owner', today);
    // Who does better than whom is not for everybody.
    return by === '按成员' ? reply.alone(reply.text(said)) : reply.report(view, said);
  },
});

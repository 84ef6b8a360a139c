import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'forecast',
  aliases: ['预测'],
  permission: 'numbers:team',
  summary: '在手线索能成多少钱，大概哪个月成；写月份就看那个月',
  order: 400,
  args: { month: optional(arg.month()), about: optional(arg.about()) },
  examples: ['预测', '预测 下月'],
  repeatable: true,
  run: async ({ args, actor, use, today }) =>
    reply.alone(reply.text(texts.forecast(await use.viewForecast({ ...args, by: actor }), today))),
});

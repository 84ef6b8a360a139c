import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'target',
  aliases: ['目标'],
  permission: 'numbers:team',
  summary: '看这个月的目标走到哪了；写单数或金额就是定目标，写 0单 取消',
  order: 440,
  args: {
    month: optional(arg.month()),
    wins: optional(arg.wins()),
    amountFen: optional(arg.money()),
    about: optional(arg.about()),
  },
  examples: ['目标', '目标 本月 5单', '目标 @zhangwei 本月 50万'],
  repeatable: true,
  run: async ({ args: { month, wins, amountFen, about }, actor, use, today }) => {
    if (wins === undefined && amountFen === undefined) {
      return reply.alone(reply.text(texts.planning.targets(await use.viewTargets({ by: actor, about, month }), today)));
    }
    const set = await use.setTarget({ by: actor, about, month, wins, amountFen });
    return reply.alone(reply.text(texts.planning.targetSet(set, today)));
  },
});

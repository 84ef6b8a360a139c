import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'reverse',
  aliases: ['反推'],
  permission: 'numbers:team',
  summary: '要成这么多单，各阶段要多少条、每人多少；按实际 就用测出来的转化率',
  order: 410,
  args: {
    wins: arg.wins(),
    period: optional(arg.period({ tense: 'future' })),
    rates: optional(arg.flag('按实际/按设定', ['按实际', '按设定'])),
    about: optional(arg.about()),
  },
  examples: ['反推 20单', '反推 20单 本季 按实际'],
  repeatable: true,
  run: async ({ args: { rates, ...asked }, actor, use, today }) => {
    const basis = rates === '按实际' ? 'measured' : 'configured';
    return reply.alone(
      reply.text(texts.planning.reverse(await use.viewReverse({ ...asked, basis, by: actor }), today)),
    );
  },
});

import { arg, defineCommand, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'what-if',
  aliases: ['如果', '假如'],
  permission: 'numbers:team',
  summary: '某一步的转化率变了，每月差几单，抵多少条新线索',
  order: 420,
  args: { change: arg.rateChange() },
  examples: ['如果 报价→成交 20%→30%', '如果 意向→商机 35%'],
  repeatable: true,
  run: async ({ args: { change }, actor, use }) =>
    reply.text(texts.planning.whatIf(await use.viewWhatIf({ change, by: actor }))),
});

import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'delivery',
  aliases: ['投递'],
  permission: 'team:admin',
  summary: '最近发出去的，没发出去和错过的，为什么；写编号只看那个提醒的',
  order: 230,
  args: { number: optional(arg.number('编号')), which: optional(arg.oneOf('失败', ['失败'])) },
  examples: ['投递', '投递 失败', '投递 1'],
  repeatable: true,
  run: async ({ args: { number, which }, use, today }) => {
    const all = await use.listDeliveries({ which: which === '失败' ? 'failed' : 'all', schedule: number });
    if (which === '失败' && all.length === 0) return reply.alone(reply.text(texts.deliveries.noFailures));
    return reply.alone(reply.text(texts.deliveries.list(all, today)));
  },
});

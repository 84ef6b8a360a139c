import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'delivery',
  aliases: ['投递'],
  permission: 'team:admin',
  summary: '最近发出去的，和没发出去的原因',
  order: 230,
  args: { which: optional(arg.oneOf('失败', ['失败'])) },
  examples: ['投递', '投递 失败'],
  repeatable: true,
  run: async ({ args: { which }, use, today }) => {
    const all = await use.listDeliveries({ which: which === '失败' ? 'failed' : 'all' });
    if (which === '失败' && all.length === 0) return reply.alone(reply.text(texts.deliveries.noFailures));
    return reply.alone(reply.text(texts.deliveries.list(all, today)));
  },
});

import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'define',
  aliases: ['口径'],
  permission: 'help',
  summary: '一个数是怎么算的，套上现在的数和背后的线索',
  order: 450,
  args: { metric: optional(arg.rest('指标', ['指标', 'metric'])) },
  examples: ['口径', '口径 已决转化率', '口径 预测'],
  repeatable: true,
  run: async ({ args: { metric: word }, actor, use, today }) => {
    if (word === undefined) return reply.text(texts.definitions.list());
    const metric = texts.definitions.metricNamed(word);
    if (!metric) return reply.text(texts.definitions.unknownMetric(word));
    return reply.alone(reply.text(texts.definitions.one(await use.viewDefinition({ by: actor, metric }), today)));
  },
});

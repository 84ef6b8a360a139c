import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'diagnose',
  aliases: ['诊断'],
  permission: 'numbers:team',
  summary: '漏斗哪里有问题：依据、点名的线索、每人一步怎么做',
  order: 350,
  args: { about: optional(arg.about()) },
  examples: ['诊断'],
  repeatable: true,
  run: async ({ args, actor, use, today }) =>
    reply.alone(reply.text(texts.diagnosis(await use.viewDiagnosis({ ...args, by: actor }), today))),
});

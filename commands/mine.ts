import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

/** As many as can be read on a phone without scrolling far. */
const SHOWN = 15;

export default defineCommand({
  name: 'mine',
  aliases: ['我的', '我的线索'],
  permission: 'lead:read',
  summary: '我进行中的线索，最久没动的在前',
  order: 50,
  args: { stage: optional(arg.stageOrStale()) },
  examples: ['我的', '我的 商机', '我的 停滞'],
  repeatable: true,
  run: async ({ args: { stage }, actor, use, today }) => {
    if (stage === 'stale') {
      const report = await use.viewReport({ by: actor, about: { kind: 'member', member: actor } });
      return reply.alone(reply.text(texts.reports.stale(report, today)));
    }
    const mine = await use.listMine({ by: actor, stage, limit: SHOWN });
    return reply.alone(reply.text(texts.lead.mine(mine, stage, today)));
  },
});

import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

const CONTENTS = { 客户: 'leads', 历史: 'history', 报表: 'report' } as const;

export default defineCommand({
  name: 'export',
  aliases: ['导出'],
  permission: 'lead:read',
  summary: '把客户、历史或报表导成表格（XLSX、CSV）发给你；历史也有一行一个事件的（ndjson）',
  order: 620,
  args: {
    what: optional(arg.flag('内容', ['客户', '历史', '报表'])),
    format: optional(arg.flag('格式', ['xlsx', 'csv', 'ndjson'])),
    period: optional(arg.period()),
  },
  examples: ['导出', '导出 历史 csv', '导出 报表 上月'],
  repeatable: true,
  run: async ({ args, actor }) => {
    const { what: content = '客户', format = 'xlsx', period } = args;
    const what = CONTENTS[content];
    if (period && what !== 'report') return reply.text(texts.exporting.onlyReportsHavePeriods);
    if (format === 'ndjson' && what !== 'history') return reply.text(texts.exporting.onlyHistoryAsLines);
    return reply.alone(
      reply.file(texts.exporting.coming(what, reachOf(actor)), {
        kind: 'file',
        maker: what,
        data: { member: actor.id, format, ...(period && { period }) },
      }),
    );
  },
});

/** Whose leads there will be in it, for the sentence; the file itself is made by what holds when it is sent. */
function reachOf({ role, team }: { readonly role: string; readonly team: string | null }): 'own' | 'team' | 'all' {
  if (role === 'admin') return 'all';
  return role === 'manager' && team !== null ? 'team' : 'own';
}

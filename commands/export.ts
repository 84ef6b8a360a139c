import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'export',
  aliases: ['导出'],
  permission: 'lead:read',
  summary: '把客户（XLSX）或历史（一行一个事件）导成文件发给你',
  order: 620,
  args: { what: optional(arg.oneOf('内容', ['客户', '历史'])) },
  examples: ['导出', '导出 历史'],
  repeatable: true,
  run: async ({ args, actor }) => {
    const what = args.what === '历史' ? 'history' : 'leads';
    return reply.alone(
      reply.file(texts.exporting.coming(what, reachOf(actor)), {
        kind: 'file',
        maker: what,
        data: { member: actor.id },
      }),
    );
  },
});

/** Whose leads there will be in it, for the sentence; the file itself is made by what holds when it is sent. */
function reachOf({ role, team }: { readonly role: string; readonly team: string | null }): 'own' | 'team' | 'all' {
  if (role === 'admin') return 'all';
  return role === 'manager' && team !== null ? 'team' : 'own';
}

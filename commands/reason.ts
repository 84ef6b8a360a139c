import { arg, defineCommand, optional, reply, texts } from '../src/chat/command.ts';

const KINDS = { 丢单: 'lost', 无效: 'invalid' } as const;

export default defineCommand({
  name: 'reason',
  aliases: ['原因'],
  permission: 'team:admin',
  summary: '看丢单和无效的原因，添加、改名、归档',
  order: 240,
  args: {
    action: optional(arg.oneOf('添加/改名/归档', ['添加', '改名', '归档'])),
    kind: optional(arg.oneOf('丢单/无效', ['丢单', '无效'])),
    reason: optional(arg.word('原因', ['原因', 'reason'])),
    to: optional(arg.rest('新名字', ['新名字', 'to'])),
  },
  examples: ['原因', '原因 添加 丢单 交期太长', '原因 改名 丢单 价格 价格太高', '原因 归档 丢单 决策拖延'],
  repeatable: false,
  run: async ({ args: { action, kind: of, reason: name, to }, actor: by, use }) => {
    if (action === undefined) return reply.text(texts.reasons.list(await use.listReasons()));
    if (of === undefined) {
      const rest = name === undefined ? '' : ` 原因=${name}`;
      return reply.choice(
        texts.reasons.whichKind(action),
        (['丢单', '无效'] as const).map((label) => ({ label, line: `/原因 ${action} ${label}${rest}` })),
      );
    }
    if (name === undefined) return reply.choice(texts.reasons.which(action), [], `/原因 ${action} ${of} {answer}`);
    const kind = KINDS[of];
    const toNote = to === undefined ? name : `${name} ${to}`;
    if (action === '添加') return reply.text(texts.reasons.added(await use.addReason({ by, kind, name: toNote })));
    if (action === '归档')
      return reply.text(texts.reasons.archived(await use.archiveReason({ by, kind, name: toNote })));
    if (to === undefined) {
      return reply.choice(texts.reasons.newName(name), [], `/原因 改名 ${of} ${name} {answer}`);
    }
    return reply.text(texts.reasons.renamed(await use.renameReason({ by, kind, name, to })));
  },
});

import { arg, type Call, defineCommand, named, newAppChatId, optional, reply, texts } from '../src/chat/command.ts';

const AMOUNTS = { 隐藏: 'hidden', 取整: 'rounded', 显示: 'shown' } as const;
const NAMES = { 全名: 'full', 缩写: 'initials' } as const;

/** One of a few fixed words, by key. */
const setting = <const W extends string>(label: string, words: readonly W[]) => named(arg.oneOf(label, words));

export default defineCommand({
  name: 'group',
  aliases: ['群'],
  permission: 'team:admin',
  summary: '看群，起名绑定，用应用建群，定群里能看到多少',
  order: 222,
  args: {
    action: optional(arg.oneOf('绑定/新建/解绑/隐私', ['绑定', '新建', '解绑', '隐私'])),
    name: optional(arg.word('群名', ['群名', '名称', 'name'])),
    webhook: named(arg.word('webhook', ['webhook'])),
    team: named(arg.word('团队', ['团队', 'team'])),
    amounts: setting('金额', ['隐藏', '取整', '显示']),
    names: setting('客户名', ['全名', '缩写']),
    ranking: setting('排名', ['开', '关']),
    external: setting('外部群', ['是', '否']),
  },
  examples: ['群', '群 绑定 华东销售群', '群 隐私 金额=取整 客户名=缩写 排名=关'],
  // What is set stays what it is when it is set again, and a list is wanted anew.
  repeatable: true,
  run: async ({ args, actor, use, place }) => {
    const { action, name, webhook, team, amounts, names, ranking, external } = args;
    if (action === undefined) return reply.alone(reply.text(texts.groups.list(await use.listGroups())));
    const here = place.kind === 'group' ? place : undefined;
    if (action === '绑定') {
      if (name === undefined) return reply.choice(texts.groups.whichBind, [], '/群 绑定 {answer}');
      return reply.text(texts.groups.bound(await use.bindGroup({ by: actor, name, here, webhook })));
    }
    if (action === '新建') {
      if (name === undefined) return reply.choice(texts.groups.whichOpen, [], '/群 新建 {answer}');
      const { group: made, opened } = await use.openGroup({ by: actor, name, team, chatid: newAppChatId() });
      const said = texts.groups.opening(made, opened.userids.length);
      return reply.opening(said, { ...opened, text: texts.groups.opened(name) });
    }
    const group = await groupOf(name, place, use);
    if (!group) return reply.choice(texts.groups.whichGroup, [], `/群 ${action} {answer}`);
    if (action === '解绑') return reply.text(texts.groups.unbound(await use.unbindGroup({ by: actor, group })));
    if ([amounts, names, ranking, external].every((value) => value === undefined)) {
      return reply.text(texts.groups.nothingToSet(group));
    }
    const privacy = {
      amounts: amounts && AMOUNTS[amounts],
      names: names && NAMES[names],
      ranking: ranking && (ranking === '开' ? ('on' as const) : ('off' as const)),
    };
    const set = { by: actor, group, privacy, external: external && external === '是' };
    return reply.text(texts.groups.privacySet(await use.setGroupPrivacy(set)));
  },
});

/** The group that is named, or the one at hand. */
async function groupOf(name: string | undefined, place: Call<unknown>['place'], use: Call<unknown>['use']) {
  if (name !== undefined) return use.groupNamed(name);
  return place.kind === 'group' ? place.group : undefined;
}

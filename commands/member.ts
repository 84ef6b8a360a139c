import { arg, defineCommand, named, optional, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'member',
  aliases: ['成员', '人员'],
  permission: 'team:admin',
  summary: '看名单，定角色和团队',
  order: 208,
  args: {
    member: optional(arg.member({ mayAdd: true })),
    role: optional(arg.role()),
    team: optional(arg.word('团队', ['团队', 'team'])),
    name: named(arg.word('姓名', ['姓名', 'name'])),
    userid: named(arg.userid('账号', ['账号', 'userid'])),
  },
  examples: ['成员', '成员 @zhangwei 经理 华东组', '成员 @lina 姓名=李娜'],
  repeatable: false,
  run: async ({ args: { member, role, team, name, userid }, actor, use }) => {
    if (!member) return reply.alone(reply.text(texts.members.list(await use.listMembers())));
    return reply.text(texts.members.changed(await use.setMember({ by: actor, member, role, team, name, userid })));
  },
});

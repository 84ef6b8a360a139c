import { arg, type Call, defineCommand, hidden, named, optional, quote, reply, texts } from '../src/chat/command.ts';

/** Set by the answer to the question whether all leads are to go. */
const SURE = '交接';

export default defineCommand({
  name: 'member',
  aliases: ['成员', '人员'],
  permission: 'team:admin',
  summary: '看名单，定角色和团队；交接=@账号 把一个人进行中的线索都交给另一个人',
  order: 208,
  args: {
    member: optional(arg.member({ mayAdd: true })),
    role: optional(arg.role()),
    team: optional(arg.word('团队', ['团队', 'team'])),
    name: named(arg.word('姓名', ['姓名', 'name'])),
    userid: named(arg.userid('账号', ['账号', 'userid'])),
    successor: named({ ...arg.member(), label: '交接', keys: ['交接', 'handover'] }),
    sure: hidden(arg.oneOf('确认', [SURE])),
  },
  examples: ['成员', '成员 @zhangwei 经理 华东组', '成员 @lina 姓名=李娜'],
  repeatable: false,
  run: async ({ args: { member, role, team, name, userid, successor, sure }, actor, use }) => {
    if (!member) return reply.alone(reply.text(texts.members.list(await use.listMembers())));
    if (!successor) {
      return reply.text(texts.members.changed(await use.setMember({ by: actor, member, role, team, name, userid })));
    }
    const isAlone = [role, team, name, userid].every((value) => value === undefined);
    if (!isAlone) return reply.text(texts.members.handOverAlone);
    return handOver({ by: actor, from: member, to: successor }, sure === SURE ? 'sure' : 'asked', use);
  },
});

/** Asks first: so many leads are not taken back with one undo. Both are told, whoever of them is still there. */
async function handOver(
  people: Parameters<Call<unknown>['use']['handOver']>[0],
  how: 'asked' | 'sure',
  use: Call<unknown>['use'],
) {
  const { by, from, to } = people;
  const plan = await use.planHandOver(people);
  if (plan.count === 0) return reply.alone(reply.text(texts.members.nothingToHandOver(plan)));
  if (how === 'asked') {
    const line = `/成员 ${nameOf(from)} 交接=${nameOf(to)} 确认=${SURE}`;
    const option = { label: texts.members.handOverOption(plan), line };
    return reply.alone(reply.choice(texts.members.handOverQuestion(plan), [option]));
  }
  const done = await use.handOver(people);
  return reply.telling(
    reply.alone(reply.text(texts.members.handedOver(done))),
    [
      { member: to, text: texts.members.handOverReceived(done) },
      { member: from, text: texts.members.handOverGiven(done) },
    ].filter(({ member }) => member.id !== by.id && !('leftAt' in member)),
  );
}

function nameOf({ userid, name }: { readonly userid: string | null; readonly name: string }): string {
  return quote(userid === null ? name : `@${userid}`);
}

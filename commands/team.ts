import { arg, defineCommand, optional, quote, reply, texts } from '../src/chat/command.ts';

export default defineCommand({
  name: 'team',
  aliases: ['团队', '小组'],
  permission: 'team:admin',
  summary: '看团队，新建、改名、删除',
  order: 210,
  args: {
    action: optional(arg.oneOf('新建/改名/删除', ['新建', '改名', '删除'])),
    team: optional(arg.word('团队')),
    to: optional(arg.word('新名字')),
  },
  examples: ['团队', '团队 新建 西南组', '团队 改名 华东组 华东一组'],
  repeatable: false,
  run: async ({ args: { action, team, to }, actor, use }) => {
    if (action === undefined) return reply.alone(reply.text(texts.members.teams(await use.listTeams())));
    if (team === undefined) return reply.choice(texts.members.teamQuestion[action], [], `/团队 ${action} {answer}`);
    if (action === '新建') {
      await use.addTeam({ by: actor, name: team });
      return reply.text(texts.members.teamAdded(team));
    }
    if (action === '删除') {
      await use.removeTeam({ by: actor, name: team });
      return reply.text(texts.members.teamRemoved(team));
    }
    if (to === undefined) {
      return reply.choice(texts.members.teamNewName(team), [], `/团队 ${action} ${quote(team)} {answer}`);
    }
    await use.renameTeam({ by: actor, from: team, to });
    return reply.text(texts.members.teamRenamed(team, to));
  },
});

import type { Member } from '../domain/access.ts';
import type { Departure, HandedOver } from '../usecases/index.ts';
import { inline, typed } from './format.ts';

const ROLE = { rep: '销售', manager: '经理', admin: '管理员' } as const;

/** Who is who. */
export const members = {
  changed: ({ member, newTeam }: { member: Member; newTeam: boolean }) =>
    [
      `${inline(member.name)} 现在是 ${ROLE[member.role]}${member.team === null ? '，没有团队' : `，${inline(member.team)}`}`,
      newTeam ? `新建了团队「${inline(member.team ?? '')}」` : '',
      member.role === 'manager' && member.team === null
        ? `经理要有团队才看得到组员的线索：/成员 ${who(member)} 经理 团队名`
        : '',
    ]
      .filter(Boolean)
      .join('\n'),
  list: (all: readonly Member[]) =>
    [
      `共 ${all.length} 人`,
      ...all.map(
        (member) =>
          `· ${inline(member.name)} ${ROLE[member.role]}${member.team === null ? '' : ` ${inline(member.team)}`} ${account(member)}${member.leftAt === undefined ? '' : ' 已离职'}`,
      ),
      '改角色：/成员 @账号 经理 华东组',
    ].join('\n'),
  teams: (teams: readonly { team: string | null; members: readonly Member[] }[]) =>
    teams.length === 0
      ? '还没有团队。新建：/团队 新建 华东组'
      : teams
          .map(({ team, members: inside }) => {
            const names = inside.map(
              (member) =>
                `${inline(member.name)}${member.leftAt !== undefined ? '（已离职）' : member.role === 'manager' ? '（经理）' : ''}`,
            );
            return `${team === null ? '没有团队' : inline(team)}：${names.join('、') || '还没有人'}`;
          })
          .join('\n'),
  teamAdded: (name: string) => `新建了团队「${inline(name)}」。加人：/成员 @账号 销售 ${typed(name)}`,
  teamRenamed: (from: string, to: string) => `「${inline(from)}」改名为「${inline(to)}」`,
  teamRemoved: (name: string) => `团队「${inline(name)}」没有了`,
  teamQuestion: {
    新建: '新团队叫什么，直接回名字',
    改名: '哪个团队要改名，直接回名字',
    删除: '删哪个团队，直接回名字',
  },
  teamNewName: (team: string) => `「${inline(team)}」改叫什么，直接回名字`,
  /** To whoever is in charge of somebody who left. */
  left: ({ member, open, leads }: Departure) =>
    [
      `${inline(member.name)} 已离职，名下 ${open} 条进行中：`,
      ...leads.map(({ lead, stageName }) => `· ${inline(lead.name)}（${stageName}）`),
      open > leads.length ? `还有 ${open - leads.length} 条` : '',
      '先安排人接着联系。这些线索你都能 /查、/跟进、/推进',
    ]
      .filter(Boolean)
      .join('\n'),
  handOverQuestion: ({ from, to, count, leads }: HandedOver) =>
    `把 ${inline(from.name)} 进行中的 ${count} 条都交给 ${inline(to.name)}：${listed(leads, count)}`,
  handOverOption: ({ count }: HandedOver) => `交接 ${count} 条`,
  handOverAlone: '交接单独发一条，别的改动另发',
  nothingToHandOver: ({ from }: HandedOver) => `${inline(from.name)} 没有进行中的线索，不用交接`,
  handedOver: ({ from, to, count }: HandedOver) =>
    `${inline(from.name)} 的 ${count} 条都交给 ${inline(to.name)} 了，阶段和停留天数照旧\n单条要换人发 /转交 客户 @账号`,
  /** To whoever has them now. */
  handOverReceived: ({ by, from, to, count, leads }: HandedOver) =>
    `${by.id === to.id ? '你' : inline(by.name)} 把 ${by.id === from.id ? '自己' : inline(from.name)} 的 ${count} 条转交给你了：${listed(leads, count)}\n全部发 /我的 看`,
  /** To whoever had them. */
  handOverGiven: ({ by, to, count }: HandedOver) =>
    `${inline(by.name)} 把你进行中的 ${count} 条转交给 ${inline(to.name)} 了`,
  addOption: (userid: string) => `加 ${inline(userid)}`,
  option: (member: Member) => `${inline(member.name)} (${member.userid ?? '未绑定账号'})`,
} as const;

function listed(leads: readonly { readonly name: string }[], count: number): string {
  return `${leads.map(({ name }) => inline(name)).join('、')}${count > leads.length ? ` 等 ${count} 条` : ''}`;
}

function account(member: Member): string {
  return member.userid === null ? '（未绑定账号）' : `(${member.userid})`;
}

function who(member: Member): string {
  return `@${member.userid ?? member.name}`;
}

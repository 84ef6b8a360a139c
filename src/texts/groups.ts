import type { ChatGroup, GroupPrivacy } from '../domain/chat-group.ts';
import { inline, typed } from './format.ts';

const CHANNEL: Readonly<Record<string, string>> = {
  robot: '智能机器人',
  'robot-socket': '智能机器人（长连接）',
  appchat: '应用群聊',
  webhook: '群机器人',
};
const AMOUNTS = { hidden: '隐藏', rounded: '取整', shown: '显示' } as const;
const NAMES = { full: '全名', initials: '缩写' } as const;

/** What is said about groups, and in them instead of something private. */
export const groups = {
  sentAlone: '已私聊发给你',
  speakAloneFirst: '这个要私聊说。请先在单聊里给我发一句话，再来一次就能私聊回你',
  askAlone: '请在单聊里问我',
  /** Where a channel cannot @. */
  calling: (names: readonly string[], text: string) => `${names.map((name) => inline(name)).join('、')}：${text}`,
  list: (all: readonly ChatGroup[]) =>
    all.length === 0
      ? '还没有群。把智能机器人拉进群，在群里 @它 说句话就登记了'
      : [`共 ${all.length} 个群`, ...all.map((group) => `· ${oneLine(group)}`), '起名：在群里发 /群 绑定 名称'].join(
          '\n',
        ),
  bound: (group: ChatGroup) => `绑定好了：${oneLine(group)}`,
  opening: (group: ChatGroup, people: number) =>
    `正在建群「${nameOf(group)}」，${people} 人，建好了会在群里说一句。没建成发 /投递 看原因`,
  /** The first words in a group that the app made. */
  opened: (name: string) => `这里是「${inline(name)}」，提醒和周报会发到这里。我看不到群里说的话，要用命令请单聊我`,
  whichOpen: '新群叫什么名字，直接回名字',
  unbound: (group: ChatGroup) => `${nameOf(group)} 解绑了，不再往里发。要再用，发 /群 绑定 名称`,
  privacySet: (group: ChatGroup) => `${nameOf(group)}：${privacyOf(group.privacy)}${externalOf(group)}。电话从不显示`,
  whichBind: '绑定成什么名字，直接回名字',
  whichGroup: '哪个群，直接回群名',
  nothingToSet: (group: ChatGroup) =>
    `${nameOf(group)} 现在：${privacyOf(group.privacy)}${externalOf(group)}。例如 /群 隐私 金额=取整 客户名=缩写 排名=关`,
} as const;

/** A group as people call it. */
export function nameOf({ id, name }: Pick<ChatGroup, 'id' | 'name'>): string {
  return name === '' ? `未命名群${id}` : inline(name);
}

function oneLine(group: ChatGroup): string {
  const where = group.addresses.map(({ channel, address }) =>
    channel === 'webhook' ? `群机器人 ${typed(address)}` : (CHANNEL[channel] ?? channel),
  );
  return `${nameOf(group)}（${where.join('、') || '没有渠道'}）${privacyOf(group.privacy)}${externalOf(group)}`;
}

function privacyOf({ amounts, names, ranking }: GroupPrivacy): string {
  return `金额${AMOUNTS[amounts]}，客户名${NAMES[names]}，排名${ranking === 'on' ? '开' : '关'}`;
}

function externalOf({ external }: ChatGroup): string {
  return external ? '，外部群，什么都不发' : '';
}

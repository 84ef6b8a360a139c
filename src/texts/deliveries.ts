import { type LocalDay, wallClock } from '../domain/period.ts';
import type { DeliveryEntry } from '../usecases/index.ts';
import { clockOf } from './digests.ts';
import { dateOf, inline, type Today } from './format.ts';
import { KIND_NAMES } from './schedule-kinds.ts';

type Message = Extract<DeliveryEntry, { readonly kind: 'message' }>;
type Silence = Extract<DeliveryEntry, { readonly kind: 'silence' }>;

const STATES = { due: '等着发', sent: '已发', failed: '没发出去', nothing: '到点没有要说的了' } as const;

/** Why something was not sent, and what to do, as far as it is known (WeCom error codes). */
const REASONS: Readonly<Record<string, string>> = {
  '40001': '应用密钥不对，核对 WECOM_SECRET',
  '40013': '企业 ID 不对，核对 WECOM_CORP_ID',
  '40056': 'AgentId 不对，核对 WECOM_AGENT_ID',
  '301002': 'AgentId 和密钥不是同一个应用的，核对 WECOM_AGENT_ID 和 WECOM_SECRET',
  '43012': '应用没有设置接收消息，到管理后台的应用页设置',
  '48002': '应用没有发消息的权限，核对 WECOM_SECRET 是不是这个应用的',
  '50003': '应用停用了，到管理后台启用',
  '48006': '应用太久没用，权限被收回，到管理后台启用',
  '60011': '成员或部门不在应用可见范围，到管理后台的应用页加上',
  '60020': '服务器 IP 不在可信 IP，去管理后台加上',
  '45009': '发得太快，过一会儿会再发',
  '60111': '企业里没有这个成员',
  '81013': '成员不在应用可见范围',
  '93000': '群机器人被移出或地址失效，核对 WECOM_WEBHOOKS',
  '93004': '群机器人被停用，到群里启用',
  '93008': '群机器人不在群里了，重新添加并核对 WECOM_WEBHOOKS',
  '93006': '机器人不在这个群里，先在群里 @ 它说句话',
  '853000': '机器人的 BotID 或 Secret 不对，核对 WECOM_BOT_ID 和 WECOM_BOT_SECRET',
  invalid_user: '成员不在应用可见范围',
  channel_not_configured: '这个渠道没有配置',
  group_not_configured: '没有配置这个群机器人，核对 WECOM_WEBHOOKS',
  no_answer: '企业微信没有回应，会再发',
  not_connected: '机器人还没连上，会再发',
};

/** Why a run led to no message. */
const SILENCES: Readonly<Record<string, string>> = {
  too_old: '错过了，机器人当时没在运行，补发也过时了',
  newer_one: '错过了，机器人当时没在运行，只补发最近的一次',
  no_way_to_them: '没有能发到的渠道，请对方先在应用里发一句话，群用 /群 绑定',
  over: '到点时已经没有要说的',
  told_today: '今天已经提醒过了',
};

/** What was sent lately, and why something was not. */
export const deliveries = {
  list: (all: readonly DeliveryEntry[], today: Today): string =>
    all.length === 0
      ? '还没有发过'
      : [
          '最近的投递',
          ...all.map((one) => `· ${one.kind === 'message' ? messageLine(one, today) : silenceLine(one)}`),
        ].join('\n'),
  noFailures: '没有失败的',
  /** To admins, when a setting keeps messages of a channel from going out. */
  alarm: (channel: string, code: string, { now, timeZone }: Today): string => {
    const { day, hour, minute } = wallClock(now, timeZone);
    const time = `${dateOf(day, day)} ${clockOf(hour * 60 + minute)}`;
    const digits = /^[0-9]+$/.test(code) ? `，错误 ${code}` : '';
    return [
      `${time} 起消息发不出去（${inline(channel)}${digits}）`,
      `${deliveries.reason(code)}。改好后会自己补发，只等一天`,
      '哪些没发出去，发 /投递 失败 看',
    ].join('\n');
  },
  /** Why a message cannot be sent until somebody changes a setting, for the log and for admins. */
  reason: (code: string): string => REASONS[code] ?? `错误 ${inline(code)}`,
} as const;

function messageLine({ name, channel, state, attempts, error, createdAt, of }: Message, { timeZone }: Today): string {
  const { day, hour, minute } = wallClock(createdAt, timeZone);
  const why = error === null || state === 'sent' ? '' : `：${deliveries.reason(error)}`;
  const tries = state === 'sent' || attempts < 2 ? '' : `，试了 ${attempts} 次`;
  const what = of ? ` ${KIND_NAMES[of]}` : '';
  return `${dateOf(day, day)} ${clockOf(hour * 60 + minute)} ${inline(name)}${what}（${channel}）${STATES[state]}${why}${tries}`;
}

/** A run by the time it was meant for: `6月12日 09:05 所有人 停滞 没发：…`. */
function silenceLine({ slot, name, of, schedule, reason }: Silence): string {
  const day = slot.slice(0, 10) as LocalDay;
  const what = of ? KIND_NAMES[of] : `编号 ${schedule}`;
  const why = reason === null ? '没有要说的' : (SILENCES[reason] ?? reason);
  return `${dateOf(day, day)} ${slot.slice(11)} ${inline(name ?? '所有人')} ${what} 没发：${why}`;
}

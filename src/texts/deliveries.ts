import { wallClock } from '../domain/period.ts';
import { clockOf } from './digests.ts';
import { dateOf, inline, type Today } from './format.ts';

/** A message of the delivery log. */
interface Delivery {
  readonly name: string;
  readonly channel: string;
  readonly state: 'due' | 'sent' | 'failed' | 'nothing';
  readonly attempts: number;
  readonly error: string | null;
  readonly createdAt: number;
}

const STATES = { due: '等着发', sent: '已发', failed: '没发出去', nothing: '到点没有要说的了' } as const;

/** Why something was not sent, and what to do, as far as it is known (WeCom error codes). */
const REASONS: Readonly<Record<string, string>> = {
  '40001': '应用密钥不对，核对 WECOM_SECRET',
  '40013': '企业 ID 不对，核对 WECOM_CORP_ID',
  '60020': '服务器 IP 不在可信 IP，去管理后台加上',
  '45009': '发得太快，过一会儿会再发',
  '60111': '企业里没有这个成员',
  '81013': '成员不在应用可见范围',
  '93000': '群机器人被移出或地址失效',
  invalid_user: '成员不在应用可见范围',
  channel_not_configured: '这个渠道没有配置',
  group_not_configured: '没有配置这个群机器人',
};

/** What was sent lately, and why something was not. */
export const deliveries = {
  list: (all: readonly Delivery[], { timeZone }: Today): string =>
    all.length === 0
      ? '还没有发过'
      : [
          '最近的投递',
          ...all.map(({ name, channel, state, attempts, error, createdAt }) => {
            const { day, hour, minute } = wallClock(createdAt, timeZone);
            const why = error === null || state === 'sent' ? '' : `：${REASONS[error] ?? `错误 ${inline(error)}`}`;
            const tries = state === 'sent' || attempts < 2 ? '' : `，试了 ${attempts} 次`;
            return `· ${dateOf(day, day)} ${clockOf(hour * 60 + minute)} ${inline(name)}（${channel}）${STATES[state]}${why}${tries}`;
          }),
        ].join('\n'),
  noFailures: '没有失败的',
} as const;

import { createHmac } from 'node:crypto';
import { openReply, sealCallback, textMessageXml } from '../../test/support/wecom-callback.ts';
import type { ReadyRequest } from '../support/drive.ts';
import { APP, CALLBACK_PATH, SLACK_SIGNING_SECRET } from './app-identity.ts';
import { lineOf } from './lines.ts';
import type { PlannedMove } from './plan.ts';

/** How the load speaks to one kind of server. */
export interface Dialect {
  request(move: PlannedMove, nowMs: number): ReadyRequest;
  /** The text somebody reads in an answer; throws when it is not signed or encrypted as it should be. */
  textOf(body: string): string;
}

const SECRETS = { token: APP.token, encodingAesKey: APP.encodingAesKey, receiveId: APP.corpId };
/** WeCom's message ids are 64-bit numbers. */
const FIRST_MESSAGE_ID = 7_400_000_000_000_000_000n;

/** Encrypted callbacks of a self-built WeCom app. */
export const wecom: Dialect = {
  request(move, nowMs) {
    const timestampS = Math.floor(nowMs / 1000);
    const { command, rest } = lineOf(move);
    const plaintext = textMessageXml({
      corpId: APP.corpId,
      agentId: APP.agentId,
      from: move.sender,
      content: `${command} ${rest}`,
      msgId: String(FIRST_MESSAGE_ID + BigInt(move.serial)),
      createTimeS: timestampS,
    });
    const nonce = String(1_000_000_000 + move.serial);
    const { query, body } = sealCallback({ ...SECRETS, agentId: APP.agentId, plaintext, timestampS, nonce });
    return { path: `${CALLBACK_PATH}?${query}`, headers: { 'content-type': 'text/xml' }, body };
  },
  textOf: (body) => openReply(SECRETS, body).content ?? '',
};

/** Signed slash commands of a Slack app. */
export const slack: Dialect = {
  request(move, nowMs) {
    const timestamp = String(Math.floor(nowMs / 1000));
    const { command, rest } = lineOf(move);
    const body = new URLSearchParams({
      token: 'benchverification',
      team_id: 'T0BENCH',
      team_domain: 'bench',
      channel_id: 'D0BENCH',
      channel_name: 'directmessage',
      user_id: move.sender,
      user_name: move.sender,
      command,
      text: rest,
      api_app_id: 'A0BENCH',
      is_enterprise_install: 'false',
      response_url: 'http://127.0.0.1:9/commands/bench',
      trigger_id: String(FIRST_MESSAGE_ID + BigInt(move.serial)),
    }).toString();
    const signature = createHmac('sha256', SLACK_SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex');
    return {
      path: CALLBACK_PATH,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${signature}`,
      },
      body,
    };
  },
  textOf: (body) => body,
};

import { createAccessToken, type FreshToken } from './access-token.ts';
import { WeComApiError } from './api-error.ts';
import { type Answer, createPlatformClient, type Query } from './platform-client.ts';
import { sendableText } from './sendable-text.ts';

/** A text message holds this many bytes of UTF-8; the platform cuts off the rest without a word (WeCom doc 90236). */
export const APP_TEXT_LIMIT_BYTES = 2048;

export interface AppApiOptions {
  readonly corpId: string;
  /** The app's id as a decimal string. */
  readonly agentId: string;
  readonly secret: string;
  /** Origin of the platform, e.g. https://qyapi.weixin.qq.com. */
  readonly apiBase: string;
  readonly now: () => number;
  readonly timeoutMs?: number;
}

export interface SendResult {
  readonly msgid: string;
  /** Lower-cased userids that did not get it: unknown, outside the app's visible range, or without a licence. */
  readonly invalidUser: readonly string[];
}

export interface WeComUser {
  readonly userid: string;
  readonly name: string;
  readonly departmentIds: readonly number[];
  /** Status 1: has joined and is not disabled. */
  readonly isActive: boolean;
}

export interface AppApi {
  /**
   * The request body of a text message to `touser` (userids joined with |). Freeze it and send exactly this string
   * every time: within `duplicateCheckIntervalS` (at most 14400) the platform drops a repeat of the same bytes.
   * Throws RangeError when the text is too long for one message.
   */
  prepareText(touser: string, text: string, options: { readonly duplicateCheckIntervalS: number }): string;
  /** Sends a prepared body. Throws `WeComApiError`; errcode 0 is no proof of delivery (limits per member are silent). */
  sendPrepared(body: string): Promise<SendResult>;
  /** One member in the app's visible range (WeCom doc 90196). */
  getUser(userid: string): Promise<WeComUser>;
  close(): Promise<void>;
}

/** The platform interfaces a self-built app needs, with its own access token. */
export function createAppApi({ corpId, agentId, secret, apiBase, now, timeoutMs }: AppApiOptions): AppApi {
  const client = createPlatformClient({ apiBase, ...(timeoutMs === undefined ? {} : { timeoutMs }) });

  async function fetchToken(): Promise<FreshToken> {
    const answer = await client.get('/cgi-bin/gettoken', { corpid: corpId, corpsecret: secret });
    const { access_token: token, expires_in: expiresInS } = answer;
    if (typeof token !== 'string' || token === '' || typeof expiresInS !== 'number') throw malformed('gettoken');
    return { token, expiresInS };
  }
  const accessToken = createAccessToken({ fetchToken, now });

  /** Runs a call with the token; when the platform says the token is dead, once more with a new one. */
  async function withToken(call: (credential: Query) => Promise<Answer>): Promise<Answer> {
    const token = await accessToken.get();
    try {
      return await call({ access_token: token });
    } catch (error) {
      if (!(error instanceof WeComApiError) || error.action !== 'refresh_token') throw error;
      return await call({ access_token: await accessToken.refresh(token) });
    }
  }

  return {
    prepareText(touser, text, { duplicateCheckIntervalS }) {
      if (Buffer.byteLength(text) > APP_TEXT_LIMIT_BYTES) throw new RangeError('text is too long for one message');
      return JSON.stringify({
        touser,
        msgtype: 'text',
        agentid: Number(agentId),
        text: { content: sendableText(text) },
        enable_duplicate_check: 1,
        duplicate_check_interval: duplicateCheckIntervalS,
      });
    },

    async sendPrepared(body) {
      const answer = await withToken((credential) => client.post('/cgi-bin/message/send', credential, body));
      return {
        msgid: String(answer.msgid ?? ''),
        invalidUser: [...userids(answer.invaliduser), ...userids(answer.unlicenseduser)],
      };
    },

    async getUser(userid) {
      const answer = await withToken((credential) => client.get('/cgi-bin/user/get', { ...credential, userid }));
      if (typeof answer.userid !== 'string') throw malformed('user/get');
      return {
        userid: answer.userid.toLowerCase(),
        name: typeof answer.name === 'string' ? answer.name : '',
        departmentIds: Array.isArray(answer.department) ? answer.department.filter(Number.isInteger) : [],
        isActive: answer.status === 1,
      };
    },

    close: () => client.close(),
  };
}

function userids(joined: unknown): string[] {
  if (typeof joined !== 'string') return [];
  return joined
    .split('|')
    .map((userid) => userid.trim().toLowerCase())
    .filter((userid) => userid !== '');
}

function malformed(what: string): WeComApiError {
  return new WeComApiError({ errcode: null, action: 'retry', errmsg: `${what}: unexpected answer`, ambiguous: false });
}

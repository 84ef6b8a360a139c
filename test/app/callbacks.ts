import { randomBytes, randomInt } from 'node:crypto';
import { Agent, request } from 'undici';
import { openReply, sealCallback, textMessageXml } from '../support/wecom-callback.ts';
import { callbackSecrets, identity } from './identity.ts';

/** One message of a person, as the platform knows it. */
export interface Said {
  readonly from: string;
  readonly text: string;
  readonly msgId: string;
}

/** What the bot answered to one delivery of a message. */
export interface Delivered {
  readonly status: number;
  /** The text of the passive reply; undefined when the answer was empty. */
  readonly content: string | undefined;
  /** Userid the reply is addressed to. */
  readonly to: string | undefined;
}

/** The platform's side of the callback: seals a message anew for each delivery, as WeCom does when it repeats one. */
export function createCallbacks(options: {
  readonly url: () => string;
  /** The platform's time in ms. */
  readonly now: () => number;
  readonly connections?: number;
}) {
  const { url, now, connections = 16 } = options;
  const agent = new Agent({ connections, keepAliveTimeout: 30_000, headersTimeout: 30_000, bodyTimeout: 30_000 });

  async function post(plaintext: string, signal?: AbortSignal): Promise<Delivered> {
    const sealed = sealCallback({
      ...callbackSecrets,
      agentId: identity.agentId,
      plaintext,
      timestampS: Math.floor(now() / 1000) - randomInt(0, 60),
      nonce: randomBytes(5).toString('hex'),
    });
    const { statusCode, body } = await request(`${url()}/wecom/callback?${sealed.query}`, {
      dispatcher: agent,
      method: 'POST',
      body: sealed.body,
      headers: { 'content-type': 'text/xml' },
      ...(signal && { signal }),
    });
    const xml = await body.text();
    if (statusCode !== 200 || xml === '') return { status: statusCode, content: undefined, to: undefined };
    const { content, plaintext: reply } = openReply(callbackSecrets, xml);
    return { status: statusCode, content, to: /<ToUserName><!\[CDATA\[(.*?)\]\]>/.exec(reply)?.[1] };
  }

  return {
    post,
    /** Delivers a text message; once more with the same `said` is a repeat. */
    deliver: ({ from, text, msgId }: Said, signal?: AbortSignal) =>
      post(
        textMessageXml({
          corpId: identity.corpId,
          agentId: identity.agentId,
          from,
          content: text,
          msgId,
          createTimeS: Math.floor(now() / 1000),
        }),
        signal,
      ),
    close: () => agent.destroy(),
  };
}

export type Callbacks = ReturnType<typeof createCallbacks>;

let lastMsgId = 7_312_009_458_816_640_000n;

/** Something somebody says for the first time: with a 64-bit MsgId nobody used before. */
export function say(from: string, text: string): Said {
  lastMsgId += 1n;
  return { from, text, msgId: String(lastMsgId) };
}

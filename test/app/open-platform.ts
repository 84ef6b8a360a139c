import { startPlatform } from '../wecom/platform.ts';

/** A text message the bot sent actively, as it arrived. */
interface Sent {
  readonly to: string;
  readonly text: string;
  readonly body: string;
}

type Verdict = object | number | 'hang up';

/**
 * WeCom's sending side on loopback: hands out tokens, takes messages, and lets a test wait for the next one instead of
 * sleeping.
 */
export async function openPlatform() {
  const sent: Sent[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let verdict: (sent: Sent) => Verdict | Promise<Verdict> = () => ({ errcode: 0, errmsg: 'ok', msgid: 'm' });
  let token: () => object = () => ({ errcode: 0, access_token: 'ACCESS-token-of-the-day', expires_in: 7200 });
  const platform = await startPlatform(async ({ path, body }) => {
    if (path === '/cgi-bin/gettoken') return token();
    const { touser, text } = JSON.parse(body) as { touser: string; text?: { content: string } };
    const message = { to: touser, text: text?.content ?? '', body };
    sent.push(message);
    for (const waiter of waiting) if (sent.length >= waiter.count) waiter.resolve();
    // startPlatform takes every kind of answer at run time; its type knows the asynchronous ones as objects only.
    return (await verdict(message)) as object;
  });
  return {
    ...platform,
    /** Every message in the order of arrival, refused ones included. */
    sent,
    textsTo: (userid: string) => sent.filter(({ to }) => to === userid).map(({ text }) => text),
    /** Resolves when `count` messages arrived in all, answered or not. */
    received: (count: number) =>
      new Promise<void>((resolve) => {
        if (sent.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    /** How the next messages are answered. */
    answerWith(next: typeof verdict) {
      verdict = next;
    },
    /** How the next token requests are answered. */
    tokenWith(next: typeof token) {
      token = next;
    },
  };
}

export type Platform = Awaited<ReturnType<typeof openPlatform>>;

import { createSandboxClock } from '../../../src/sandbox/clock.ts';
import { seedCredentials } from '../../../src/sandbox/seed-world.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/server.ts';
import { startTestBot, type TestBot } from './test-bot.ts';

/** Wednesday 2026-06-03 10:00 in Shanghai. */
export const START = Date.UTC(2026, 5, 3, 2, 0);

export const chatOf = (userid: string) => `app:${seedCredentials.agentId}:${userid}`;

export interface Started {
  sandbox: Sandbox;
  bot: TestBot;
  close(): Promise<void>;
}

/** A sandbox on a frozen clock with a bot behind the application. */
export async function start(options: Partial<SandboxOptions> = {}): Promise<Started> {
  const bot = await startTestBot();
  const clock = createSandboxClock({ startAt: START, frozen: true });
  const sandbox = await createSandbox({ clock, seed: 7, callbackUrl: bot.url, ...options });
  return {
    sandbox,
    bot,
    async close() {
      await sandbox.close();
      await bot.close();
      clock.stop();
    },
  };
}

export interface ApiAnswer {
  errcode: number;
  errmsg: string;
  [field: string]: unknown;
}

/** Calls an API of the sandbox with a query and, for POST, a JSON body. */
export async function call(
  sandbox: Sandbox,
  path: string,
  query: Record<string, string> = {},
  body?: unknown,
): Promise<ApiAnswer> {
  const response = await fetch(`${sandbox.url}/cgi-bin/${path}?${new URLSearchParams(query)}`, {
    ...(body !== undefined && { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return (await response.json()) as ApiAnswer;
}

export async function accessToken(sandbox: Sandbox): Promise<string> {
  const answer = await call(sandbox, 'gettoken', {
    corpid: seedCredentials.corpId,
    corpsecret: seedCredentials.secret,
  });
  return answer.access_token as string;
}

/** Calls an API with a fresh access token. */
export async function callAsApp(
  sandbox: Sandbox,
  path: string,
  body?: unknown,
  query: Record<string, string> = {},
): Promise<ApiAnswer> {
  return call(sandbox, path, { access_token: await accessToken(sandbox), ...query }, body);
}

/** `message/send` to a bar-joined list of members. */
export const sendTo = (sandbox: Sandbox, touser: string, type: string, part: unknown, more: object = {}) =>
  callAsApp(sandbox, 'message/send', {
    touser,
    msgtype: type,
    agentid: seedCredentials.agentId,
    [type]: part,
    ...more,
  });

/** What the person sees, as plain texts. */
export const textsSeenBy = (sandbox: Sandbox, conversation: string): string[] =>
  sandbox.world.bubblesIn(conversation).map((bubble) => {
    const { content } = bubble;
    return 'text' in content ? content.text : content.kind;
  });

import { createHash } from 'node:crypto';
import { afterEach, beforeEach } from 'vitest';
import { seedRobot } from '../../../../src/sandbox/seed-world.ts';
import type { Sandbox } from '../../../../src/sandbox/server.ts';
import type { Settings } from '../../../../src/sandbox/settings.ts';
import { png } from '../../support/multipart.ts';
import { robotChat, seenIn, startRobot } from './start-robot.ts';
import { type Answer, type Heard, startWebhookRobot, type WebhookRobot } from './webhook-robot.ts';

// What the tests of webhook mode begin with: a fresh sandbox whose robot calls a bot of the test. Importing this file
// prepares every test of the importing file; `sandbox` and `bot` are those of the running test.

export const MINUTE = 60_000;
const quick: Partial<Settings> = { robotPollMs: 5 };
/** Only for bots that do not answer: an honest answer may take longer on a busy machine. */
export const impatient: Partial<Settings> = { robotCallbackTimeoutMs: 400 };

export let sandbox: Sandbox;
export let bot: WebhookRobot;
let close: () => Promise<void>;

export async function restart(settings: Partial<Settings>): Promise<void> {
  await close();
  ({ sandbox, close } = await startRobot({ robots: [seedRobot(bot.url)], settings: { ...quick, ...settings } }));
}
beforeEach(async () => {
  bot = await startWebhookRobot();
  ({ sandbox, close } = await startRobot({ robots: [seedRobot(bot.url)], settings: quick }));
});
afterEach(async () => {
  await close();
  await bot.close();
});

export const mine = robotChat('zhangwei');
export const seen = () => seenIn(sandbox, mine);
export const warnings = () => sandbox.log.entries({ channel: 'robot' }).flatMap((entry) => entry.warnings);
export const stream = (content: string, finish = false, more: object = {}) => ({
  msgtype: 'stream',
  stream: { id: 's-42', finish, content, ...more },
});
export const isMessage = (heard: Heard) => heard.body.msgtype === 'text';
/** Says something after the greeting of the day, which gets no answer. */
export async function say(text = '你好', conversation = mine, userid = 'zhangwei') {
  return sandbox.say(userid, conversation, text);
}
/** Answers messages only, the same to all. */
export const replying =
  (reply: Answer) =>
  (heard: Heard): Answer =>
    isMessage(heard) ? reply : '';

/** A picture for the end of a stream. */
export function picture(md5 = createHash('md5').update(png).digest('hex')) {
  return { msgtype: 'image', image: { base64: png.toString('base64'), md5 } };
}

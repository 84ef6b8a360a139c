import { afterEach, beforeEach } from 'vitest';
import type { Sandbox, SandboxOptions } from '../../../../src/sandbox/server.ts';
import { png } from '../../support/multipart.ts';
import { type Frame, type RawClient, subscribed } from './raw-client.ts';
import { robotChat, startRobot } from './start-robot.ts';

// What the tests of the long connection begin with: a fresh sandbox and a bare client that is subscribed. Importing
// this file prepares every test of the importing file; `sandbox` and `client` are those of the running test.

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export let sandbox: Sandbox;
export let client: RawClient;
let close: () => Promise<void>;

async function begin(options: Partial<SandboxOptions>): Promise<void> {
  ({ sandbox, close } = await startRobot(options));
  client = await subscribed(sandbox);
}
beforeEach(() => begin({}));
afterEach(() => close());

/** Begins again with other options. */
export async function restart(options: Partial<SandboxOptions>): Promise<void> {
  await close();
  await begin(options);
}

/** Another subscribed client takes the place of the present one. */
export async function reconnect(): Promise<void> {
  client = await subscribed(sandbox);
}

/** The chat of 张伟 with the robot. */
export const mine = robotChat('zhangwei');

/** The req_id of a message a person writes; the greeting of the day is left aside. */
export async function reqIdOf(text = '你好', conversation = mine, userid = 'zhangwei'): Promise<string> {
  await sandbox.say(userid, conversation, text);
  let frame: Frame;
  do frame = await client.callback();
  while (frame.cmd !== 'aibot_msg_callback');
  return frame.headers.req_id;
}
export const stream = (content: string, finish = false, id = 's-1') => ({
  msgtype: 'stream',
  stream: { id, finish, content },
});
export const markdown = (content: string) => ({ msgtype: 'markdown', markdown: { content } });
export const respond = (reqId: string, body: unknown) => client.ask('aibot_respond_msg', body, reqId);
export const push = (chatid: string, body: object) => client.ask('aibot_send_msg', { chatid, ...body });
export const code = async (ack: Promise<Frame>) => (await ack).errcode;

/** Begins the upload of a small picture, with changes. */
export const init = (change: object = {}) =>
  client.ask('aibot_upload_media_init', {
    type: 'image',
    filename: 'a.png',
    total_size: png.length,
    total_chunks: 1,
    ...change,
  });
/** Sends one chunk. */
export const chunk = (uploadId: unknown, index: number, bytes: Buffer) =>
  client.ask('aibot_upload_media_chunk', {
    upload_id: uploadId,
    chunk_index: index,
    base64_data: bytes.toString('base64'),
  });
export const finish = (uploadId: unknown) => client.ask('aibot_upload_media_finish', { upload_id: uploadId });
export const newUpload = async (change: object = {}) => (await init(change)).body?.upload_id;
/** A media_id of a small picture. */
export async function uploaded(): Promise<string> {
  const id = await newUpload();
  await chunk(id, 0, png);
  return String((await finish(id)).body?.media_id);
}

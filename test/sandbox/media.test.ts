import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readMediaPart } from '../../src/sandbox/api/multipart.ts';
import { amr, jpeg, mp4, png, upload } from './support/multipart.ts';
import { accessToken, callAsApp, chatOf, START, type Started, sendTo, start } from './support/start.ts';

const DAY = 24 * 3_600_000;
let started: Started;
beforeEach(async () => {
  started = await start();
});
afterEach(() => started.close());

const put = async (type: string, bytes: Buffer, fileName?: string, field?: string) =>
  upload(
    started.sandbox,
    'media/upload',
    { access_token: await accessToken(started.sandbox), type },
    bytes,
    fileName,
    field,
  );

describe('media/upload', () => {
  it('answers with a media_id and the time as a string', async () => {
    expect(await put('image', png)).toEqual({
      errcode: 0,
      errmsg: 'ok',
      type: 'image',
      media_id: expect.stringMatching(/^sim_media_/),
      created_at: String(START / 1000),
    });
  });

  it.each([
    ['image', png],
    ['image', jpeg],
    ['voice', amr],
    ['video', mp4],
    ['file', Buffer.from('anything')],
  ] as const)('takes %s in its format', async (type, bytes) => {
    expect((await put(type, bytes)).errcode).toBe(0);
  });

  it.each([
    ['an unknown type', 'photo', png, 40005],
    ['an empty file', 'file', Buffer.alloc(0), 44001],
    ['5 bytes', 'file', Buffer.alloc(5, 1), 40006],
    ['a picture that is none', 'image', Buffer.alloc(64, 1), 40004],
    ['a voice that is no AMR', 'voice', png, 40004],
    ['a video that is no MP4', 'video', png, 40004],
    ['a picture over 10 MB', 'image', Buffer.concat([png, Buffer.alloc(10 * 1024 * 1024)]), 45001],
    ['a voice over 2 MB', 'voice', Buffer.concat([amr, Buffer.alloc(2 * 1024 * 1024)]), 45001],
    ['a file over 20 MB', 'file', Buffer.alloc(20 * 1024 * 1024 + 1, 1), 45001],
    ['a body far over 20 MB', 'file', Buffer.alloc(21 * 1024 * 1024, 1), 45001],
  ])('refuses %s', async (_what, type, bytes, errcode) => {
    expect((await put(type, bytes)).errcode).toBe(errcode);
  });

  it('takes only the field named media', async () => {
    expect((await put('image', png, 'a.png', 'file')).errcode).toBe(44001);
  });
});

describe('media/get', () => {
  it('gives the bytes back with the file name, for three days', async () => {
    const { media_id } = await put('image', png);
    const token = await accessToken(started.sandbox);
    const get = (access: string) =>
      fetch(`${started.sandbox.url}/cgi-bin/media/get?access_token=${access}&media_id=${media_id}`);
    const response = await get(token);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(png);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('content-disposition')).toContain(
      `filename*=UTF-8''${encodeURIComponent('漏斗 "图".png')}`,
    );
    await started.sandbox.clock.advanceBy(3 * DAY);
    expect(await (await get(await accessToken(started.sandbox))).json()).toMatchObject({ errcode: 40007 });
    expect((await callAsApp(started.sandbox, 'media/get')).errcode).toBe(41006);
  });
});

describe('sending media', () => {
  it.each([
    ['image', png],
    ['voice', amr],
    ['video', mp4],
    ['file', Buffer.from('a,b\n1,2')],
  ] as const)('shows a %s', async (type, bytes) => {
    const { media_id } = await put(type, bytes, `name.${type}`);
    expect((await sendTo(started.sandbox, 'lina', type, { media_id })).errcode).toBe(0);
    const [bubble] = started.sandbox.world.bubblesIn(chatOf('lina'));
    expect(bubble?.content).toMatchObject({ kind: type, mediaId: media_id, fileName: `name.${type}` });
  });

  it('refuses a media_id of another type or one that has expired', async () => {
    const { media_id } = await put('image', png);
    expect((await sendTo(started.sandbox, 'lina', 'file', { media_id })).errcode).toBe(40007);
    await started.sandbox.clock.advanceBy(3 * DAY);
    expect((await sendTo(started.sandbox, 'lina', 'image', { media_id })).errcode).toBe(40007);
  });

  it('delivers what a member sends as a message with a media_id the bot can fetch', async () => {
    for (const [fileName, bytes] of Object.entries({
      'a.jpg': jpeg,
      'a.amr': amr,
      'a.mp4': mp4,
      'a.csv': Buffer.from('a,b'),
    })) {
      await started.sandbox.upload('zhangwei', chatOf('zhangwei'), { fileName, bytes });
    }
    expect(started.bot.received.map((each) => each.field('MsgType'))).toEqual(['image', 'voice', 'video', 'file']);
    const media_id = started.bot.received[3]?.field('MediaId') ?? '';
    const token = await accessToken(started.sandbox);
    const response = await fetch(`${started.sandbox.url}/cgi-bin/media/get?access_token=${token}&media_id=${media_id}`);
    expect(await response.text()).toBe('a,b');
    expect(response.headers.get('content-disposition')).toContain('filename="a.csv"');
  });
});

describe('the multipart reader', () => {
  const body = (...lines: string[]) => Buffer.from(lines.join('\r\n'));
  const type = 'multipart/form-data; boundary=XX';
  const head = 'Content-Disposition: form-data; name="media"; filename="a.txt"; filelength=3';

  it('keeps every byte of the file, line ends and near-boundaries included', () => {
    const content = 'a\r\n--X\r\n\r\n';
    expect(readMediaPart(type, body('--XX', head, '', content, '--XX--', ''))).toEqual({
      fileName: 'a.txt',
      bytes: Buffer.from(content),
    });
  });
  it('takes a quoted boundary and names in quotes with escapes', () => {
    const escaped = 'content-disposition: form-data; filename="a\\"b;c.txt"; name="media"';
    expect(readMediaPart('multipart/form-data; boundary="X X"', body('--X X', escaped, '', 'abc', '--X X--'))).toEqual({
      fileName: 'a"b;c.txt',
      bytes: Buffer.from('abc'),
    });
  });
  it.each([
    ['another content type', 'application/json', body('--XX', head, '', 'abc', '--XX--')],
    ['no boundary', 'multipart/form-data', body('--XX', head, '', 'abc', '--XX--')],
    ['no closing boundary', type, body('--XX', head, '', 'abc')],
    ['no headers', type, body('--XX', 'abc', '--XX--')],
    ['nothing', type, Buffer.alloc(0)],
  ])('finds nothing in %s', (_what, contentType, bytes) => {
    expect(readMediaPart(contentType, bytes)).toBeNull();
  });
});

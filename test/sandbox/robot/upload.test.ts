import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { png } from '../support/multipart.ts';
import { chunk, code, finish, init, MINUTE, newUpload, reconnect, sandbox } from './support/on-the-line.ts';

describe('an upload', () => {
  it.each([
    ['an unknown type', { type: 'text' }, 40005],
    ['fewer than 5 bytes', { total_size: 4 }, 40006],
    ['an image over 10 MB', { total_size: 10 * 1024 * 1024 + 1 }, 45001],
    ['no chunk', { total_chunks: 0 }, 40058],
    ['more than 100 chunks', { total_chunks: 101 }, 40058],
    ['a name over 256 bytes', { filename: `${'漏'.repeat(85)}ab` }, 40058],
    ['a malformed md5', { md5: 'x' }, 40058],
  ])('is refused with %s', async (_what, change, errcode) => {
    const wanted = (change as { filename?: string }).filename;
    // 85 characters of 3 bytes and 2 more are 257.
    if (wanted) expect(Buffer.byteLength(wanted)).toBe(257);
    expect(await code(init(change))).toBe(errcode);
  });

  it('takes chunks of up to 512 KB in any order, counted from 0 or from 1', async () => {
    const half = 512 * 1024;
    const bytes = Buffer.concat([png, Buffer.alloc(half * 2 - png.length, 5)]);
    const md5 = createHash('md5').update(bytes).digest('hex');
    for (const first of [0, 1]) {
      const id = await newUpload({ total_size: bytes.length, total_chunks: 2, md5 });
      expect(await code(chunk(id, first + 1, bytes.subarray(half)))).toBe(0);
      expect(await code(chunk(id, first + 1, bytes.subarray(half)))).toBe(0);
      expect(await code(finish(id))).not.toBe(0);
      expect(await code(chunk(id, first, bytes.subarray(0, half)))).toBe(0);
      expect(await finish(id)).toMatchObject({
        errcode: 0,
        body: { type: 'image', media_id: expect.any(String), created_at: expect.stringMatching(/^\d+$/) },
      });
    }
    const id = await newUpload();
    expect(await code(chunk(id, 0, Buffer.alloc(half + 1)))).toBe(45001);
  });

  it('is refused at the end when md5 or size differ', async () => {
    const wrongMd5 = await newUpload({ md5: '0'.repeat(32) });
    await chunk(wrongMd5, 0, png);
    expect(await code(finish(wrongMd5))).toBe(40058);
    const wrongSize = await newUpload({ total_size: png.length + 1 });
    await chunk(wrongSize, 0, png);
    expect(await code(finish(wrongSize))).toBe(40058);
    expect(await code(finish('unknown'))).toBe(40058);
  });

  it('may go on after a reconnect, but not after 30 minutes', async () => {
    const id = await newUpload();
    await reconnect();
    expect(await code(chunk(id, 0, png))).toBe(0);
    await sandbox.clock.advanceBy(30 * MINUTE);
    expect(await code(finish(id))).toBe(40058);
  });

  it('is one of 30 a minute', async () => {
    for (let i = 0; i < 30; i += 1) expect(await code(init())).toBe(0);
    expect(await code(init())).toBe(45009);
  });
});

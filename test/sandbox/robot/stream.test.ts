import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { png } from '../support/multipart.ts';
import { code, MINUTE, markdown, mine, reqIdOf, respond, restart, sandbox, stream } from './support/on-the-line.ts';
import { seenIn } from './support/start-robot.ts';

describe('a stream', () => {
  it('can be changed for six minutes from its first frame', async () => {
    const id = await reqIdOf();
    await sandbox.clock.advanceBy(10 * MINUTE);
    expect(await code(respond(id, stream('第一')))).toBe(0);
    await sandbox.clock.advanceBy(6 * MINUTE - 1);
    expect(await code(respond(id, stream('第二')))).toBe(0);
    await sandbox.clock.advanceBy(1);
    const late = await respond(id, stream('第三', true));
    expect(late.errcode).toBe(846608);
    expect(late.errmsg).toContain('stream message update expired (>6 minutes)');
    expect(sandbox.world.bubblesIn(mine).at(-1)).toMatchObject({
      streaming: false,
      content: { text: expect.stringMatching(/^第二\n\n（回答超时/) },
    });
    expect(await code(respond(id, markdown('换一条')))).toBe(0);
  });

  it('ends visibly with its window although nobody writes', async () => {
    const id = await reqIdOf();
    await respond(id, stream(''));
    const ended = sandbox.nextBubble((bubble) => !bubble.streaming && bubble.author.kind === 'robot');
    await sandbox.clock.advanceBy(6 * MINUTE);
    expect((await ended).content).toMatchObject({ text: '（回答超时，已停止生成）' });
  });

  it('cannot be changed after its finish', async () => {
    const id = await reqIdOf();
    await respond(id, stream('完', true));
    expect(await code(respond(id, stream('再来', true)))).toBe(846608);
    expect(seenIn(sandbox, mine).at(-1)).toBe('漏斗机器人: 完');
  });

  it('keeps what it shows when the end has nothing to show', async () => {
    const id = await reqIdOf();
    await respond(id, stream('有字'));
    await respond(id, stream('<think>想</think> \n', true));
    expect(sandbox.world.bubblesIn(mine).at(-1)).toMatchObject({ streaming: false, content: { text: '有字' } });
  });

  it('has one bubble for each stream id', async () => {
    const id = await reqIdOf();
    await respond(id, stream('甲', true, 'a'));
    await respond(id, stream('乙', true, 'b'));
    expect(seenIn(sandbox, mine).slice(1)).toEqual(['漏斗机器人: 甲', '漏斗机器人: 乙']);
  });

  it('needs an id', async () => {
    const id = await reqIdOf();
    expect(await code(respond(id, { msgtype: 'stream', stream: { content: 'x' } }))).toBe(40058);
  });

  it('shows pictures only where the setting lets it', async () => {
    const md5 = createHash('md5').update(png).digest('hex');
    const item = { msgtype: 'image', image: { base64: png.toString('base64'), md5 } };
    const body = { msgtype: 'stream', stream: { id: 's', finish: true, content: '图', msg_item: [item] } };
    expect(await code(respond(await reqIdOf(), body))).toBe(0);
    expect(sandbox.world.bubblesIn(mine).at(-1)?.content).toEqual({ kind: 'markdown_v2', text: '图' });
    await restart({ settings: { robotSocketStreamImages: 'show' } });
    expect(await code(respond(await reqIdOf(), body))).toBe(0);
    expect(sandbox.world.bubblesIn(mine).at(-1)?.content).toMatchObject({ images: [expect.any(String)] });
  });
});

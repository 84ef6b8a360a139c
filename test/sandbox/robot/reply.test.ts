import { describe, expect, it } from 'vitest';
import { client, code, HOUR, markdown, mine, reqIdOf, respond, sandbox, stream } from './support/on-the-line.ts';
import { buttonCard, seenIn } from './support/start-robot.ts';

describe('a reply', () => {
  it('needs the req_id of a message younger than 24 hours', async () => {
    const id = await reqIdOf();
    expect(await code(respond('made-up', markdown('x')))).toBe(846605);
    await sandbox.clock.advanceBy(24 * HOUR - 1);
    expect(await code(respond(id, markdown('还来得及')))).toBe(0);
    await sandbox.clock.advanceBy(1);
    expect(await code(respond(id, markdown('太晚')))).toBe(846605);
    expect(seenIn(sandbox, mine)).toEqual(['张伟: 你好', '漏斗机器人: 还来得及']);
  });

  it('cannot use the req_id of an event', async () => {
    await sandbox.enter('zhangwei', mine);
    const event = await client.callback();
    expect(await code(respond(event.headers.req_id, markdown('x')))).toBe(846605);
    const id = await reqIdOf();
    const welcome = { msgtype: 'text', text: { content: 'x' } };
    expect(await code(client.ask('aibot_respond_welcome_msg', welcome, id))).toBe(846605);
  });

  it('may be several: a stream, then markdown, then a card', async () => {
    const id = await reqIdOf();
    for (const body of [
      stream('好', true),
      markdown('**好**'),
      { msgtype: 'template_card', template_card: buttonCard('t-1') },
    ]) {
      expect(await code(respond(id, body))).toBe(0);
    }
    expect(seenIn(sandbox, mine).slice(1)).toEqual(['漏斗机器人: 好', '漏斗机器人: **好**', '漏斗机器人: card']);
  });

  it('is no text, and of no unknown kind', async () => {
    const id = await reqIdOf();
    expect(await code(respond(id, { msgtype: 'text', text: { content: 'x' } }))).toBe(40008);
    expect(await code(respond(id, { msgtype: 'news' }))).toBe(40008);
    expect(await code(respond(id, { ...stream('x'), msgtype: 'stream_with_template_card' }))).toBe(40008);
  });

  it('is at most 20480 bytes long', async () => {
    const id = await reqIdOf();
    const limit = `${'漏'.repeat(6826)}ab`;
    expect(await code(respond(id, markdown(limit)))).toBe(0);
    expect(await code(respond(id, stream(limit)))).toBe(0);
    expect(await code(respond(id, markdown(`${limit}c`)))).toBe(40058);
    expect(await code(respond(id, stream(`${limit}c`)))).toBe(40058);
    const feedback = { id: 'f'.repeat(257) };
    expect(await code(respond(id, { msgtype: 'markdown', markdown: { content: 'x', feedback } }))).toBe(40058);
  });

  it('is refused for cards that break a rule', async () => {
    const id = await reqIdOf();
    const card = (change: object) =>
      code(respond(id, { msgtype: 'template_card', template_card: { ...buttonCard('t-2'), ...change } }));
    expect(await card({ button_list: [] })).toBe(40016);
    expect(await card({ task_id: 'with space' })).toBe(40058);
    expect(await card({})).toBe(0);
    expect(await card({})).toBe(42014);
  });
});

describe('a welcome', () => {
  const welcome = { msgtype: 'text', text: { content: '欢迎' } };
  async function entered(): Promise<string> {
    await sandbox.enter('zhangwei', mine);
    return (await client.callback()).headers.req_id;
  }

  it('comes once', async () => {
    const id = await entered();
    expect(await code(client.ask('aibot_respond_welcome_msg', welcome, id))).toBe(0);
    expect(await code(client.ask('aibot_respond_welcome_msg', welcome, id))).toBe(846605);
    expect(seenIn(sandbox, mine)).toEqual(['漏斗机器人: 欢迎']);
  });

  it('comes within five seconds', async () => {
    const id = await entered();
    await sandbox.clock.advanceBy(5000);
    expect(await code(client.ask('aibot_respond_welcome_msg', welcome, id))).toBe(846605);
    expect(seenIn(sandbox, mine)).toEqual([]);
  });

  it('is a text or a card', async () => {
    const id = await entered();
    expect(await code(client.ask('aibot_respond_welcome_msg', markdown('x'), id))).toBe(40008);
    const card = { msgtype: 'template_card', template_card: buttonCard('w-1') };
    expect(await code(client.ask('aibot_respond_welcome_msg', card, id))).toBe(0);
  });
});

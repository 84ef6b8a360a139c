import { describe, expect, it } from 'vitest';
import { png } from '../support/multipart.ts';
import { bot, isMessage, mine, picture, replying, sandbox, say, seen, stream, warnings } from './support/called-bot.ts';
import { sealed } from './support/webhook-robot.ts';

describe('the answer in webhook mode', () => {
  it.each([
    ['an empty body', { raw: '' }],
    ['an encrypted {}', {}],
  ])('may be nothing: %s', async (_what, answer) => {
    bot.answer = replying(answer);
    expect(await say()).toEqual([]);
    expect(warnings()).toEqual([]);
    expect(bot.heard.filter(isMessage)).toHaveLength(1);
  });

  const good = stream('好', true);
  it.each<[string, (nonce: string) => string, RegExp]>([
    ['plain JSON', () => JSON.stringify(good), /lacks one of/],
    ['XML', () => '<xml/>', /neither empty nor a JSON/],
    ['"success"', () => 'success', /neither empty nor a JSON/],
    ['a wrong signature', (nonce) => sealed(good, nonce, { signature: '0'.repeat(40) }), /msgsignature/],
    ['a nonce of its own', () => sealed(good, '77'), /nonce/],
    ['another receiveid', (nonce) => sealed(good, nonce, { receiveId: 'ww1' }), /receiveid mismatch/],
    ['something other than JSON inside', (nonce) => sealed('hello', nonce), /no JSON object/],
    ['a text', (nonce) => sealed({ msgtype: 'text', text: { content: 'x' } }, nonce), /40008/],
    ['markdown', (nonce) => sealed({ msgtype: 'markdown', markdown: { content: 'x' } }, nonce), /40008/],
    ['a stream without id', (nonce) => sealed({ msgtype: 'stream', stream: { content: 'x' } }, nonce), /40058/],
    ['20481 bytes', (nonce) => sealed(stream('a'.repeat(20_481), true), nonce), /40058/],
    ['a bad card', (nonce) => sealed({ msgtype: 'template_card', template_card: {} }, nonce), /40058/],
    ['pictures too early', (nonce) => sealed(stream('x', false, { msg_item: [picture()] }), nonce), /before finish/],
    [
      '11 pictures',
      (nonce) => sealed(stream('x', true, { msg_item: Array(11).fill(picture()) }), nonce),
      /more than 10/,
    ],
    ['a picture with a wrong md5', (nonce) => sealed(stream('x', true, { msg_item: [picture('0')] }), nonce), /md5/],
  ])('shows nothing and is logged when it is %s', async (_what, raw, warning) => {
    bot.answer = (heard) => (isMessage(heard) ? { raw: raw(heard.query.get('nonce') ?? '') } : '');
    expect(await say()).toEqual([]);
    expect(seen()).toEqual(['张伟: 你好']);
    expect(warnings()).toEqual([expect.stringMatching(warning)]);
    expect(bot.heard.filter(isMessage)).toHaveLength(1);
  });

  it('may carry the timestamp as text', async () => {
    bot.answer = (heard) =>
      isMessage(heard) ? { raw: sealed(good, heard.query.get('nonce') ?? '', { timestamp: '1780000000' }) } : '';
    await say();
    expect(seen()).toEqual(['张伟: 你好', '漏斗机器人: 好']);
  });

  it('may bring pictures with its end', async () => {
    bot.answer = replying(stream('本月新增', true, { msg_item: [picture()] }));
    const [bubble] = await say();
    const images = bubble?.content.kind === 'markdown_v2' ? (bubble.content.images ?? []) : [];
    expect(images.map((id) => sandbox.world.media.find(id)?.bytes)).toEqual([png]);
  });

  it('may be a text to whoever opens the chat', async () => {
    bot.answer = () => ({ msgtype: 'text', text: { content: '欢迎' } });
    await sandbox.enter('zhangwei', mine);
    await sandbox.enter('zhangwei', mine);
    expect(seen()).toEqual(['漏斗机器人: 欢迎']);
    expect(bot.heard).toHaveLength(1);
  });
});

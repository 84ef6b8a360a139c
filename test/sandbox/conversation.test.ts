import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { chatOf, type Started, sendTo, start, textsSeenBy } from './support/start.ts';
import { passiveText } from './support/test-bot.ts';

let started: Started;
beforeEach(async () => {
  started = await start();
});
afterEach(() => started.close());

describe('a member talks to the application', () => {
  it('shows what was said and the passive reply, oldest first', async () => {
    started.bot.answer = (received) => ({ reply: passiveText('zhangwei', `收到 ${received.field('Content')}`) });
    const answers = await started.sandbox.say('zhangwei', chatOf('zhangwei'), '/推进 客户A 商机');
    expect(answers.map((bubble) => bubble.content)).toEqual([{ kind: 'text', text: '收到 /推进 客户A 商机' }]);
    expect(textsSeenBy(started.sandbox, chatOf('zhangwei'))).toEqual(['/推进 客户A 商机', '收到 /推进 客户A 商机']);
  });

  it('sends the fields of a text message with the time of the sandbox', async () => {
    await started.sandbox.say('lina', chatOf('lina'), '你好 <&> ]]> 😀');
    const [received] = started.bot.received;
    expect(received?.field('ToUserName')).toBe(seedCredentials.corpId);
    expect(received?.field('FromUserName')).toBe('lina');
    expect(received?.field('CreateTime')).toBe(String(Math.floor(started.sandbox.clock.now() / 1000)));
    expect(received?.field('AgentID')).toBe('1000002');
    expect(BigInt(received?.field('MsgId') ?? '0')).toBeGreaterThan(2n ** 53n);
    expect(received?.query.get('timestamp')).toBe(received?.field('CreateTime'));
    expect(received?.xml).toContain('你好 <&> ]]]]><![CDATA[> 😀');
  });

  it('shows a message the application sends to several people only to them', async () => {
    const answer = await sendTo(started.sandbox, 'ZhangWei|lina', 'text', { content: '早' });
    expect(answer).toMatchObject({ errcode: 0, errmsg: 'ok', msgid: expect.any(String) });
    expect(textsSeenBy(started.sandbox, chatOf('zhangwei'))).toEqual(['早']);
    expect(textsSeenBy(started.sandbox, chatOf('lina'))).toEqual(['早']);
    expect(textsSeenBy(started.sandbox, chatOf('wangfang'))).toEqual([]);
  });
});

describe('a sales group', () => {
  const group = () =>
    started.sandbox.world.conversationsOf('lina').find((each) => each.title === '华东销售群')?.id ?? '';

  it('shows its members what one of them says, who is called and who has read it', async () => {
    await started.sandbox.say('zhangwei', group(), '@李娜 客户A 谁跟');
    started.sandbox.read('wangfang', group());
    expect(started.sandbox.world.bubblesIn(group())).toMatchObject([
      { author: { id: 'zhangwei', name: '张伟' }, mentions: ['lina'], readBy: ['zhangwei', 'wangfang'] },
    ]);
    expect(started.sandbox.world.unreadOf('lina', group())).toBe(1);
    await expect(started.sandbox.say('zhaomin', group(), '我不在群里')).rejects.toThrow('no such person');
  });

  it('is not heard by the application', async () => {
    await started.sandbox.say('zhangwei', group(), '@漏斗助手 在吗');
    expect(started.bot.received).toEqual([]);
  });
});

describe('waiting for a bubble', () => {
  it('resolves with what the bot sends later', async () => {
    const later = started.sandbox.nextBubble((bubble) => bubble.author.kind === 'app');
    await started.sandbox.say('lina', chatOf('lina'), '慢慢来');
    await sendTo(started.sandbox, 'lina', 'text', { content: '久等' });
    expect((await later).content).toEqual({ kind: 'text', text: '久等' });
  });
});

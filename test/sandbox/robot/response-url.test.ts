import { describe, expect, it } from 'vitest';
import { bot, isMessage, MINUTE, mine, replying, sandbox, say, seen, stream } from './support/called-bot.ts';
import { buttonCard, EAST } from './support/start-robot.ts';

describe('response_url', () => {
  async function responseUrl(conversation = mine, text = '@漏斗机器人 慢慢算'): Promise<string> {
    bot.answer = replying(stream('处理中', true));
    const heard = bot.next(isMessage);
    await say(text, conversation);
    return (await heard).body.response_url;
  }
  const post = async (url: string, body: unknown): Promise<number> => {
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
    return ((await response.json()) as { errcode: number }).errcode;
  };
  const markdown = { msgtype: 'markdown', markdown: { content: '## 结果' } };

  it('takes one answer within the hour, beside the passive one', async () => {
    const url = await responseUrl();
    expect(url.startsWith(`${sandbox.url}/cgi-bin/aibot/response?response_code=`)).toBe(true);
    await sandbox.clock.advanceBy(60 * MINUTE - 1);
    expect(await post(url, markdown)).toBe(0);
    expect(await post(url, markdown)).not.toBe(0);
    expect(seen()).toEqual(['张伟: @漏斗机器人 慢慢算', '漏斗机器人: 处理中', '漏斗机器人: ## 结果']);
  });

  it('ends with the hour', async () => {
    const url = await responseUrl();
    await sandbox.clock.advanceBy(60 * MINUTE);
    expect(await post(url, markdown)).not.toBe(0);
    expect(await post(`${sandbox.url}/cgi-bin/aibot/response?response_code=no`, markdown)).not.toBe(0);
  });

  it('takes cards in single chats only, and neither text nor pictures', async () => {
    const card = (id: string) => ({ msgtype: 'template_card', template_card: buttonCard(id) });
    const inGroup = await responseUrl(EAST);
    expect(await post(inGroup, card('r-1'))).toBe(40008);
    expect(await post(inGroup, markdown)).toBe(0);
    const single = await responseUrl();
    expect(await post(single, { msgtype: 'text', text: { content: 'x' } })).toBe(40008);
    expect(await post(single, { msgtype: 'image', image: { media_id: 'x' } })).toBe(40008);
    expect(await post(single, card('r-2'))).toBe(0);
  });

  it('suffers the faults of API calls', async () => {
    const url = await responseUrl();
    sandbox.faults.set({ busy: 1 });
    expect(await post(url, markdown)).toBe(-1);
    expect(await post(url, markdown)).toBe(0);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { type Bubble, cardViewOf } from '../../src/sandbox/world/bubble.ts';
import { EAST } from '../sandbox/robot/support/start-robot.ts';
import { openChat } from '../support/conversation.ts';
import { type Listening, plainWords, startOver } from './over-channel.ts';

/** What is said over every channel, by whom; the answers have to be the same, whatever they look like. */
const SAID: readonly (readonly [userid: string, line: string])[] = [
  ['zhangwei', '/推进 星河科技 商机'],
  ['zhangwei', '2'],
  ['zhangwei', '/推进 星河科技 商机'],
  ['lina', '/推进 星河科技 报价'],
  ['wangfang', '/推进 星河科技'],
  ['wangfang', '/撤销'],
  ['zhangwei', '/新建 蓝海物流 来源=展会 金额=5万'],
  ['zhangwei', '/跟进 蓝海物流 见了面，要样品 下次=明天'],
  ['zhangwei', '/丢单 云帆软件'],
  ['zhangwei', '1'],
  ['zhangwei', '/撤销'],
  ['zhangwei', '/我的 商机'],
  ['zhangwei', '/成交 天工机械 8万'],
  ['zhangwei', '/推进 天工机戒'],
  ['zhangwei', '0'],
  ['zhangwei', '/推进'],
  ['zhangwei', '/推近 星河'],
  ['zhangwei', '你好'],
  ['wangfang', '/停滞 @张伟'],
  ['zhangwei', '/成员'],
  ['zhaomin', '/帮助 推进'],
  ['zhangwei', '<@all> **x** [a](http://b) /推进'],
];

/** The answer as all channels have it: hints how to choose depend on what there is to press, signs on the dialect. */
function common(answer: string): string {
  return answer
    .split('\n')
    .filter((line) => !/^回数字|^回 1 到/.test(line))
    .join('\n')
    .normalize('NFKC')
    .replace(/[‹<〈]/g, '<');
}

describe.each(['robot', 'robot-socket'] as const)('a list to choose from over the channel %s', (channel) => {
  it('is chosen from, submitted, and says what was chosen', async () => {
    const { sandbox, chatOf } = await over(channel);
    const place = chatOf('zhangwei');
    const shown = sandbox.nextBubble(({ content, conversation }) => content.kind === 'card' && conversation === place);
    await sandbox.say('zhangwei', place, '/丢单 云帆软件');
    const { id, content } = await shown;
    const card = content.kind === 'card' ? content.card : undefined;
    expect(card).toMatchObject({ card_type: 'multiple_interaction', submit_button: { text: '选定' } });
    const [list] = card?.select_list ?? [];
    const chosen = list?.option_list.find(({ text }) => text === '竞品')?.id ?? '';
    const closed = sandbox.nextBubble((bubble) => bubble.id === id && lookOf(bubble).includes('张伟 选了「竞品」'));
    await sandbox.press('zhangwei', id, {
      on: 'button',
      key: card?.submit_button?.key ?? '',
      chosen: { [list?.question_key ?? '']: [chosen] },
    });
    expect(cardViewOf(await closed, 'zhangwei')?.card.select_list).toBeUndefined();
    expect(sandbox.log.entries({}).flatMap(({ warnings }) => warnings)).toEqual([]);
  });
});

/** A card as the one who pressed it sees it. */
const lookOf = (bubble: Bubble) => JSON.stringify(cardViewOf(bubble, 'zhangwei')?.card ?? null);

/** The media id of a picture, or of the one under words. */
function pictureIn(content: Bubble['content']): string | undefined {
  if (content.kind === 'image') return content.mediaId;
  return content.kind === 'markdown_v2' ? content.images?.[0] : undefined;
}

let stop: () => Promise<void> = async () => {};
afterEach(() => stop());

async function over(channel: Listening, more?: Record<string, string>) {
  const started = await startOver(channel, more);
  stop = () => started.stop();
  return started;
}

describe.each(['app', 'robot', 'robot-socket'] as const)('over the channel %s', (channel) => {
  it('the same lines get the same answers as anywhere else', async () => {
    const [here, reference] = [await over(channel), await openChat({ admins: ['zhaomin'] })];
    const heard: string[] = [];
    const expected: string[] = [];
    for (const [userid, line] of SAID) {
      heard.push(`${userid}> ${line}`, common(await here.say(userid, line)));
      expected.push(`${userid}> ${line}`, common(await reference.say(userid, line)));
    }
    await reference.close();
    expect(heard.join('\n')).toBe(expected.join('\n'));
  });
});

describe.each(['app', 'robot', 'robot-socket'] as const)('a report over the channel %s', (channel) => {
  it('has its picture: under the words where none can be sent by itself, after them elsewhere', async () => {
    const { sandbox, chatOf, nextAnswer } = await over(channel);
    const place = chatOf('wangfang');
    const words = nextAnswer(place);
    const picture = sandbox.nextBubble(
      ({ content, conversation }) => conversation === place && pictureIn(content) !== undefined,
    );
    await sandbox.say('wangfang', place, '/漏斗');
    const said = await words;
    const shown = await picture;
    expect(plainWords(said.content)).toContain('意向');
    expect(shown.id === said.id).toBe(channel === 'robot');
    const media = sandbox.world.media.find(pictureIn(shown.content) ?? '');
    expect([...(media?.bytes.subarray(1, 4) ?? [])]).toEqual([...Buffer.from('PNG')]);
    expect(sandbox.log.entries({}).flatMap(({ warnings }) => warnings)).toEqual([]);
  });
});

describe.each(['app', 'robot', 'robot-socket'] as const)('a card over the channel %s', (channel) => {
  it('is closed by the answer to its press itself, without another call', async () => {
    const { sandbox, chatOf } = await over(channel);
    const place = chatOf('zhangwei');
    const shown = sandbox.nextBubble(({ content, conversation }) => content.kind === 'card' && conversation === place);
    await sandbox.say('zhangwei', place, '/查 云帆软件');
    const { id } = await shown;
    const closed = sandbox.nextBubble((bubble) => bubble.id === id && lookOf(bubble).includes('已由 张伟 推进到报价'));
    await sandbox.press('zhangwei', id, { on: 'button', key: '1', chosen: {} });
    const bubble = await closed;
    expect(cardViewOf(bubble, 'zhangwei')?.card.button_list).toBeUndefined();
    expect(sandbox.log.entries({ text: 'message/update_template_card' })).toEqual([]);
    expect(sandbox.log.entries({}).flatMap(({ warnings }) => warnings)).toEqual([]);
  });
});

describe.each(['robot', 'robot-socket'] as const)('in a group over the channel %s', (channel) => {
  it('only what is said to it is heard, and what is private is answered alone or not at all', async () => {
    const { sandbox, say, chatOf, nextAnswer } = await over(channel);
    await sandbox.say('lina', EAST, '大家早');
    expect(await say('zhangwei', '@漏斗机器人 /推进 星河科技 商机', EAST)).toContain('星河科技有限公司：意向 → 商机');
    const inGroup = await say('zhangwei', '@漏斗机器人 /我的', EAST);
    expect(inGroup.split('\n')).toHaveLength(1);
    expect(inGroup).not.toContain('星河科技');
    if (channel === 'robot') return;
    await say('zhangwei', '/帮助 推进');
    const alone = nextAnswer(chatOf('zhangwei'));
    expect(await say('zhangwei', '@漏斗机器人 /我的', EAST)).toBe('已私聊发给你');
    expect(plainWords((await alone).content)).toContain('你的线索 19 条');
  });
});

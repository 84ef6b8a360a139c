import { describe, expect, it } from 'vitest';
import { bot, isMessage, MINUTE, sandbox, say, seen, stream, warnings } from './support/called-bot.ts';
import { buttonCard, ROBOT } from './support/start-robot.ts';
import type { Answer } from './support/webhook-robot.ts';

describe('polling a stream', () => {
  it('goes on until the end, into one bubble, with a msgid for every question', async () => {
    const snapshots: Answer[] = [stream('第一行'), '', stream('第一行\n第二行'), stream('第一行\n第二行\n完', true)];
    bot.answer = (heard) => {
      if (heard.body.msgtype === 'event') return '';
      return isMessage(heard) ? stream('查询中…') : (snapshots.shift() ?? '');
    };
    const ended = sandbox.nextBubble((bubble) => bubble.author.kind === 'robot' && !bubble.streaming);
    const [first] = await say();
    expect(first).toMatchObject({ streaming: true });
    const last = await ended;
    expect(last.id).toBe(first?.id);
    expect(seen()).toEqual(['张伟: 你好', '漏斗机器人: 第一行\n第二行\n完']);
    const polls = bot.heard.filter((heard) => heard.body.msgtype === 'stream');
    expect(polls).toHaveLength(4);
    expect(polls[0]?.body).toEqual({
      msgid: expect.stringMatching(/^[0-9a-f]{32}$/),
      aibotid: ROBOT.botId,
      chattype: 'single',
      from: { userid: 'zhangwei' },
      msgtype: 'stream',
      stream: { id: 's-42' },
    });
    expect(new Set(bot.heard.map((heard) => heard.body.msgid)).size).toBe(bot.heard.length);
  });

  it('ends six minutes after the message with a text of the platform', async () => {
    const polled = bot.next((heard) => heard.body.msgtype === 'stream');
    bot.answer = (heard) => (heard.body.msgtype === 'event' ? '' : stream('还在算'));
    await say();
    await polled;
    const ended = sandbox.nextBubble((bubble) => bubble.author.kind === 'robot' && !bubble.streaming);
    await sandbox.clock.advanceBy(6 * MINUTE);
    expect((await ended).content).toMatchObject({ text: expect.stringMatching(/^还在算\n\n（回答超时/) });
    // The next message is an ordinary one, and no question for the old stream comes between.
    const before = bot.heard.length;
    bot.answer = () => '';
    await say('算完了吗');
    expect(bot.heard.slice(before).map((heard) => heard.body.msgtype)).toEqual(['text']);
  });

  it('takes no answer for another stream, nor another kind', async () => {
    const wrong = [
      { msgtype: 'stream', stream: { id: 's-other', finish: true, content: 'x' } },
      { msgtype: 'template_card', template_card: buttonCard('t-1') },
    ];
    bot.answer = (heard) => {
      if (heard.body.msgtype === 'event') return '';
      return isMessage(heard) ? stream('…') : (wrong.shift() ?? stream('好', true));
    };
    const ended = sandbox.nextBubble((bubble) => bubble.author.kind === 'robot' && !bubble.streaming);
    await say();
    await ended;
    expect(seen()).toEqual(['张伟: 你好', '漏斗机器人: 好']);
    expect(warnings().filter((warning) => warning.includes('not for the stream'))).toHaveLength(2);
  });

  it('may bring a card once, with any of its answers', async () => {
    const card = (id: string) => ({
      ...stream('…'),
      msgtype: 'stream_with_template_card',
      template_card: buttonCard(id),
    });
    const later = [card('t-1'), card('t-2'), stream('好', true)];
    bot.answer = (heard) => {
      if (heard.body.msgtype === 'event') return '';
      return isMessage(heard) ? stream('…') : (later.shift() ?? '');
    };
    const ended = sandbox.nextBubble(
      (bubble) => bubble.author.kind === 'robot' && !bubble.streaming && bubble.content.kind !== 'card',
    );
    await say();
    await ended;
    expect(seen()).toEqual(['张伟: 你好', '漏斗机器人: 好', '漏斗机器人: card']);
    expect(warnings()).toEqual([expect.stringContaining('has its template_card already')]);
  });

  it('asks once more after the end on demand', async () => {
    sandbox.faults.set({ robotPollAfterFinish: 1 });
    let finished = false;
    bot.answer = (heard) => {
      if (heard.body.msgtype === 'event') return '';
      if (isMessage(heard)) return stream('…');
      const again = finished;
      finished = true;
      return stream(again ? '多余' : '好', true);
    };
    const ended = sandbox.nextBubble((bubble) => bubble.author.kind === 'robot' && !bubble.streaming);
    const asked = bot.next((heard) => heard.body.msgtype === 'stream' && finished);
    await say();
    await ended;
    await asked;
    expect(seen()).toEqual(['张伟: 你好', '漏斗机器人: 好']);
  });
});

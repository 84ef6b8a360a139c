import { createDecipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { png } from '../support/multipart.ts';
import {
  bot,
  impatient,
  isMessage,
  mine,
  replying,
  restart,
  sandbox,
  say,
  seen,
  stream,
  warnings,
} from './support/called-bot.ts';
import { EAST, ROBOT } from './support/start-robot.ts';

describe('a callback in webhook mode', () => {
  it('is JSON, encrypted with an empty receiveid and signed', async () => {
    bot.answer = replying(stream('收到', true));
    const bubbles = await say('/漏斗');
    expect(bubbles.map((bubble) => bubble.content)).toEqual([{ kind: 'markdown_v2', text: '收到' }]);
    expect(bot.heard.map((heard) => heard.body)).toMatchObject([
      { msgtype: 'event', event: { eventtype: 'enter_chat' }, from: { userid: 'zhangwei' } },
      { msgtype: 'text', chattype: 'single', aibotid: ROBOT.botId, text: { content: '/漏斗' } },
    ]);
    expect(bot.heard[1]?.query.get('timestamp')).toBe(String(sandbox.clock.now() / 1000));
  });

  it('comes from a group only for a mention, which stays in the text', async () => {
    await say('大家好', EAST);
    await say('@漏斗机器人 /漏斗', EAST);
    expect(bot.heard.map((heard) => heard.body)).toMatchObject([
      { chatid: EAST, chattype: 'group', text: { content: '@漏斗机器人 /漏斗' } },
    ]);
  });

  it('carries files encrypted with the callback key, and no key', async () => {
    await sandbox.upload('zhangwei', mine, { fileName: 'a.png', bytes: png });
    const image = bot.heard.at(-1)?.body.image as { url: string; aeskey?: string };
    expect(image.aeskey).toBeUndefined();
    const encrypted = Buffer.from(await (await fetch(image.url)).arrayBuffer());
    const key = Buffer.from(`${ROBOT.encodingAesKey}=`, 'base64');
    const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(encrypted), decipher.final()]);
    expect(padded.subarray(0, padded.length - (padded.at(-1) ?? 0))).toEqual(png);
  });

  it('is repeated with the same msgid when it is not answered in time, three times in all', async () => {
    await restart(impatient);
    bot.answer = replying('hang');
    // In a group, where no greeting goes before it.
    expect(await say('@漏斗机器人 在吗', EAST)).toEqual([]);
    const messages = bot.heard.filter(isMessage);
    expect(messages).toHaveLength(3);
    expect(new Set(messages.map((heard) => heard.body.msgid)).size).toBe(1);
    expect(new Set(messages.map((heard) => heard.query.get('nonce'))).size).toBe(3);
    expect(warnings()).toEqual(['no answer in time', 'no answer in time', 'no answer in time']);
  });

  it('shows the answer to a later delivery', async () => {
    let count = 0;
    bot.answer = (heard) => {
      if (!isMessage(heard)) return '';
      count += 1;
      return count < 2 ? 'drop' : stream('终于', true);
    };
    await say();
    expect(seen()).toEqual(['张伟: 你好', '漏斗机器人: 终于']);
  });

  it('is not delivered for the fourth message in interaction', async () => {
    bot.answer = (heard) =>
      isMessage(heard) ? { msgtype: 'stream', stream: { id: heard.body.msgid, finish: false, content: '…' } } : '';
    for (const text of ['一', '二', '三', '四']) await say(text);
    expect(bot.heard.filter(isMessage)).toHaveLength(3);
    expect(warnings()).toContain('too many messages in interaction: not delivered');
  });
});

describe('faults in webhook mode', () => {
  it('drops, repeats and throws away answers as for applications', async () => {
    await sandbox.enter('zhangwei', mine);
    bot.answer = replying(stream('好', true));
    sandbox.faults.set({ dropCallbacks: 1 });
    await say('丢');
    expect(bot.heard.filter(isMessage)).toEqual([]);
    sandbox.faults.set({ redeliver: 1 });
    await say('重');
    expect(bot.heard.filter(isMessage)).toHaveLength(2);
    expect(bot.heard.at(-1)?.body.msgid).toBe(bot.heard.at(-2)?.body.msgid);
    sandbox.faults.set({ lateAnswers: 1 });
    await say('迟');
    expect(bot.heard.filter(isMessage)).toHaveLength(4);
    expect(seen()).toEqual(['张伟: 丢', '张伟: 重', '漏斗机器人: 好', '张伟: 迟', '漏斗机器人: 好']);
  });

  it('counts slowness against the timeout', async () => {
    await restart({ ...impatient, robotDeliveries: 1 });
    bot.answer = replying(stream('好', true));
    sandbox.faults.set({ slowAnswerMs: 10_000 });
    await say();
    expect(seen()).toEqual(['张伟: 你好']);
  });
});

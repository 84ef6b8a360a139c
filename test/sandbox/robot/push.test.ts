import { describe, expect, it } from 'vitest';
import {
  code,
  HOUR,
  MINUTE,
  markdown,
  mine,
  push,
  reqIdOf,
  respond,
  restart,
  sandbox,
  stream,
  uploaded,
} from './support/on-the-line.ts';
import { EAST, ROBOT, robotChat } from './support/start-robot.ts';

describe('a push', () => {
  it('reaches only conversations in which somebody has written to the robot', async () => {
    expect(await code(push('zhangwei', markdown('x')))).toBe(93006);
    expect(await code(push(EAST, markdown('x')))).toBe(93006);
    await reqIdOf();
    await reqIdOf('@漏斗机器人 好', EAST);
    expect(await code(push('zhangwei', { chat_type: 1, ...markdown('一') }))).toBe(0);
    expect(await code(push(EAST, { chat_type: 2, ...markdown('二') }))).toBe(0);
    expect(await code(push(EAST, markdown('三')))).toBe(0);
    expect(await code(push('lina', markdown('x')))).toBe(93006);
  });

  it.each([
    ['an unknown id', 'nobody', {}],
    ['another case', 'ZhangWei', {}],
    ['a prefix', 'user:zhangwei', {}],
    ['the robot itself', ROBOT.botId, {}],
    ['the wrong chat_type', 'zhangwei', { chat_type: 2 }],
    ['the id of a conversation here', mine, {}],
  ])('is refused with 93006 for %s', async (_what, chatid, more) => {
    await reqIdOf();
    expect(await code(push(chatid, { ...more, ...markdown('x') }))).toBe(93006);
  });

  it('is refused with 86008 for a group the robot is not in', async () => {
    sandbox.world.changeConversation(EAST, { robots: [] });
    expect(await code(push(EAST, markdown('x')))).toBe(86008);
  });

  it('is no text, no stream, nothing unknown', async () => {
    await reqIdOf();
    expect(await code(push('zhangwei', { msgtype: 'text', text: { content: 'x' } }))).toBe(40008);
    expect(await code(push('zhangwei', stream('x')))).toBe(40008);
    expect(await code(push('zhangwei', {}))).toBe(40008);
  });

  it('is refused for an unknown or expired file', async () => {
    await reqIdOf();
    const image = (id: string) => ({ msgtype: 'image', image: { media_id: id } });
    expect(await code(push('zhangwei', image('no')))).toBe(40007);
    const mediaId = await uploaded();
    expect(await code(push('zhangwei', image(mediaId)))).toBe(0);
    expect(await code(push('zhangwei', { msgtype: 'file', file: { media_id: mediaId } }))).toBe(40007);
    await sandbox.clock.advanceBy(72 * HOUR);
    expect(await code(push('zhangwei', image(mediaId)))).toBe(40007);
  });

  it('is the 31st message of a minute at most once a minute has passed; refreshes do not count', async () => {
    const id = await reqIdOf();
    for (let i = 0; i < 40; i += 1) expect(await code(respond(id, stream(`第${i}`)))).toBe(0);
    for (let i = 0; i < 29; i += 1) expect(await code(push('zhangwei', markdown(`${i}`)))).toBe(0);
    expect(await code(push('zhangwei', markdown('第31条')))).toBe(45009);
    expect(await code(respond(id, markdown('也是')))).toBe(45009);
    await reqIdOf('别人', robotChat('lina'), 'lina');
    expect(await code(push('lina', markdown('别人的')))).toBe(0);
    await sandbox.clock.advanceBy(MINUTE);
    expect(await code(push('zhangwei', markdown('可以')))).toBe(0);
  });

  it('is limited by the hour as well', async () => {
    await restart({ settings: { robotMessagesPerHour: 2 } });
    await reqIdOf();
    expect(await code(push('zhangwei', markdown('一')))).toBe(0);
    await sandbox.clock.advanceBy(30 * MINUTE);
    expect(await code(push('zhangwei', markdown('二')))).toBe(0);
    expect(await code(push('zhangwei', markdown('三')))).toBe(45009);
    await sandbox.clock.advanceBy(30 * MINUTE);
    expect(await code(push('zhangwei', markdown('四')))).toBe(0);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { GROUP, openReminders, type Reminders } from '../support/reminders.ts';

describe('a setting that keeps messages from going out', () => {
  const open: Reminders[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });
  const begun = async () => {
    const one = await openReminders();
    open.push(one);
    await one.tick('2026-06-10T10:01');
    return one;
  };
  const alarms = (one: Reminders) =>
    one.sent.filter(({ message }) => 'text' in message && /起消息发不出去/.test(message.text));

  it('is told to the admins once, over a channel that works, with what to do', async () => {
    const one = await begun();
    one.breakChannel('webhook', '93000');
    await one.minute('2026-06-11T09:05');
    for (const at of ['09:07', '09:18', '09:29']) await one.minute(`2026-06-11T${at}`);
    expect(alarms(one).map(({ to }) => to)).toEqual(['zhaomin']);
    expect(one.textsTo('zhaomin').find((text) => text.includes('发不出去'))).toBe(
      '2026-06-11T09:05 6月11日 09:05 起消息发不出去（webhook，错误 93000）\n' +
        '群机器人被移出或地址失效，核对 WECOM_WEBHOOKS。改好后会自己补发，只等一天\n哪些没发出去，发 /投递 失败 看',
    );
    expect(await one.say('zhaomin', '/投递 失败')).toContain('销售群 停滞（webhook）等着发：群机器人被移出');
    one.mendChannel('webhook');
    await one.minute('2026-06-11T09:40');
    expect(one.textsTo(GROUP)).toHaveLength(1);
  });

  it('of the only channel is told once it works again, and however many wait, once', async () => {
    const one = await begun();
    one.breakChannel('app', '60020');
    await one.minute('2026-06-11T09:05');
    expect(one.sent.filter(({ channel }) => channel === 'app')).toEqual([]);
    for (const at of ['09:07', '09:18']) await one.minute(`2026-06-11T${at}`);
    one.mendChannel('app');
    for (const at of ['09:30', '09:41']) await one.minute(`2026-06-11T${at}`);
    expect(alarms(one)).toHaveLength(1);
    expect(one.textsTo('zhaomin')[0]).toContain('6月11日 09:05 起消息发不出去（app，错误 60020）');
    expect(one.textsTo('lina')).toHaveLength(1);
  });

  it('is told again on another day, and nothing is told of a busy platform', async () => {
    const one = await begun();
    one.breakChannel('webhook', '93000');
    await one.minute('2026-06-11T09:05');
    await one.minute('2026-06-12T09:05');
    expect(alarms(one)).toHaveLength(2);
  });
});

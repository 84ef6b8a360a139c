import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReminders, type Reminders } from '../support/reminders.ts';

describe('under a nudge', () => {
  let one: Reminders;
  beforeEach(async () => {
    one = await openReminders();
    await one.tick('2026-06-10T10:01');
    await one.minute('2026-06-11T09:05');
  });
  afterEach(async () => {
    await one.close();
  });

  it('the three most pressing leads are cards with what can be done', () => {
    const cards = one.cardsTo('lina');
    expect(cards.map(({ title, subtitle }) => `${title} ${subtitle}`)).toEqual([
      '上海虹口教育科技 (#39) 报价 · 约定已过（6月10日）',
      '佛山顺德家电 (#52) 意向 · 未跟进 16 个工作日（上限 5）',
      '镇江恒顺调味 (#29) 意向 · 未跟进 11 个工作日（上限 5）',
    ]);
    expect(cards[1]?.options.map(({ label }) => label)).toEqual(['推进到商机', '跟进', '延后', '丢单']);
  });

  it('a press does what the button says, once, and the card shows who did it', async () => {
    const { taskId = '' } = one.cardsTo('lina')[1] ?? {};
    await one.press('lina', taskId, '延后');
    expect(await one.say('lina', '/查 佛山顺德家电')).toContain('意向');
    await one.press('lina', taskId, '延后');
    const history = await one.say('lina', '/历史 佛山顺德家电');
    expect(history.match(/延后/g)).toHaveLength(1);
    await one.press('lina', one.cardsTo('lina')[2]?.taskId ?? '', '推进到商机');
    expect(await one.say('lina', '/查 镇江恒顺调味')).toContain('商机');
  });

  it('of a lead left alone too long, whoever is in charge gets one to give it to somebody else', async () => {
    const [card] = one.cardsTo('wangfang');
    expect(card?.options.map(({ label }) => label)).toEqual(['转交', '查看']);
    await one.press('wangfang', card?.taskId ?? '', '转交');
    await one.drain();
    const asked = one.cardsTo('wangfang').at(-1);
    expect(asked?.options.map(({ label }) => label)).toEqual(['李娜', '张伟']);
    await one.press('wangfang', asked?.taskId ?? '', '张伟');
    await one.drain();
    expect(one.textsTo('lina').at(-1)).toContain('上海虹口教育科技');
    expect(await one.say('zhangwei', '/查 上海虹口教育科技')).toContain('报价');
  });

  it('a group gets words only', () => {
    expect(one.cardsTo('room:sales')).toEqual([]);
  });
});

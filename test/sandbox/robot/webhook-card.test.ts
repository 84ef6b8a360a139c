import { describe, expect, it } from 'vitest';
import { cardViewOf } from '../../../src/sandbox/world/bubble.ts';
import { bot, impatient, isMessage, restart, sandbox, say, warnings } from './support/called-bot.ts';
import { buttonCard, noticeCard } from './support/start-robot.ts';
import type { Answer, Heard } from './support/webhook-robot.ts';

describe('a card in webhook mode', () => {
  const update = (taskId: string) => ({
    response_type: 'update_template_card',
    template_card: noticeCard(taskId, '已删除'),
  });
  /** Posts a card and lets 张伟 press it, answering the event. */
  async function press(answer: (heard: Heard) => Answer) {
    bot.answer = (heard) => {
      if (isMessage(heard)) return { msgtype: 'template_card', template_card: buttonCard('t-7') };
      const { event } = heard.body as { event?: { eventtype: string } };
      return event?.eventtype === 'template_card_event' ? answer(heard) : '';
    };
    const [card] = await say('删除');
    const changed = await sandbox.press('zhangwei', card?.id ?? '', { on: 'button', key: 'yes', chosen: {} });
    const title = card && cardViewOf(card, 'zhangwei')?.card.main_title?.title;
    return { changed, title };
  }
  const events = () => bot.heard.filter((heard) => 'create_time' in heard.body && 'response_url' in heard.body);

  it('is told once when pressed, and updated by the answer', async () => {
    const { changed, title } = await press(() => update('t-7'));
    expect(events()).toHaveLength(1);
    expect(changed).toHaveLength(1);
    expect(title).toBe('已删除');
  });

  it('is never told again, even without an answer', async () => {
    await restart(impatient);
    const { changed, title } = await press(() => 'hang');
    expect(events()).toHaveLength(1);
    expect(changed).toEqual([]);
    expect(title).toBe('删除线索？');
  });

  it('is not updated by another task or another kind of answer', async () => {
    expect((await press(() => update('t-8'))).title).toBe('删除线索？');
    expect(warnings().at(-1)).toContain('task_id');
  });
});

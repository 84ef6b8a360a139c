import { describe, expect, it } from 'vitest';
import { cardViewOf } from '../../../src/sandbox/world/bubble.ts';
import { client, code, markdown, mine, reqIdOf, respond, sandbox } from './support/on-the-line.ts';
import { buttonCard, EAST, noticeCard } from './support/start-robot.ts';

describe('a card', () => {
  const update = (taskId: string, more: object = {}) => ({
    response_type: 'update_template_card',
    template_card: noticeCard(taskId, '已确认'),
    ...more,
  });
  /** A card in the group, pressed by 张伟: the req_id of the event and the bubble. */
  async function pressed(): Promise<{ id: string; bubbleId: string }> {
    const message = await reqIdOf('@漏斗机器人 确认', EAST);
    await respond(message, { msgtype: 'template_card', template_card: buttonCard('t-9') });
    const bubbleId = sandbox.world.bubblesIn(EAST).at(-1)?.id ?? '';
    await sandbox.press('zhangwei', bubbleId, { on: 'button', key: 'yes', chosen: {} });
    return { id: (await client.callback()).headers.req_id, bubbleId };
  }
  const titleFor = (userid: string, bubbleId: string) => {
    const bubble = sandbox.world.bubble(bubbleId);
    return bubble && cardViewOf(bubble, userid)?.card.main_title?.title;
  };

  it('is updated once, for everybody who has it unless members are named', async () => {
    const { id, bubbleId } = await pressed();
    expect(await code(client.ask('aibot_respond_update_msg', update('t-9'), id))).toBe(0);
    expect([titleFor('zhangwei', bubbleId), titleFor('lina', bubbleId)]).toEqual(['已确认', '已确认']);
    expect(await code(client.ask('aibot_respond_update_msg', update('t-9'), id))).toBe(846605);
  });

  it('can be updated for some members only', async () => {
    const { id, bubbleId } = await pressed();
    await client.ask('aibot_respond_update_msg', update('t-9', { userids: ['zhangwei'] }), id);
    expect([titleFor('zhangwei', bubbleId), titleFor('lina', bubbleId)]).toEqual(['已确认', '删除线索？']);
  });

  it('cannot be updated with another task, nor after five seconds', async () => {
    const { id } = await pressed();
    expect(await code(client.ask('aibot_respond_update_msg', update('t-8'), id))).toBe(42014);
    expect(await code(client.ask('aibot_respond_update_msg', { ...update('t-9'), response_type: 'x' }, id))).toBe(
      40008,
    );
    await sandbox.clock.advanceBy(5000);
    expect(await code(client.ask('aibot_respond_update_msg', update('t-9'), id))).toBe(846605);
  });

  it('tells what was chosen', async () => {
    const id = await reqIdOf();
    const options = [
      { id: 'a', text: '报价' },
      { id: 'b', text: '赢单' },
    ];
    const card = {
      card_type: 'multiple_interaction',
      task_id: 'm-1',
      main_title: { title: '推进到' },
      select_list: [{ question_key: 'stage', option_list: options }],
      submit_button: { text: '提交', key: 'submit' },
    };
    await respond(id, { msgtype: 'template_card', template_card: card });
    const bubbleId = sandbox.world.bubblesIn(mine).at(-1)?.id ?? '';
    await sandbox.press('zhangwei', bubbleId, { on: 'button', key: 'submit', chosen: { stage: ['b'] } });
    expect((await client.callback()).body?.event).toEqual({
      eventtype: 'template_card_event',
      template_card_event: {
        card_type: 'multiple_interaction',
        event_key: 'submit',
        task_id: 'm-1',
        selected_items: { selected_item: [{ question_key: 'stage', option_ids: { option_id: ['b'] } }] },
      },
    });
  });
});

describe('a rating', () => {
  it('is told for replies that asked for it', async () => {
    const id = await reqIdOf();
    await respond(id, { msgtype: 'markdown', markdown: { content: '答', feedback: { id: 'fb-1' } } });
    await respond(id, markdown('无'));
    const [, asked, plain] = sandbox.world.bubblesIn(mine);
    await sandbox.robots.rate('zhangwei', asked?.id ?? '', { type: 2, content: '不对', reasons: [3] });
    expect((await client.callback()).body?.event).toEqual({
      eventtype: 'feedback_event',
      feedback_event: { id: 'fb-1', type: 2, content: '不对', inaccurate_reason_list: [3] },
    });
    await expect(sandbox.robots.rate('zhangwei', plain?.id ?? '', { type: 1 })).rejects.toThrow('no feedback');
  });
});

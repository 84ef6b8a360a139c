import { describe, expect, it } from 'vitest';
import { readRobotMessage } from '../../src/wecom/robot-message.ts';

const read = (body: object) =>
  readRobotMessage(
    { msgid: 'M1', aibotid: 'aibX', chattype: 'single', from: { userid: 'ZhangWei' }, ...body },
    { channel: 'robot-socket', botId: 'aibX', now: () => 1_780_000_000_000 },
  );

describe('the body of a robot’s callback', () => {
  it('is a text, with the sender in lower case and our own time', () => {
    expect(read({ msgtype: 'text', text: { content: '/我的' } })).toEqual({
      key: 'robot-socket/aibX/zhangwei/M1',
      channel: 'robot-socket',
      from: 'zhangwei',
      at: 1_780_000_000_000,
      kind: 'text',
      type: 'text',
      text: '/我的',
    });
  });

  it('keeps the case of a group’s id', () => {
    expect(read({ chattype: 'group', chatid: 'wrAbC', msgtype: 'text', text: { content: 'x' } })?.room).toBe('wrAbC');
  });

  it('is a text when it has words: of a voice message, and between pictures', () => {
    const items = [
      { msgtype: 'text', text: { content: '@小漏 /备注' } },
      { msgtype: 'image', image: { url: 'https://example.invalid/1' } },
      { msgtype: 'text', text: { content: '合同' } },
    ];
    expect(read({ msgtype: 'mixed', mixed: { msg_item: items } })).toMatchObject({
      kind: 'text',
      text: '@小漏 /备注 合同',
    });
    expect(read({ msgtype: 'voice', voice: { content: '我的线索' } })).toMatchObject({
      kind: 'text',
      text: '我的线索',
    });
    expect(read({ msgtype: 'file', file: { url: 'x' } })).toMatchObject({ kind: 'media', type: 'file', text: '' });
  });

  it('is a pressed card wherever its fields stand', () => {
    const press = {
      event_key: '/推进 客户A 商机',
      task_id: 't-1',
      selected_items: { selected_item: [{ question_key: 'stage', option_ids: { option_id: ['won'] } }] },
    };
    for (const event of [
      { eventtype: 'template_card_event', template_card_event: press },
      { eventtype: 'template_card_event', ...press },
    ]) {
      expect(read({ msgtype: 'event', create_time: 1_700_000_000, event })).toMatchObject({
        kind: 'button',
        text: '/推进 客户A 商机',
        at: 1_700_000_000_000,
        card: { taskId: 't-1', responseCode: '', selected: { stage: ['won'] } },
      });
    }
  });

  it('is an opened chat, or an event we do not know', () => {
    expect(read({ msgtype: 'event', event: { eventtype: 'enter_chat' } })?.kind).toBe('enter');
    expect(read({ msgtype: 'event', event: { eventtype: 'feedback_event' } })?.kind).toBe('event');
  });

  it('is nothing without a sender, an id or a type, or with none of the expected shapes', () => {
    expect(read({ from: undefined, msgtype: 'text', text: { content: 'x' } })).toBeNull();
    expect(read({ msgid: 1, msgtype: 'text' })).toBeNull();
    expect(read({ msgtype: undefined })).toBeNull();
    expect(read({ msgtype: 'text', text: 'x' })?.text).toBe('');
    expect(read({ msgtype: 'mixed', mixed: { msg_item: [null, 3] } })?.text).toBe('');
  });
});

import { describe, expect, it } from 'vitest';
import { CallbackError } from '../../src/wecom/callback-error.ts';
import { readRobotMessage } from '../../src/wecom/robot-message.ts';

const read = (body: object, options: { botId?: string; names?: readonly string[] } = { botId: 'aibX' }) =>
  readRobotMessage(
    { msgid: 'M1', aibotid: 'aibX', chattype: 'single', from: { userid: 'ZhangWei' }, ...body },
    { channel: 'robot-socket', now: () => 1_780_000_000_000, ...options },
  );

/** Why a body is refused; what it was read as when it is not. */
function refusalOf(body: object): unknown {
  try {
    return read(body);
  } catch (error) {
    return error instanceof CallbackError ? error.message : error;
  }
}

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
    expect(read({ chattype: 'group', chatid: 'wrAbC', msgtype: 'text', text: { content: 'x' } }).room).toBe('wrAbC');
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
    expect(read({ msgtype: 'event', event: { eventtype: 'enter_chat' } }).kind).toBe('enter');
    expect(read({ msgtype: 'event', event: { eventtype: 'feedback_event' } }).kind).toBe('event');
  });

  it('of a group says what was said to the robot, without its name', () => {
    const said = (content: string, more = {}) =>
      read({ chattype: 'group', chatid: 'wrAbC', msgtype: 'text', text: { content }, ...more }, { names: ['小漏'] })
        .text;
    expect(said('@小漏 /查 客户A')).toBe('/查 客户A');
    expect(said('@小漏 /转给 @张三')).toBe('/转给 @张三');
    const quote = { msgtype: 'text', text: { content: '/查 客户B' } };
    expect(said('@小漏 ', { quote })).toBe('/查 客户B');
    expect(said('@小漏 /我的', { quote })).toBe('/我的');
    expect(said('@小漏', { quote: { msgtype: 'image', image: { url: 'x' } } })).toBe('');
  });

  it('of one person keeps what begins with an at-sign, and means a quote that nothing was added to', () => {
    expect(read({ msgtype: 'text', text: { content: '@张三 下周来' } }).text).toBe('@张三 下周来');
    const quote = { msgtype: 'mixed', mixed: { msg_item: [{ msgtype: 'text', text: { content: '客户B' } }] } };
    expect(read({ msgtype: 'text', text: { content: ' ' }, quote }).text).toBe('客户B');
  });

  it('carries the address for one late answer', () => {
    const responseUrl = 'https://qyapi.weixin.qq.com/cgi-bin/aibot/response?response_code=C';
    expect(read({ msgtype: 'image', response_url: responseUrl })).toMatchObject({ kind: 'media', responseUrl });
  });

  it('names in its key channel, robot, person and message, so that none can pass for another', () => {
    expect(read({ msgtype: 'image', aibotid: 'aibY' }, {}).key).toBe('robot-socket/aibY/zhangwei/M1');
    expect(read({ msgtype: 'image', msgid: 'a/b', from: { userid: 'X' } }).key).toBe('robot-socket/aibX/x/a%2Fb');
  });

  it.each([
    ['missing_field: from.userid', { from: undefined, msgtype: 'text', text: { content: 'x' } }],
    ['missing_field: msgid', { msgid: 1, msgtype: 'text' }],
    ['missing_field: msgtype', { msgtype: undefined }],
    ['missing_field: text.content', { msgtype: 'text', text: 'x' }],
    ['missing_field: event.eventtype', { msgtype: 'event', event: [] }],
    ['missing_field: event_key', { msgtype: 'event', event: { eventtype: 'template_card_event' } }],
    ['wrong_agent', { msgtype: 'image', aibotid: 'aibOther' }],
  ])('is refused with %s', (refusal, body) => {
    expect(refusalOf(body)).toBe(refusal);
  });

  it('that is of a kind we do not know, or a mixture without words, is media', () => {
    expect(read({ msgtype: 'hologram' }).kind).toBe('media');
    expect(read({ msgtype: 'mixed', mixed: { msg_item: [null, 3] } }).kind).toBe('media');
    expect(read({ msgtype: 'voice', voice: {} }).kind).toBe('media');
  });
});

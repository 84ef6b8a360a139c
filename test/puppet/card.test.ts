import { describe, expect, it } from 'vitest';
import type { ChatCard } from '../../src/chat/reply-types.ts';
import { templateCardOf } from '../../src/puppet/card.ts';
import { checkCard } from '../../src/sandbox/card-check.ts';

const options = (count: number) => Array.from({ length: count }, (_, at) => ({ label: `选项${at}`, key: `k${at}` }));
const card = (more: Partial<ChatCard> = {}): ChatCard => ({
  taskId: 'lead-17@1',
  title: '删除线索？',
  fields: [{ label: '负责人', value: '张伟' }],
  options: options(2),
  ...more,
});

describe('a card', () => {
  it('of up to six options has a button for each', () => {
    expect(templateCardOf(card({ subtitle: '阿尔法公司', body: '删了可以恢复' }), 'app')).toEqual({
      card_type: 'button_interaction',
      task_id: 'lead-17@1',
      main_title: { title: '删除线索？', desc: '阿尔法公司' },
      sub_title_text: '删了可以恢复',
      horizontal_content_list: [{ keyname: '负责人', value: '张伟' }],
      button_list: [
        { text: '选项0', key: 'k0', style: 1 },
        { text: '选项1', key: 'k1', style: 1 },
      ],
    });
    expect(templateCardOf(card({ options: options(6) })).card_type).toBe('button_interaction');
  });

  it('of seven to ten is a list to choose from, whose options say what was chosen', () => {
    const choosing = templateCardOf(card({ options: options(10) }));
    expect(choosing).toMatchObject({ card_type: 'multiple_interaction', task_id: 'lead-17@1' });
    const ids = 'select_list' in choosing && choosing.select_list[0]?.option_list.map(({ id }) => id);
    expect(ids).toEqual(options(10).map(({ key }) => key));
  });

  it('to be confirmed is a list however few there are, with the words above it where there are any', () => {
    const chosen = { submit: '选定', options: options(2), fields: [] };
    expect(templateCardOf(card(chosen))).toMatchObject({
      card_type: 'multiple_interaction',
      select_list: [{ option_list: [{ id: 'k0' }, { id: 'k1' }] }],
      submit_button: { text: '选定', key: 'submit' },
    });
    expect(templateCardOf(card({ ...chosen, body: '1. 星河科技 · 意向' }))).toMatchObject({
      card_type: 'button_interaction',
      sub_title_text: '1. 星河科技 · 意向',
      button_selection: { option_list: [{ id: 'k0' }, { id: 'k1' }] },
      button_list: [{ text: '选定', key: 'submit' }],
    });
  });

  it('that is done, or has nothing to press, is a notice with the same task', () => {
    expect(templateCardOf(card({ done: '张伟 10:30 已删除', body: '删了可以恢复' }))).toMatchObject({
      card_type: 'text_notice',
      task_id: 'lead-17@1',
      sub_title_text: '张伟 10:30 已删除',
      card_action: { type: 1 },
    });
    expect(templateCardOf(card({ options: [], body: '三条停滞' }))).toMatchObject({
      card_type: 'text_notice',
      sub_title_text: '三条停滞',
    });
  });

  it('cuts what is too long between characters and says so', () => {
    const family = '👨‍👩‍👧';
    const long = templateCardOf(card({ title: family.repeat(40), options: [{ label: '字'.repeat(20), key: 'k' }] }));
    expect(long.main_title.title).toBe(`${family.repeat(25)}…`);
    expect('button_list' in long && long.button_list[0]?.text).toBe(`${'字'.repeat(9)}…`);
  });

  it('refuses a key the platform would refuse', () => {
    const keyed = (key: string, count: number) => card({ options: [{ label: 'x', key }, ...options(count)] });
    expect(() => templateCardOf(keyed('键'.repeat(342), 1))).toThrow(RangeError);
    expect(() => templateCardOf(keyed('键'.repeat(43), 7))).toThrow(RangeError);
  });

  it.each([0, 1, 6, 7, 10, 40])('with %i options passes the platform’s checks, new and as an update', (count) => {
    const fields = Array.from({ length: 9 }, (_, at) => ({ label: `第${at}项的标题`, value: '值'.repeat(99) }));
    for (const more of [{}, { done: '已处理' }]) {
      const made = templateCardOf(card({ options: options(count), fields, ...more }), 'app');
      expect(checkCard(made, 'app')).toHaveProperty('card');
      expect(checkCard(made, 'update')).toHaveProperty('card');
    }
  });
});

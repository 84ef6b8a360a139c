import { describe, expect, it } from 'vitest';
import { DEFAULT_PRIVACY, type GroupPrivacy } from '../../src/domain/chat-group.ts';
import { maskText } from '../../src/texts/privacy.ts';

const mask = (text: string, privacy: Partial<GroupPrivacy> = {}, names: readonly string[] = []) =>
  maskText(text, { ...DEFAULT_PRIVACY, ...privacy }, names);

describe('a text in a group', () => {
  it.each([
    ['12.8万', '＊＊', '约10万'],
    ['8,650元', '＊＊', '约9,000元'],
    ['1.2亿', '＊＊', '约1亿'],
    ['￥80000', '＊＊', '约80,000'],
    ['8k', '＊＊', '约8k'],
    ['50w', '＊＊', '约50w'],
    ['降了15万，到 20 万', '降了＊＊，到 ＊＊', '降了约20万，到 约20万'],
    ['0元', '＊＊', '约0元'],
  ])('%s is hidden as %s and rounded to %s', (text, hidden, rounded) => {
    expect(mask(text)).toBe(hidden);
    expect(mask(text, { amounts: 'rounded' })).toBe(rounded);
    expect(mask(text, { amounts: 'shown' })).toBe(text);
  });

  it.each([
    ['· 客户A · 报价 · 5万', '· 客户A · 报价'],
    ['· 客户A · 报价 · 5万，等 2 条', '· 客户A · 报价，等 2 条'],
    ['报价 2 条 · ￥80000 · 停滞 1', '报价 2 条 · 停滞 1'],
    ['在途 5 条 · 3 条停滞\n共 · 8,650元\n完', '在途 5 条 · 3 条停滞\n共\n完'],
    ['· 说 5万 可以 · 3', '· 说 ＊＊ 可以 · 3'],
  ])('an amount that stands alone in a list leaves no gap: %s', (text, hidden) => {
    expect(mask(text)).toBe(hidden);
    expect(mask(text, { amounts: 'shown' })).toBe(text);
  });

  it.each(['6月15日（周一）', '客户A (#12)', '3天后', '10:03', '回 1 到 3 选一个', '共 2 个群', '4 kg'])(
    '%s is no amount',
    (text) => {
      expect(mask(text)).toBe(text);
      expect(mask(text, { amounts: 'rounded' })).toBe(text);
    },
  );

  it.each(['13900001042', '139 0000 1042', '139-0000-1042', '+8613900001042', '021-62345678'])(
    '%s is a phone, which no group sees whatever it may see otherwise',
    (phone) => {
      const open = { amounts: 'shown', names: 'full', ranking: 'on' } as const;
      expect(mask(`电话 ${phone}。`, open)).toBe('电话 ＊＊。');
    },
  );

  it('has customers’ names cut to their first character, longer names first, when the group wants it', () => {
    const names = ['星河', '星河科技'];
    expect(mask('星河科技：线索 → 意向，星河也是', { names: 'initials' }, names)).toBe(
      '星＊＊：线索 → 意向，星＊＊也是',
    );
    expect(mask('星河科技：线索 → 意向', {}, names)).toBe('星河科技：线索 → 意向');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownOf, ROBOT_PLAIN_LIMIT_BYTES, ROBOT_TEXT_LIMIT_BYTES } from '../../src/wecom/robot-markdown.ts';

describe('plain text of a robot', () => {
  it.each([
    ['星河科技：意向 → 商机\n不对就发 /撤销（10分钟内）', '星河科技：意向 → 商机\n不对就发 /撤销（10分钟内）'],
    ['**星河** 和 *云帆*', '＊＊星河＊＊ 和 ＊云帆＊'],
    ['`代码` ~~删~~', '｀代码｀ ～～删～～'],
    ['li_na@corp.com 和 _斜体_', 'li_na@corp.com 和 ＿斜体＿'],
    ['[点我](https://example.com)', '[点我］(https://example.com)'],
    ['[待定] (3)', '[待定] (3)'],
    ['<think>藏起来</think>', '＜think>藏起来＜/think>'],
    ['# 一\n  ## 二\n编号 #17', '＃ 一\n  ＃＃ 二\n编号 #17'],
    ['> 引用\n1 > 0', '＞ 引用\n1 > 0'],
    ['|阶段|数|\n|---|---|', '｜阶段｜数｜\n｜---｜---｜'],
    ['---', '－－－'],
    ['a\u0000b\ud800', 'ab'],
  ])('%j is shown as it was typed', (typed, written) => {
    expect(markdownOf(typed)).toBe(written);
  });

  it('may be written twice, and fits whatever it says when it is within its limit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('*', '_', '`', '|', '<', 'a', '\n', '#', '>', '~', '-', '漏', '](') }),
        (typed) => {
          const written = markdownOf(typed);
          expect(markdownOf(written)).toBe(written);
          expect(Buffer.byteLength(written)).toBeLessThanOrEqual(3 * Buffer.byteLength(typed));
        },
      ),
    );
    expect(3 * ROBOT_PLAIN_LIMIT_BYTES).toBeLessThanOrEqual(ROBOT_TEXT_LIMIT_BYTES);
  });
});

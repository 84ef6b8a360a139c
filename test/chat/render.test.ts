import { describe, expect, it } from 'vitest';
import { pagesOf, renderText } from '../../src/chat/render.ts';

const options = [
  { label: '星河科技', line: '/推进 #2' },
  { label: '云帆软件', line: '/推进 #3' },
];

describe('a reply as plain text', () => {
  it('is the text itself', () => {
    expect(renderText({ kind: 'text', text: '一\n二' })).toBe('一\n二');
  });

  it('numbers the options of a question and says how to leave it', () => {
    expect(renderText({ kind: 'choice', text: '是哪一条', options })).toBe(
      '是哪一条\n1. 星河科技\n2. 云帆软件\n回数字选择，0 取消',
    );
  });

  it('does not press for an answer to an offer', () => {
    expect(renderText({ kind: 'choice', text: '下一步定在哪天', options, isOffer: true })).toBe(
      '下一步定在哪天\n1. 星河科技\n2. 云帆软件\n回数字就定下，不回也行',
    );
  });

  it('adds nothing to a question that is answered in own words', () => {
    expect(renderText({ kind: 'choice', text: '为什么', options: [], free: '/退回 #2 原因={answer}' })).toBe('为什么');
  });
});

describe('a text as messages', () => {
  it('is one without a mark when it fits', () => {
    expect(pagesOf('一二', 6)).toEqual(['一二']);
  });

  it('is several of at most the limit, broken at lines, each with its place at the end', () => {
    const lines = Array.from({ length: 100 }, (_, at) => `第 ${at + 1} 行`);
    const pages = pagesOf(lines.join('\n'), 200);
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.map((page) => page.split('\n').at(-1))).toEqual(pages.map((_, at) => `(${at + 1}/${pages.length})`));
    for (const page of pages) expect(Buffer.byteLength(page)).toBeLessThanOrEqual(200);
    expect(pages.flatMap((page) => page.split('\n').slice(0, -1))).toEqual(lines);
  });

  it('keeps to the limit when there are hundreds', () => {
    const pages = pagesOf('啊'.repeat(20_000), 64);
    expect(pages.length).toBeGreaterThan(999);
    for (const page of pages) expect(Buffer.byteLength(page)).toBeLessThanOrEqual(64);
  });
});

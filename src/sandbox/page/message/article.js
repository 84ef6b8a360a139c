import { element } from '../dom/element.js';
import { texts } from '../texts.js';
import { inlineNodes } from './inline.js';
import { link, ownPicture } from './link.js';
import { remotePicture } from './media.js';

/** @import { BubbleContent, Article } from '../../world/bubble.ts' */

/** A picture that illustrates; it is not opened by itself. @param {string} address */
function illustration(address) {
  if (address === '') return null;
  const own = ownPicture(address);
  return own ? element('img', { class: 'illustration', src: own, alt: '' }) : remotePicture(address);
}

/** 图文: the first article large, the others as rows. @param {Article[]} articles */
export function newsMessage(articles) {
  const rows = articles.map((article, index) => {
    const words = element(
      'span',
      { class: 'article-words' },
      element('bdi', { class: 'article-title' }, article.title),
      article.description === '' ? null : element('bdi', { class: 'article-description' }, article.description),
    );
    const picture = illustration(article.pictureUrl);
    const content = index === 0 ? [picture, words] : [words, picture];
    return element(
      'li',
      { class: index === 0 ? 'article article-first' : 'article' },
      link(article.url, /** @type {Node[]} */ (content.filter((each) => each !== null)), 'article-link'),
    );
  });
  return element('ul', { class: 'news' }, rows);
}

const tones = ['gray', 'normal', 'highlight'];
const noInline = {
  bold: false,
  italic: false,
  code: false,
  markdownLink: false,
  image: false,
  font: false,
  mention: false,
  anchor: false,
};

/**
 * A text card's description, where `<br>` and `<div class="gray|normal|highlight">` mean something (WeCom doc 90236).
 * @param {string} description
 */
function describedLines(description) {
  const parts = description.split(/(<div class="\w{1,20}">[\s\S]{0,2000}?<\/div>|<br\s?\/?>)/i);
  return parts.flatMap((part) => {
    const block = /^<div class="(\w+)">([\s\S]*)<\/div>$/i.exec(part);
    const tone = block?.[1] ?? '';
    if (block && tones.includes(tone)) return [element('div', { class: `tone-${tone}` }, block[2] ?? '')];
    return /^<br\s?\/?>$/i.test(part)
      ? [element('br')]
      : inlineNodes(part, noInline, { nameOf: (userid) => userid, viewer: '' });
  });
}

/** 文本卡片. @param {Extract<BubbleContent, { kind: 'textcard' }>} content */
export function textCardMessage({ title, description, url, buttonText }) {
  return element(
    'div',
    { class: 'text-card' },
    element('div', { class: 'text-card-title', dir: 'auto' }, title),
    element('div', { class: 'text-card-description', dir: 'auto' }, describedLines(description)),
    element('div', { class: 'text-card-more' }, link(url, [buttonText || texts.message.detail], 'more-link')),
  );
}

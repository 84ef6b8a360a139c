import { element } from '../dom/element.js';
import { inlineNodes } from './inline.js';

/** @import { InlineRules, Names } from './inline.js' */

/** @type {InlineRules} */
const rules = {
  bold: true,
  italic: false,
  code: true,
  markdownLink: true,
  image: false,
  font: true,
  mention: true,
  anchor: false,
};

/**
 * Markdown of applications and of webhooks' `markdown`: headings, bold, links, inline code, quotes of one level, three
 * font colours and `<@userid>`. Lists, tables, italics and pictures are no part of it and stay as written.
 * @param {string} text
 * @param {Names} names
 */
export function markdownMessage(text, names) {
  const node = element('div', { class: 'markdown', dir: 'auto' });
  /** @type {HTMLElement | null} */
  let quote = null;
  for (const line of text.split(/\r?\n/)) {
    const quoted = /^>\s?(.*)$/.exec(line);
    if (quoted) {
      if (!quote) {
        quote = element('blockquote');
        node.append(quote);
      }
      quote.append(element('div', {}, inlineNodes(quoted[1] ?? '', rules, names)));
      continue;
    }
    quote = null;
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    const content = inlineNodes(heading?.[2] ?? line, rules, names);
    node.append(element('div', { class: heading ? `heading heading-${heading[1]?.length}` : 'line' }, content));
  }
  return node;
}

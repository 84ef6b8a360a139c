import { element } from '../dom/element.js';
import { texts } from '../texts.js';
import { inlineNodes } from './inline.js';
import { isTableStart, readTable } from './table.js';

/** @import { InlineRules, Names } from './inline.js' */

/** @type {InlineRules} */
const rules = {
  bold: true,
  italic: true,
  code: true,
  markdownLink: true,
  image: true,
  font: false,
  mention: false,
  anchor: false,
};

const QUOTE_LEVELS = 5;
const LIST_LEVELS = 6;
const RULE = /^ {0,3}(?:-{3,}|\*{3,}|_{3,})\s*$/;
const ITEM = /^( {0,20})([-*+]|\d{1,9}[.)])\s+(.*)$/;
const FENCE = /^\s{0,3}```/;

/**
 * Markdown of webhooks' `markdown_v2` and of robots: adds italics, lists, tables, code blocks, rules and nested quotes;
 * has neither colours nor @. Pictures become links: the page fetches nothing for a message.
 * @param {string} text
 * @param {Names} names
 */
export function markdownV2Message(text, names) {
  const node = element('div', { class: 'markdown markdown-v2', dir: 'auto' });
  const thought = /^\s*<think>([\s\S]*?)(?:<\/think>|$)/.exec(text);
  if (thought?.[1]?.trim()) {
    const content = element('div', { class: 'thought' }, thought[1].trim());
    node.append(element('details', {}, element('summary', {}, texts.message.thinking), content));
  }
  node.append(...blocks(text.slice(thought?.[0].length ?? 0).split(/\r?\n/), names, QUOTE_LEVELS));
  return node;
}

/**
 * @param {string[]} lines
 * @param {Names} names
 * @param {number} levels how deep quotes may still go
 * @returns {Node[]}
 */
function blocks(lines, names, levels) {
  const inline = (/** @type {string} */ line) => inlineNodes(line, rules, names);
  /** @type {Node[]} */
  const nodes = [];
  let at = 0;
  /** Takes lines while they fit. @param {(line: string) => boolean} fits */
  const take = (fits) => {
    const start = at;
    while (at < lines.length && fits(lines[at] ?? '')) at += 1;
    return lines.slice(start, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    if (FENCE.test(line)) {
      at += 1;
      const code = take((each) => !FENCE.test(each));
      at += 1;
      nodes.push(element('pre', { tabindex: '0' }, element('code', {}, code.join('\n'))));
    } else if (heading) {
      at += 1;
      nodes.push(element('div', { class: `heading heading-${heading[1]?.length}` }, inline(heading[2] ?? '')));
    } else if (RULE.test(line)) {
      at += 1;
      nodes.push(element('hr'));
    } else if (line.startsWith('>') && levels > 0) {
      const inner = take((each) => each.startsWith('>')).map((each) => each.replace(/^>\s?/, ''));
      nodes.push(element('blockquote', {}, blocks(inner, names, levels - 1)));
    } else if (ITEM.test(line)) {
      nodes.push(
        list(
          take((each) => ITEM.test(each)),
          inline,
        ),
      );
    } else if (isTableStart(lines, at)) {
      const { table, end } = readTable(lines, at, inline);
      at = end;
      nodes.push(table);
    } else {
      at += 1;
      nodes.push(element('div', { class: 'line' }, inline(line)));
    }
  }
  return nodes;
}

/**
 * Items nest by their indent.
 * @param {string[]} lines
 * @param {(line: string) => (Node | string)[]} inline
 */
function list(lines, inline) {
  const items = lines.map((line) => {
    const [, indent = '', mark = '', text = ''] = ITEM.exec(line) ?? [];
    return { indent: indent.length, ordered: /\d/.test(mark), start: Number.parseInt(mark, 10), text };
  });
  const listOf = (/** @type {(typeof items)[number]} */ item) =>
    item.ordered ? element('ol', { start: item.start }) : element('ul');
  const first = items[0] ?? { indent: 0, ordered: false, start: 1, text: '' };
  const top = listOf(first);
  const open = [{ node: top, indent: first.indent }];
  for (const item of items) {
    while (open.length > 1 && item.indent < (open.at(-1)?.indent ?? 0)) open.pop();
    const current = open.at(-1) ?? { node: top, indent: 0 };
    const last = current.node.lastElementChild;
    if (last && item.indent > current.indent + 1 && open.length < LIST_LEVELS) {
      const nested = listOf(item);
      last.append(nested);
      open.push({ node: nested, indent: item.indent });
    }
    open.at(-1)?.node.append(element('li', {}, inline(item.text)));
  }
  return top;
}

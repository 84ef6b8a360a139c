import { element } from '../dom/element.js';
import { texts } from '../texts.js';
import { link } from './link.js';

/**
 * What a line may contain, which differs from message type to message type (WeCom docs 90236, 99110).
 * @typedef {{ bold: boolean, italic: boolean, code: boolean, markdownLink: boolean, image: boolean, font: boolean,
 *   mention: boolean, anchor: boolean }} InlineRules
 * @typedef {{ nameOf: (userid: string) => string, viewer: string }} Names
 * @typedef {{ pattern: RegExp, allowed: keyof InlineRules, node: (found: RegExpExecArray, inner: (text: string) => (Node | string)[], names: Names) => Node }} Inline
 */

const DEPTH = 4;
const fontColours = ['info', 'comment', 'warning'];

/**
 * Each pattern has a bound, so that no text makes it slow. Sticky: tried where the reader stands.
 * @type {readonly Inline[]}
 */
const inlines = [
  {
    pattern: /`([^`\n]{1,2000})`/y,
    allowed: 'code',
    node: ([, code = '']) => element('code', {}, code),
  },
  {
    pattern: /!\[([^\]\n]{0,300})\]\(([^)\s]{1,2048})\)/y,
    allowed: 'image',
    node: ([, alt = '', address]) => link(address, [texts.message.linkedImage(alt)]),
  },
  {
    pattern: /\[([^\]\n]{1,300})\]\(([^)\s]{1,2048})\)/y,
    allowed: 'markdownLink',
    node: ([, label = '', address], inner) => link(address, inner(label)),
  },
  {
    pattern: /<a\s+href\s*=\s*(?:"([^"<>\n]{1,2048})"|'([^'<>\n]{1,2048})')[^<>]{0,200}>([^<]{1,2000})<\/a>/iy,
    allowed: 'anchor',
    node: ([, double, single, label = '']) => link(double ?? single, [label]),
  },
  {
    pattern: /<font\s+color\s*=\s*["']?(\w{1,20})["']?\s*>([^\n]{0,2000}?)<\/font>/iy,
    allowed: 'font',
    node: ([, colour = '', text = ''], inner) =>
      element('span', { class: fontColours.includes(colour) ? `font-${colour}` : null }, inner(text)),
  },
  {
    pattern: /<@([\w.@-]{1,64})>/y,
    allowed: 'mention',
    node: ([, userid = ''], _inner, names) => mention(userid, names),
  },
  {
    pattern: /\*\*([^\n]{1,2000}?)\*\*/y,
    allowed: 'bold',
    node: ([, text = ''], inner) => element('strong', {}, inner(text)),
  },
  {
    pattern: /\*([^*\s](?:[^*\n]{0,2000}[^*\s])?)\*/y,
    allowed: 'italic',
    node: ([, text = ''], inner) => element('em', {}, inner(text)),
  },
];

/** @param {string} userid @param {Names} names */
function mention(userid, names) {
  const everyone = userid.toLowerCase() === '@all' || userid.toLowerCase() === 'all';
  const isMe = everyone || userid.toLowerCase() === names.viewer;
  return element(
    'span',
    { class: isMe ? 'mention mention-me' : 'mention' },
    `@${everyone ? texts.message.everyone : names.nameOf(userid)}`,
  );
}

/**
 * One line of a message as nodes; what the rules do not allow stays as the sender wrote it.
 * @param {string} text
 * @param {InlineRules} rules
 * @param {Names} names
 * @param {number} [depth]
 * @returns {(Node | string)[]}
 */
export function inlineNodes(text, rules, names, depth = DEPTH) {
  if (depth === 0) return [text];
  const usable = inlines.filter((each) => rules[each.allowed]);
  /** @type {(Node | string)[]} */
  const nodes = [];
  let plain = 0;
  let at = 0;
  while (at < text.length) {
    const found = '`![<*'.includes(text[at] ?? '') ? match(usable, text, at) : null;
    if (!found) {
      at += 1;
      continue;
    }
    if (plain < at) nodes.push(text.slice(plain, at));
    nodes.push(found.inline.node(found.groups, (inner) => inlineNodes(inner, rules, names, depth - 1), names));
    at += found.groups[0].length;
    plain = at;
  }
  if (plain < text.length) nodes.push(text.slice(plain));
  return nodes;
}

/** @param {readonly Inline[]} usable @param {string} text @param {number} at */
function match(usable, text, at) {
  for (const inline of usable) {
    inline.pattern.lastIndex = at;
    const groups = inline.pattern.exec(text);
    if (groups) return { inline, groups };
  }
  return null;
}

import { element } from '../dom/element.js';
import { texts } from '../texts.js';
import { inlineNodes } from './inline.js';

/** @import { InlineRules, Names } from './inline.js' */

/** @type {InlineRules} */
const rules = {
  bold: false,
  italic: false,
  code: false,
  markdownLink: false,
  image: false,
  font: false,
  mention: true,
  anchor: true,
};
/** What a person types is never markup. @type {InlineRules} */
const typed = { ...rules, mention: false, anchor: false };

const SHOWN_AT_FIRST = 3000;

/**
 * A text message: lines kept, and of markup only `<a href>` and `<@userid>`, and those only from applications.
 * @param {string} text
 * @param {{ names: Names, fromPerson: boolean, called: string[] }} options `called`: names that stand with @ in it
 */
export function textMessage(text, { names, fromPerson, called }) {
  const node = element('div', { class: 'text', dir: 'auto' });
  const show = (/** @type {string} */ shown) => {
    const nodes = fromPerson ? callsMarked(shown, called) : inlineNodes(shown, rules, names);
    node.replaceChildren(...nodes);
  };
  if (text.length <= SHOWN_AT_FIRST) show(text);
  else {
    show(`${text.slice(0, SHOWN_AT_FIRST)}…`);
    const label = texts.message.expand(text.length);
    node.append(element('button', { type: 'button', class: 'expand', onclick: () => show(text) }, label));
  }
  return node;
}

/**
 * `@name` of the people and robots in the chat, set off from the rest.
 * @param {string} text
 * @param {string[]} called
 * @returns {(Node | string)[]}
 */
function callsMarked(text, called) {
  const longestFirst = [...called].sort((a, b) => b.length - a.length);
  /** @type {(Node | string)[]} */
  let pieces = inlineNodes(text, typed, { nameOf: (userid) => userid, viewer: '' });
  for (const name of longestFirst) {
    pieces = pieces.flatMap((piece) => {
      if (typeof piece !== 'string') return /** @type {(Node | string)[]} */ ([piece]);
      return piece
        .split(`@${name}`)
        .flatMap((part, index) => (index === 0 ? [part] : [element('span', { class: 'mention' }, `@${name}`), part]));
    });
  }
  return pieces;
}

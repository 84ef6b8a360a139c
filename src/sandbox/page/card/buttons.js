import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { link, webAddress } from '../message/link.js';
import { texts } from '../texts.js';

/**
 * @import { CardView } from '../../world/bubble.ts'
 * @typedef {(key: string, pressed: HTMLButtonElement) => void} Press
 */

/**
 * A button that calls the bot back.
 * @param {{ text: string, key: string, style: number }} button
 * @param {CardView} view
 * @param {Press} press
 */
function callbackButton({ text, key, style }, view, press) {
  const isPressed = view.pressedKey === key;
  const node = element(
    'button',
    {
      type: 'button',
      class: 'card-button',
      'data-style': style,
      title: isPressed ? texts.card.pressed : null,
      onclick: () => press(key, node),
    },
    isPressed ? icon('check') : null,
    element('bdi', {}, text),
  );
  return node;
}

/** 1 to 4; missing or wrong means 1 (WeCom doc 90236). @param {number | undefined} style */
const styleOf = (style) => (style !== undefined && [1, 2, 3, 4].includes(style) ? style : 1);

/**
 * The foot of a card that can be pressed; one grey button with the words of the update once it can be no longer.
 * @param {CardView} view
 * @param {Press} press
 */
export function buttonArea(view, press) {
  const { card, replacedText } = view;
  const { button_list: buttons = [], submit_button: submit } = card;
  if (buttons.length === 0 && !submit) return null;
  if (replacedText !== null) {
    const done = element('button', { type: 'button', class: 'card-button', 'data-style': 'done', disabled: true });
    done.append(element('bdi', {}, replacedText));
    return element('div', { class: 'card-buttons' }, done);
  }
  const nodes = buttons.map((button) => {
    const style = styleOf(button.style);
    if (button.type === 1) {
      const node = link(button.url, [button.text], 'card-button');
      node.dataset.style = String(style);
      if (!webAddress(button.url)) node.classList.add('card-button');
      return node;
    }
    return callbackButton({ text: button.text, key: button.key ?? '', style }, view, press);
  });
  if (submit) {
    nodes.push(callbackButton({ text: submit.text || texts.card.submit, key: submit.key, style: 1 }, view, press));
  }
  return element('div', { class: 'card-buttons', 'data-count': nodes.length }, nodes);
}

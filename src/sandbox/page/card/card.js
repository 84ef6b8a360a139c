import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { popupMenu } from '../dom/popup-menu.js';
import { texts } from '../texts.js';
import { buttonArea } from './buttons.js';
import * as parts from './parts.js';
import { checkbox, selectors } from './questions.js';

/**
 * @import { BubbleView } from '../../control/contract.ts'
 * @import { CardView } from '../../world/bubble.ts'
 * @import { Names } from '../message/inline.js'
 * @typedef {(bubble: BubbleView, press: { key: string, on: 'button' | 'menu', selected: Record<string, string[]> }) => Promise<void>} PressCard
 */

/**
 * A template card of any of the five types, as one viewer sees it.
 * @param {BubbleView} bubble
 * @param {CardView} view
 * @param {{ names: Names, pressCard: PressCard, choices: Map<string, Record<string, string[]>> }} context `choices`:
 *   what has been chosen and not sent, by bubble, so that a card drawn anew keeps it
 */
export function templateCard(bubble, view, { names, pressCard, choices }) {
  const { card } = view;
  const node = element('div', { class: 'card', role: 'group', 'aria-label': card.main_title?.title ?? '' });

  /** @param {string} key @param {'button' | 'menu'} on @param {HTMLButtonElement} [button] */
  async function press(key, on, button) {
    if (node.getAttribute('aria-busy') === 'true') return;
    node.setAttribute('aria-busy', 'true');
    button?.setAttribute('data-busy', '');
    await pressCard(bubble, { key, on, selected: choices.get(bubble.id) ?? {} });
    node.removeAttribute('aria-busy');
    button?.removeAttribute('data-busy');
  }

  const chosen = {
    locked: view.replacedText !== null,
    chosen: (/** @type {string} */ question) => choices.get(bubble.id)?.[question] ?? view.chosen[question],
    choose(/** @type {string} */ question, /** @type {string[]} */ options) {
      choices.set(bubble.id, { ...choices.get(bubble.id), [question]: options });
    },
  };
  const menu = card.action_menu
    ? popupMenu({
        label: card.action_menu.desc || texts.card.menu,
        content: icon('menu'),
        className: 'icon-button card-menu',
        items: card.action_menu.action_list.map(({ text, key }) => ({ text, choose: () => void press(key, 'menu') })),
      })
    : null;
  const hasTitle = Boolean(card.main_title?.title);
  const children = [
    menu,
    parts.sourceLine(card),
    ...parts.pictures({ ...card, image_text_area: undefined }),
    ...parts.titleArea(card),
    ...parts.pictures({ ...card, card_image: undefined }),
    parts.emphasis(card),
    parts.quote(card),
    hasTitle || card.card_action?.type !== 1 ? parts.subtitle(card) : null,
    parts.verticalList(card),
    parts.horizontalList(card, names),
    ...selectors(card, chosen),
    checkbox(card, chosen),
    parts.jumpList(card),
    buttonArea(view, (key, button) => void press(key, 'button', button)),
  ];
  node.append(...children.filter((child) => child !== null));
  return node;
}

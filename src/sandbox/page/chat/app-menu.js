import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { popupMenu } from '../dom/popup-menu.js';
import { webAddress } from '../message/link.js';
import { texts } from '../texts.js';

/** @import { AppView } from '../../control/contract.ts' */
/** @typedef {AppView['menu'][number]} MenuButton */

/**
 * An application's menu above the field: up to three buttons, each acting or opening up to five more.
 * @param {AppView | undefined} app
 * @param {(key: string) => void} press
 */
export function appMenu(app, press) {
  if (!app || app.menu.length === 0) return null;

  /** @param {MenuButton} button */
  function act(button) {
    const address = button.type === 'view' ? webAddress(button.url) : null;
    if (address) window.open(address, '_blank', 'noopener,noreferrer');
    press(button.key ?? button.url ?? '');
  }

  const buttons = app.menu.map((button) => {
    const inner = button.sub_button ?? [];
    if (inner.length === 0) {
      return element('button', { type: 'button', class: 'menu-button', onclick: () => act(button) }, button.name);
    }
    return popupMenu({
      label: button.name,
      content: element('span', {}, icon('menu'), button.name),
      className: 'menu-button',
      items: inner.map((each) => ({ text: each.name, choose: () => act(each) })),
    });
  });
  return element('div', { class: 'app-menu', role: 'group', 'aria-label': texts.composer.menu }, buttons);
}

import { element } from './dom/element.js';
import { icon } from './dom/icon.js';
import { createThemeButton } from './dom/theme.js';
import { texts } from './texts.js';

/**
 * The four columns of the page.
 * @param {{ people: Node, list: Node, clockLine: Node, chat: Node, panel: Node, storyButton: Node, openPanel: () => void }} parts
 */
export function shell({ people, list, clockLine, chat, panel, storyButton, openPanel }) {
  const opener = element(
    'button',
    { type: 'button', class: 'icon-button only-narrow', 'aria-label': texts.chat.openPanel, onclick: openPanel },
    icon('panel'),
  );
  return element(
    'div',
    { class: 'app' },
    people,
    element(
      'section',
      { class: 'conversations', 'aria-label': texts.conversations.heading },
      element(
        'header',
        { class: 'list-head' },
        element('h2', {}, texts.title),
        element('div', { class: 'list-tools' }, storyButton, createThemeButton(), opener),
      ),
      list,
      clockLine,
    ),
    chat,
    panel,
  );
}

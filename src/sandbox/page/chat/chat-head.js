import { element, fill } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { texts } from '../texts.js';

/** @import { ConversationView } from '../../control/contract.ts' */

/**
 * Above the messages: where one is, the way back on a narrow screen, and the way to the panel.
 * @param {{ back: () => void, openPanel: () => void }} actions
 */
export function createChatHead({ back, openPanel }) {
  const title = element('h1', { class: 'chat-title' });
  const subtitle = element('div', { class: 'chat-subtitle' });
  const button = (/** @type {string} */ name, /** @type {'back' | 'panel'} */ sign, /** @type {() => void} */ act) =>
    element(
      'button',
      {
        type: 'button',
        class: sign === 'back' ? 'icon-button only-narrow' : 'icon-button',
        'aria-label': name,
        title: name,
        onclick: act,
      },
      icon(sign),
    );
  const node = element(
    'header',
    { class: 'chat-head' },
    button(texts.chat.back, 'back', back),
    element('div', { class: 'chat-words' }, title, subtitle),
    button(texts.chat.openPanel, 'panel', openPanel),
  );

  return {
    node,
    /** @param {ConversationView} conversation */
    show(conversation) {
      const { kind, members, robots } = conversation;
      const names = [...members, ...robots].map((each) => each.name).join('、');
      const who =
        kind === 'group' || kind === 'appchat'
          ? [` · ${texts.chat.members(members.length)} · `, element('bdi', { title: names }, names)]
          : [];
      fill(title, element('bdi', {}, conversation.title));
      fill(subtitle, texts.conversations.kinds[kind], who);
    },
  };
}

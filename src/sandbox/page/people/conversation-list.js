import { thingAvatar } from '../dom/avatar.js';
import { element, fill } from '../dom/element.js';
import { previewOf } from '../message/content.js';
import { dayOf, shortMoment } from '../state/shanghai-time.js';
import { texts } from '../texts.js';

/**
 * @import { ConversationView } from '../../control/contract.ts'
 * @import { Drafts } from '../state/drafts.js'
 * @import { PageClock } from '../state/page-clock.js'
 * @import { World } from '../state/world.js'
 */

/**
 * The viewer's conversations: last line, time, unread mark.
 * @param {{ world: World, clock: PageClock, drafts: Drafts, current: () => string | null,
 *   choose: (id: string) => void }} parts
 */
export function createConversationList({ world, clock, drafts, current, choose }) {
  const node = element('ul', { class: 'conversation-list' });
  let shownDay = '';

  /** @param {ConversationView} conversation */
  function lastLine(conversation) {
    const draft = drafts.read(world.viewer, conversation.id);
    if (draft !== '' && conversation.id !== current()) {
      return [element('span', { class: 'flag' }, texts.conversations.draft), ` ${draft.slice(0, 60)}`];
    }
    const last = conversation.bubbles.at(-1);
    if (!last) return [texts.conversations.noMessage];
    const isGroup = conversation.kind === 'group' || conversation.kind === 'appchat';
    const author =
      isGroup && last.content.kind !== 'event' && last.author.id !== world.viewer ? `${last.author.name}：` : '';
    const calls = conversation.bubbles
      .slice(-conversation.unread || undefined)
      .some((each) => each.mentions.includes(world.viewer) || each.mentions.includes('@all'));
    const flag =
      conversation.unread > 0 && calls ? element('span', { class: 'flag' }, `${texts.conversations.mentioned} `) : null;
    return [flag, element('bdi', {}, author + previewOf(last))];
  }

  /** @param {ConversationView} conversation */
  function item(conversation) {
    const { id, kind, title, unread } = conversation;
    const last = conversation.bubbles.at(-1);
    return element(
      'li',
      {},
      element(
        'button',
        {
          type: 'button',
          class: 'conversation',
          'data-id': id,
          'aria-current': id === current() ? 'true' : null,
          onclick: () => choose(id),
        },
        element('span', { class: 'avatar-holder' }, thingAvatar(kind)),
        element(
          'span',
          { class: 'conversation-words' },
          element(
            'span',
            { class: 'conversation-top' },
            element('bdi', { class: 'conversation-title' }, title),
            last ? element('time', { class: 'conversation-time' }, shortMoment(last.at, clock.now())) : null,
          ),
          element(
            'span',
            { class: 'conversation-bottom' },
            element('span', { class: 'conversation-last' }, lastLine(conversation)),
            unread > 0
              ? element(
                  'span',
                  { class: 'badge', 'aria-label': texts.conversations.unread(unread) },
                  unread > 99 ? '99+' : unread,
                )
              : null,
          ),
        ),
      ),
    );
  }

  function show() {
    shownDay = dayOf(clock.now());
    const focused = /** @type {HTMLElement | null} */ (node.querySelector('button:focus'))?.dataset.id;
    const items = world.conversations().map(item);
    fill(node, items.length > 0 ? items : element('li', { class: 'empty' }, texts.conversations.empty));
    if (focused) /** @type {HTMLElement | null} */ (node.querySelector(`[data-id="${CSS.escape(focused)}"]`))?.focus();
  }

  for (const topic of /** @type {const} */ (['loaded', 'conversations', 'bubble'])) world.on(topic, show);
  clock.on('view', () => {
    if (dayOf(clock.now()) !== shownDay) show();
  });
  return { node, show };
}

import { personAvatar } from '../dom/avatar.js';
import { element, fill } from '../dom/element.js';
import { previewOf } from '../message/content.js';
import { momentInWords } from '../state/shanghai-time.js';
import { texts } from '../texts.js';

/**
 * @import { BubbleView, ConversationView } from '../../control/contract.ts'
 * @import { World } from '../state/world.js'
 */

/**
 * 谁看到了什么: of one message, who can see it and who has.
 * @param {{ world: World, current: () => BubbleView | undefined, switchTo: (userid: string) => void }} parts
 */
export function createSeenTab({ world, current, switchTo }) {
  const node = element('div', { class: 'seen-tab' });

  /** @param {BubbleView} bubble @param {ConversationView} conversation */
  function peopleRows(bubble, conversation) {
    return world.people.map(({ userid, name, role }) => {
      const isMember = conversation.members.some((each) => each.userid === userid);
      const state = !isMember ? 'hidden' : bubble.readBy.includes(userid) ? 'read' : 'unread';
      const isAuthor = bubble.author.kind === 'person' && bubble.author.id === userid;
      const isCalled = isMember && (bubble.mentions.includes(userid) || bubble.mentions.includes('@all'));
      return element(
        'li',
        {},
        element(
          'button',
          {
            type: 'button',
            class: 'seen-person',
            'data-state': state,
            'data-userid': userid,
            onclick: () => switchTo(userid),
          },
          personAvatar(userid, name),
          element('span', { class: 'seen-name' }, name, element('span', { class: 'note' }, ` ${role}`)),
          isCalled ? element('span', { class: 'flag' }, texts.seen.called) : null,
          element('span', { class: 'seen-state' }, isAuthor ? texts.seen.author : texts.seen[state]),
        ),
      );
    });
  }

  function show() {
    const bubble = current();
    const conversation = bubble && world.conversation(bubble.conversation);
    if (!bubble || !conversation) return fill(node, element('p', { class: 'empty' }, texts.seen.pick));
    const facts = [
      [texts.seen.author, bubble.author.name],
      [texts.seen.place, `${conversation.title}（${texts.conversations.kinds[conversation.kind]}）`],
      [texts.seen.kind, bubble.content.kind],
      [texts.seen.sentAt, momentInWords(bubble.at)],
      ...(bubble.changedAt > bubble.at ? [[texts.seen.changedAt, momentInWords(bubble.changedAt)]] : []),
    ];
    fill(
      node,
      element('blockquote', { class: 'seen-quote', dir: 'auto' }, previewOf(bubble)),
      element('ul', { class: 'seen-people' }, peopleRows(bubble, conversation)),
      element('p', { class: 'note' }, texts.seen.note),
      element(
        'dl',
        { class: 'facts' },
        facts.flatMap(([name = '', value = '']) => [
          element('dt', {}, name),
          element('dd', {}, element('bdi', {}, value)),
        ]),
      ),
      element(
        'details',
        {},
        element('summary', {}, texts.seen.raw),
        element('pre', { tabindex: '0' }, JSON.stringify(bubble.content, null, 2)),
      ),
    );
  }

  for (const topic of /** @type {const} */ (['loaded', 'bubble', 'read'])) world.on(topic, show);
  show();
  return { node, show };
}

import { personAvatar, thingAvatar } from '../dom/avatar.js';
import { element, fill } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { contentNodes, frameOf } from '../message/content.js';
import { timeOfDay } from '../state/shanghai-time.js';
import { texts } from '../texts.js';

/**
 * @import { BubbleView } from '../../control/contract.ts'
 * @import { MessageContext } from '../message/content.js'
 */
/**
 * @typedef {{ viewer: string, members: string[], message: MessageContext, showSeen: (bubble: BubbleView) => void }} RowContext
 */

/**
 * One message in the chat. `update` redraws the content only when it changed, so that what someone is choosing on a
 * card, or reading, stays put.
 * @param {BubbleView} first
 * @param {RowContext} context
 */
export function createBubbleRow(first, context) {
  const isMine = first.author.kind === 'person' && first.author.id === context.viewer;
  const content = element('div', { class: 'content' });
  const foot = element('div', { class: 'foot' });
  const node = element('li', {
    class: 'row',
    'data-bubble': first.id,
    'data-side': isMine ? 'mine' : 'theirs',
    tabindex: '-1',
  });
  let drawn = '';

  /** @param {BubbleView} bubble */
  function layOut(bubble) {
    const frame = frameOf(bubble);
    node.dataset.frame = frame;
    node.dataset.kind = bubble.content.kind;
    content.className = `content frame-${frame}`;
    if (frame === 'line') return fill(node, content);
    const { author } = bubble;
    const avatar = author.kind === 'person' ? personAvatar(author.id, author.name) : thingAvatar(author.kind);
    const kind = author.kind === 'person' || author.kind === 'system' ? null : texts.chat.kinds[author.kind];
    const name = element(
      'div',
      { class: 'author' },
      element('bdi', {}, author.name),
      kind ? element('span', { class: 'author-kind' }, kind) : null,
    );
    const words = element('div', { class: 'words' }, name, content, foot);
    fill(node, avatar, words);
  }

  /** @param {BubbleView} bubble */
  function drawContent(bubble) {
    const hadFocus = content.contains(document.activeElement);
    if (bubble.recalled) {
      const you = bubble.author.id === context.viewer && bubble.author.kind === 'person';
      fill(content, you ? texts.chat.recalledByYou : texts.chat.recalledBy(bubble.author.name));
    } else {
      fill(content, contentNodes(bubble, context.message));
      if (bubble.streaming) {
        content.append(element('span', { class: 'streaming', role: 'img', 'aria-label': texts.chat.streaming }));
      }
    }
    if (hadFocus) node.focus({ preventScroll: true });
  }

  /** @param {BubbleView} bubble */
  function drawFoot(bubble) {
    const others = context.members.filter((each) => each !== bubble.author.id);
    const read = others.filter((each) => bubble.readBy.includes(each)).length;
    const state =
      !isMine || others.length === 0
        ? null
        : read === others.length
          ? texts.chat.allRead
          : texts.chat.readBy(read, others.length);
    const who = element(
      'button',
      {
        type: 'button',
        class: 'who',
        title: texts.chat.who,
        'aria-label': texts.chat.who,
        onclick: () => context.showSeen(bubble),
      },
      icon('eye'),
      state ? element('span', {}, state) : null,
    );
    const hadFocus = foot.contains(document.activeElement);
    fill(foot, element('time', { class: 'row-time' }, timeOfDay(bubble.at)), who);
    if (hadFocus) who.focus();
  }

  /** @param {BubbleView} bubble */
  function update(bubble) {
    const next = JSON.stringify([bubble.content, bubble.card, bubble.recalled, bubble.streaming]);
    if (next !== drawn) {
      drawn = next;
      layOut(bubble);
      drawContent(bubble);
    }
    drawFoot(bubble);
  }

  update(first);
  return { node, update };
}

/** @typedef {ReturnType<typeof createBubbleRow>} BubbleRow */

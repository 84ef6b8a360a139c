import { texts } from '../texts.js';

/**
 * @import { BubbleView, ConversationView } from '../../control/contract.ts'
 * @import { Callable } from './mention-list.js'
 */

/** Whether a robot or an application listens here. @param {ConversationView} conversation */
export const hasListener = ({ kind, robots }) => kind === 'app' || robots.length > 0;

/** Who can be called by @: in groups the robots and everybody else. @param {ConversationView} conversation @param {string} viewer */
export function callablesIn({ kind, members, robots }, viewer) {
  if (kind !== 'group' && kind !== 'appchat') return [];
  const others = members.filter((each) => each.userid !== viewer);
  return [
    ...robots.map((each) => /** @type {Callable} */ ({ ...each, kind: 'robot' })),
    ...others.map((each) => /** @type {Callable} */ ({ id: each.userid, name: each.name, kind: 'person' })),
  ];
}

/** What one could say first, until one has said something. @param {ConversationView} conversation @param {string} viewer */
export function hintsFor(conversation, viewer) {
  const isOwn = (/** @type {BubbleView} */ { author }) => author.kind === 'person' && author.id === viewer;
  if (!hasListener(conversation) || conversation.bubbles.some(isOwn)) return [];
  const call = conversation.kind === 'group' ? `@${conversation.robots[0]?.name} ` : '';
  return texts.hints.map((hint) => call + hint);
}

import { reasonOf } from './api/control-api.js';
import { base64Of } from './chat/file-data.js';
import { createOutbox } from './state/outbox.js';

/**
 * @import { ActionAnswer, BubbleView, ConversationView } from '../control/contract.ts'
 * @import { ControlApi } from './api/control-api.js'
 * @import { Toasts } from './dom/toast.js'
 * @import { World } from './state/world.js'
 */

/**
 * What the viewer does in the world. Whatever does not work is said in a sentence.
 * @param {{ api: ControlApi, world: World, toasts: Toasts }} parts
 */
export function createPersonActions({ api, world, toasts }) {
  const complain = (/** @type {unknown} */ error) => toasts.show(reasonOf(error), 'bad');

  /** @param {ActionAnswer} answer */
  function takeAnswer({ answers }) {
    for (const bubble of answers) {
      // The event stream has brought it already, perhaps in a newer version.
      if (!world.bubble(bubble.conversation, bubble.id)) world.putBubble(bubble);
    }
  }

  /** @param {Promise<ActionAnswer>} work */
  const act = (work) => work.then(takeAnswer, complain);

  return {
    outbox: createOutbox({
      send: async ({ viewer: from, conversation, text, file }) =>
        file
          ? api.upload({ from, conversation, fileName: file.name, data: await base64Of(file) })
          : api.say({ from, conversation, text }),
      onAnswer: takeAnswer,
      onLateFailure: (reason) => toasts.show(reason, 'bad'),
    }),
    /** @param {string} id */
    enter(id) {
      world.markRead(id);
      void act(api.enter({ from: world.viewer, conversation: id }));
    },
    /** @param {string} id */
    read(id) {
      world.markRead(id);
      // Not worth a word: the mark comes back with the next message.
      api.read({ from: world.viewer, conversation: id }).catch(() => undefined);
    },
    /** @param {BubbleView} bubble @param {{ key: string, on: 'button' | 'menu', selected: Record<string, string[]> }} press */
    pressCard(bubble, { key, on, selected }) {
      const chosen = on === 'menu' ? {} : { selected };
      return act(api.click({ from: world.viewer, bubble: bubble.id, key, on, ...chosen }));
    },
    /** @param {number} agentId @param {string} key */
    pressMenu: (agentId, key) => void act(api.menu({ from: world.viewer, agentId, key })),
    /** Resolves with whether there are still older ones. @param {ConversationView} conversation */
    async loadOlder(conversation) {
      try {
        const page = await api.bubbles(world.viewer, conversation.id, conversation.bubbles[0]?.id ?? '');
        world.addOlder(conversation.id, page);
        return page.more;
      } catch (error) {
        complain(error);
        return true;
      }
    },
  };
}

import { createEmitter } from '../dom/emitter.js';

/**
 * @import { AppView, BubblePage, BubbleView, ConversationView, PersonView, RobotView, SandboxEvent, SandboxState } from '../../control/contract.ts'
 */
/** @typedef {SandboxState['faults']} FaultState */
/**
 * @typedef {{ loaded: null, people: null, conversations: null, bubble: BubbleView, 'bubbles-before': string,
 *   read: { conversation: string, userid: string }, apps: null, robots: null, faults: null }} WorldTopics
 */

/**
 * A reload brings the last bubbles only; the older ones read before stay in front of them.
 * @param {ConversationView} fresh
 * @param {ConversationView | undefined} before
 * @returns {ConversationView}
 */
function withOlder(fresh, before) {
  const joint = before?.bubbles.findIndex((each) => each.id === fresh.bubbles[0]?.id) ?? -1;
  return joint > 0 ? { ...fresh, bubbles: [...(before?.bubbles.slice(0, joint) ?? []), ...fresh.bubbles] } : fresh;
}

/** What the viewer can see: loaded once, then kept up to date by events. */
export function createWorld() {
  const emitter = /** @type {typeof createEmitter<WorldTopics>} */ (createEmitter)();
  let viewer = '';
  /** @type {PersonView[]} */
  let people = [];
  /** @type {Map<string, ConversationView>} */
  let conversations = new Map();
  /** @type {AppView[]} */
  let apps = [];
  /** @type {RobotView[]} */
  let robots = [];
  /** @type {FaultState | null} */
  let faults = null;

  /** @param {BubbleView} bubble */
  function putBubble(bubble) {
    const conversation = conversations.get(bubble.conversation);
    if (!conversation) return;
    const at = conversation.bubbles.findIndex((each) => each.id === bubble.id);
    if (at === -1) conversation.bubbles.push(bubble);
    else conversation.bubbles[at] = bubble;
    emitter.emit('bubble', bubble);
  }

  const world = {
    on: emitter.on,
    get viewer() {
      return viewer;
    },
    get people() {
      return people;
    },
    get apps() {
      return apps;
    },
    get robots() {
      return robots;
    },
    get faults() {
      return faults;
    },
    /** Newest message first; those without any keep their order at the end. */
    conversations: () =>
      [...conversations.values()].sort((a, b) => (b.bubbles.at(-1)?.at ?? 0) - (a.bubbles.at(-1)?.at ?? 0)),
    /** @param {string | null} id */
    conversation: (id) => (id === null ? undefined : conversations.get(id)),
    /** @param {string} userid */
    person: (userid) => people.find((each) => each.userid === userid.toLowerCase()),
    /** @param {string} userid */
    nameOf: (userid) => world.person(userid)?.name ?? userid,
    /** @param {string | null} conversationId @param {string} bubbleId */
    bubble: (conversationId, bubbleId) =>
      world.conversation(conversationId)?.bubbles.find((each) => each.id === bubbleId),

    /** @param {SandboxState} state */
    load(state) {
      const before = viewer === state.viewer ? conversations : new Map();
      ({ viewer, people, apps, robots, faults } = state);
      conversations = new Map(state.conversations.map((each) => [each.id, withOlder(each, before.get(each.id))]));
      emitter.emit('loaded', null);
    },

    putBubble,

    /** @param {RobotView[]} next */
    setRobots(next) {
      if (JSON.stringify(next) === JSON.stringify(robots)) return;
      robots = next;
      emitter.emit('robots', null);
    },
    /** @param {RobotView} robot */
    putRobot: (robot) => world.setRobots(robots.map((each) => (each.id === robot.id ? robot : each))),

    /**
     * Older bubbles of a conversation, in front of those already here.
     * @param {string} id
     * @param {BubblePage} page
     */
    addOlder(id, page) {
      const conversation = conversations.get(id);
      if (!conversation) return;
      const known = new Set(conversation.bubbles.map((each) => each.id));
      conversation.bubbles.unshift(...page.bubbles.filter((each) => !known.has(each.id)));
      emitter.emit('bubbles-before', id);
    },

    /** Clears the unread mark at once; the sandbox confirms later. @param {string} id */
    markRead(id) {
      const conversation = conversations.get(id);
      if (!conversation || conversation.unread === 0) return;
      conversation.unread = 0;
      emitter.emit('conversations', null);
    },

    /** @param {SandboxEvent} event */
    apply(event) {
      switch (event.kind) {
        case 'bubble': {
          const conversation = conversations.get(event.bubble.conversation);
          if (conversation) conversation.unread = event.unread;
          putBubble(event.bubble);
          return emitter.emit('conversations', null);
        }
        case 'conversation': {
          const bubbles = conversations.get(event.conversation.id)?.bubbles ?? [];
          conversations.set(event.conversation.id, { ...event.conversation, bubbles });
          return emitter.emit('conversations', null);
        }
        case 'conversation-gone':
          conversations.delete(event.id);
          return emitter.emit('conversations', null);
        case 'read':
          for (const bubble of conversations.get(event.conversation)?.bubbles ?? []) {
            if (!bubble.readBy.includes(event.userid)) bubble.readBy.push(event.userid);
          }
          return emitter.emit('read', event);
        case 'unread':
          people = people.map((each) => (each.userid === event.userid ? { ...each, unread: event.unread } : each));
          return emitter.emit('people', null);
        case 'app':
          apps = [...apps.filter((each) => each.agentId !== event.app.agentId), event.app];
          return emitter.emit('apps', null);
        case 'faults':
          faults = event.faults;
          return emitter.emit('faults', null);
      }
    },
  };
  return world;
}

/** @typedef {ReturnType<typeof createWorld>} World */

import { element, fill } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { texts } from '../texts.js';
import { createBubbleRow } from './bubble-row.js';
import { separators } from './separators.js';
import { stickToEnd } from './stick-to-end.js';

/**
 * @import { BubbleView, ConversationView } from '../../control/contract.ts'
 * @import { BubbleRow, RowContext } from './bubble-row.js'
 */

/** The server keeps back what is older than this many messages. */
const PAGE = 50;
/** This near the top, older messages are fetched. */
const TOP_PX = 120;

/**
 * The messages of the open conversation. Follows new ones while the reader is at the end, else counts them on a button.
 * @param {{ loadOlder: (conversation: ConversationView) => Promise<boolean>, onSeen: () => void }} parts `loadOlder`
 *   resolves with whether there are still older ones; `onSeen`: the reader has arrived at the end
 */
export function createThread({ loadOlder, onSeen }) {
  const list = element('ol', { class: 'rows' });
  const pending = element('ol', { class: 'rows' });
  const waiting = element('div', { class: 'waiting', role: 'status' });
  const empty = element('div', { class: 'empty-chat' });
  const older = element('button', { type: 'button', class: 'older', hidden: true, onclick: () => void fetchOlder() });
  const content = element('div', { class: 'thread-content' }, older, empty, list, pending, waiting);
  const box = element('div', { class: 'thread', role: 'log', 'aria-live': 'polite', tabindex: '0' }, content);
  const down = element('button', { type: 'button', class: 'to-end', hidden: true, onclick: () => stick.toEnd() });
  const node = element('div', { class: 'thread-holder' }, box, down);

  /** @type {Map<string, BubbleRow>} */
  let rows = new Map();
  /** @type {ConversationView | undefined} */
  let conversation;
  /** @type {RowContext | undefined} */
  let context;
  let missed = 0;
  let fetching = false;

  const stick = stickToEnd(box, content, (atEnd) => {
    if (atEnd) {
      missed = 0;
      onSeen();
    }
    showDown();
  });

  function showDown() {
    down.hidden = stick.atEnd();
    fill(down, icon('down'), missed > 0 ? texts.chat.newMessages(missed) : texts.chat.toBottom);
  }

  function layOut() {
    const bubbles = conversation?.bubbles ?? [];
    const before = rows;
    rows = new Map();
    const nodes = bubbles.flatMap((bubble, index) => {
      const row = before.get(bubble.id) ?? createBubbleRow(bubble, /** @type {RowContext} */ (context));
      row.update(bubble);
      rows.set(bubble.id, row);
      return [...separators(bubbles[index - 1], bubble), row.node];
    });
    list.replaceChildren(...nodes);
    empty.hidden = bubbles.length > 0;
  }

  async function fetchOlder() {
    if (fetching || !conversation) return;
    const asked = conversation;
    fetching = true;
    fill(older, texts.chat.loadingOlder);
    const more = await loadOlder(asked);
    fetching = false;
    fill(older, texts.chat.older);
    if (asked === conversation) older.hidden = !more;
  }

  box.addEventListener('scroll', () => {
    if (box.scrollTop < TOP_PX && !older.hidden) void fetchOlder();
  });

  return {
    node,
    box,
    toEnd: stick.toEnd,
    atEnd: stick.atEnd,
    /**
     * Opens a conversation at its end.
     * @param {ConversationView} next
     * @param {RowContext} rowContext
     * @param {(Node | string)[]} whenEmpty
     */
    open(next, rowContext, whenEmpty) {
      conversation = next;
      context = rowContext;
      rows = new Map();
      missed = 0;
      fill(empty, whenEmpty);
      fill(older, texts.chat.older);
      older.hidden = next.bubbles.length < PAGE;
      box.setAttribute('aria-label', texts.chat.label(next.title));
      layOut();
      stick.toEnd();
      showDown();
    },
    /** Takes a reloaded conversation in, staying where the reader is. @param {ConversationView} next */
    refresh(next) {
      conversation = next;
      layOut();
    },
    /** A new message at the end, or another version of one. @param {BubbleView} bubble */
    put(bubble) {
      const row = rows.get(bubble.id);
      if (row) return row.update(bubble);
      if (!context) return;
      const bubbles = conversation?.bubbles ?? [];
      const isMine = bubble.author.id === context.viewer;
      const added = createBubbleRow(bubble, context);
      rows.set(bubble.id, added);
      list.append(...separators(bubbles.at(-2), bubble), added.node);
      empty.hidden = true;
      if (isMine) stick.toEnd();
      else if (!stick.atEnd()) missed += 1;
      showDown();
    },
    /** Older messages have come in front; what was on screen stays where it was. */
    putOlder() {
      const fromEnd = box.scrollHeight - box.scrollTop;
      layOut();
      box.scrollTop = box.scrollHeight - fromEnd;
    },
    /** Someone has read: only the feet change. */
    refreshFeet() {
      for (const bubble of conversation?.bubbles ?? []) rows.get(bubble.id)?.update(bubble);
    },
    /** @param {Node[]} nodes @param {boolean} isWaiting */
    setPending(nodes, isWaiting) {
      const grew = nodes.length > pending.childElementCount;
      fill(pending, nodes);
      if (nodes.length > 0) empty.hidden = true;
      fill(waiting, isWaiting ? [element('span', { class: 'dots' }), texts.chat.waiting] : []);
      if (grew) stick.toEnd();
    },
    /** Marks one message as the one the panel speaks of. @param {string} id */
    mark(id) {
      for (const [each, row] of rows) row.node.toggleAttribute('data-marked', each === id);
    },
  };
}

/** @typedef {ReturnType<typeof createThread>} Thread */

import { element, fill } from '../dom/element.js';
import { texts } from '../texts.js';
import { appMenu } from './app-menu.js';
import { createChatHead } from './chat-head.js';
import { createComposer } from './composer.js';
import { parcelRow } from './parcel-row.js';
import { createThread } from './thread.js';
import { callablesIn, hasListener, hintsFor } from './who-is-here.js';

/**
 * @import { BubbleView, ConversationView } from '../../control/contract.ts'
 * @import { PressCard } from '../card/card.js'
 * @import { Drafts } from '../state/drafts.js'
 * @import { Outbox } from '../state/outbox.js'
 * @import { World } from '../state/world.js'
 */
/**
 * @typedef {{ world: World, outbox: Outbox, drafts: Drafts, pressCard: PressCard, pressMenu: (agentId: number, key: string) => void,
 *   openImage: (address: string, name: string) => void, showSeen: (bubble: BubbleView) => void,
 *   loadOlder: (conversation: ConversationView) => Promise<boolean>, read: (id: string) => void,
 *   back: () => void, openPanel: () => void }} ChatParts
 */

const WAITING_AFTER_MS = 500;

/**
 * The open conversation: its head, its messages, and where one writes.
 * @param {ChatParts} parts
 */
export function createChatPane(parts) {
  const { world, outbox, drafts } = parts;
  /** What is chosen on cards and not sent yet. @type {Map<string, Record<string, string[]>>} */
  const choices = new Map();
  /** @type {ConversationView | undefined} */
  let open;
  let openedFor = '';
  let answeringSince = 0;

  const head = createChatHead(parts);
  const thread = createThread({ loadOlder: parts.loadOlder, onSeen: readIfSeen });
  const composer = createComposer({
    send: (text) => open && outbox.post(world.viewer, open.id, text),
    sendFile: (file) => open && outbox.post(world.viewer, open.id, '', file),
    onDraft(text) {
      if (!open) return;
      drafts.write(world.viewer, open.id, text);
    },
  });
  const nothing = element('div', { class: 'empty-chat' }, texts.chat.none);
  const node = element('main', { class: 'chat' });

  function readIfSeen() {
    if (!open || open.unread === 0 || !thread.atEnd() || document.visibilityState !== 'visible') return;
    // On a narrow screen the chat may be open and not on show.
    if (node.offsetParent !== null) parts.read(open.id);
  }

  const menuFor = (/** @type {ConversationView} */ { kind, agentId }) =>
    kind === 'app' && agentId !== null
      ? appMenu(
          world.apps.find((each) => each.agentId === agentId),
          (key) => parts.pressMenu(agentId, key),
        )
      : null;

  function showParcels() {
    if (!open) return;
    const { id } = open;
    const parcels = outbox.of(world.viewer, id);
    const rows = parcels
      .filter((each) => each.status !== 'answering')
      .map((each) =>
        parcelRow(each, {
          name: world.nameOf(each.viewer),
          retry: () => outbox.retry(each),
          edit: () => {
            outbox.discard(each);
            composer.insert(each.text);
          },
          discard: () => outbox.discard(each),
        }),
      );
    const isAnswering = parcels.some((each) => each.status === 'answering');
    if (!isAnswering) answeringSince = 0;
    else if (answeringSince === 0) {
      answeringSince = performance.now();
      setTimeout(showParcels, WAITING_AFTER_MS + 20);
    }
    thread.setPending(rows, isAnswering && performance.now() - answeringSince >= WAITING_AFTER_MS);
  }

  /** @param {string | null} id */
  function show(id) {
    const conversation = world.conversation(id);
    const place = conversation ? `${world.viewer} ${conversation.id}` : '';
    if (!conversation) {
      open = undefined;
      openedFor = '';
      return fill(node, nothing);
    }
    if (place === openedFor && open) {
      open = conversation;
      thread.refresh(conversation);
      return;
    }
    open = conversation;
    openedFor = place;
    const { viewer } = world;
    const called = [...conversation.members, ...conversation.robots].map((each) => each.name);
    const message = {
      names: { nameOf: world.nameOf, viewer },
      called,
      openImage: parts.openImage,
      pressCard: parts.pressCard,
      choices,
    };
    const members = conversation.members.map((each) => each.userid);
    fill(node, head.node, thread.node, composer.node);
    head.show(conversation);
    thread.open(conversation, { viewer, members, message, showSeen: parts.showSeen }, [
      element('div', { class: 'empty-title' }, texts.chat.empty),
      element('div', {}, hasListener(conversation) ? texts.chat.emptyHint : texts.chat.emptySilent),
    ]);
    composer.open({
      title: conversation.title,
      draft: drafts.read(viewer, conversation.id),
      callables: callablesIn(conversation, viewer),
      hints: hintsFor(conversation, viewer),
      menu: menuFor(conversation),
    });
    showParcels();
  }

  world.on('bubble', (bubble) => {
    outbox.arrived(bubble);
    if (bubble.conversation !== open?.id) return;
    thread.put(bubble);
    composer.setHints(hintsFor(open, world.viewer));
    readIfSeen();
  });
  world.on('bubbles-before', (id) => id === open?.id && thread.putOlder());
  world.on('read', ({ conversation }) => conversation === open?.id && thread.refreshFeet());
  world.on('apps', () => open && composer.setMenu(menuFor(open)));
  world.on('conversations', () => {
    const now = world.conversation(open?.id ?? null);
    if (!now || now === open) return;
    open = now;
    head.show(now);
  });
  outbox.on('change', showParcels);
  document.addEventListener('visibilitychange', readIfSeen);

  return { node, show, readIfSeen, mark: thread.mark };
}

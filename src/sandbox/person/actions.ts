import { safeFileName } from '../file-name.ts';
import type { Platform } from '../platform.ts';
import { xmlSafe } from '../text-bytes.ts';
import { type Bubble, type BubbleContent, cardViewOf } from '../world/bubble.ts';
import type { Conversation } from '../world/conversation.ts';
import { type MediaType, sniffContentType } from '../world/media-store.ts';
import type { Person } from '../world/people.ts';
import { type CardPress, completePress } from './card-press.ts';
import { NotPossible } from './not-possible.ts';

/** What a person did in a conversation, told to every channel that may have a bot behind it. */
export type PersonEvent =
  | { kind: 'said'; person: Person; conversation: Conversation; bubble: Bubble; text: string }
  | { kind: 'sent-file'; person: Person; conversation: Conversation; bubble: Bubble; mediaId: string; type: MediaType }
  | { kind: 'opened'; person: Person; conversation: Conversation }
  | { kind: 'pressed'; person: Person; conversation: Conversation; bubble: Bubble; press: CardPress }
  | { kind: 'menu'; person: Person; conversation: Conversation; type: string; key: string };

/**
 * A channel with a bot behind it. It gets every event, does what concerns it, and resolves with the bubbles that the
 * bot's answer made appear or change.
 */
export interface Channel {
  receive(event: PersonEvent): Promise<Bubble[]>;
}

interface UploadedFile {
  fileName: string;
  bytes: Buffer;
}

export interface PersonActions {
  say(userid: string, conversationId: string, text: string): Promise<Bubble[]>;
  /** Opens a conversation, as tapping it does. */
  enter(userid: string, conversationId: string): Promise<Bubble[]>;
  press(userid: string, bubbleId: string, press: CardPress): Promise<Bubble[]>;
  menu(userid: string, agentId: number, key: string): Promise<Bubble[]>;
  upload(userid: string, conversationId: string, file: UploadedFile): Promise<Bubble[]>;
  read(userid: string, conversationId: string): void;
}

/** What people can do. Every action resolves when the bot's direct answer to it has been shown. */
export function createPersonActions(platform: Platform, channels: readonly Channel[]): PersonActions {
  const { world, random, clock } = platform;

  function seat(userid: string, conversationId: string): { person: Person; conversation: Conversation } {
    const person = world.person(userid);
    const conversation = world.conversations.get(conversationId);
    if (!person || !conversation || !world.canSee(person.userid, conversation.id)) {
      throw new NotPossible('no such person in that conversation');
    }
    return { person, conversation };
  }

  const authorOf = (person: Person) => ({ kind: 'person', id: person.userid, name: person.name }) as const;

  async function tell(event: PersonEvent): Promise<Bubble[]> {
    const answers = await Promise.all(channels.map((channel) => channel.receive(event)));
    return answers.flat();
  }

  return {
    async say(userid, conversationId, text) {
      const { person, conversation } = seat(userid, conversationId);
      const clean = xmlSafe(text);
      if (clean.trim() === '') throw new NotPossible('nothing to say');
      const called = conversation.members.filter((member) => clean.includes(`@${world.person(member)?.name}`));
      const content: BubbleContent = { kind: 'text', text: clean };
      const bubble = world.post(conversation.id, authorOf(person), content, { mentions: called });
      return tell({ kind: 'said', person, conversation, bubble, text: clean });
    },
    async enter(userid, conversationId) {
      const { person, conversation } = seat(userid, conversationId);
      world.markRead(person.userid, conversation.id);
      return tell({ kind: 'opened', person, conversation });
    },
    async press(userid, bubbleId, press) {
      const bubble = world.bubble(bubbleId);
      if (!bubble) throw new NotPossible('no such bubble');
      const { person, conversation } = seat(userid, bubble.conversation);
      const view = cardViewOf(bubble, person.userid);
      if (!view || bubble.recalled) throw new NotPossible('not a card');
      const complete = completePress(view, press);
      platform.cards.press(bubble, person.userid, complete.key, complete.chosen);
      return tell({ kind: 'pressed', person, conversation, bubble, press: complete });
    },
    async menu(userid, agentId, key) {
      const person = world.person(userid);
      const app = world.apps.get(agentId);
      if (!person || !app || !world.isVisible(app, person)) throw new NotPossible('no such application');
      const buttons = (app.menu ?? []).flatMap((button) => [button, ...(button.sub_button ?? [])]);
      const button = buttons.find((each) => (each.key ?? each.url) === key && each.type !== undefined);
      if (!button?.type) throw new NotPossible('no such menu button');
      return tell({
        kind: 'menu',
        person,
        conversation: world.appConversation(app, person),
        type: button.type,
        key,
      });
    },
    async upload(userid, conversationId, file) {
      const { person, conversation } = seat(userid, conversationId);
      const contentType = sniffContentType(file.bytes);
      const type = mediaTypeOf(contentType);
      const id = `sim_media_${random.letters(32)}`;
      const fileName = safeFileName(file.fileName);
      const createdAt = clock.now();
      world.media.add({ id, type, fileName, contentType, bytes: file.bytes, createdAt, scope: 'apps' });
      const content: BubbleContent = { kind: type, mediaId: id, fileName };
      const bubble = world.post(conversation.id, authorOf(person), content);
      return tell({ kind: 'sent-file', person, conversation, bubble, mediaId: id, type });
    },
    read(userid, conversationId) {
      const { person, conversation } = seat(userid, conversationId);
      world.markRead(person.userid, conversation.id);
    },
  };
}

function mediaTypeOf(contentType: string): MediaType {
  if (contentType.startsWith('image/')) return 'image';
  if (contentType === 'audio/amr') return 'voice';
  return contentType === 'video/mp4' ? 'video' : 'file';
}

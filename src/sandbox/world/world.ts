import type { Random } from '../random.ts';
import type { App } from './app.ts';
import type { Author, Bubble, BubbleContent } from './bubble.ts';
import { appConversationId, type Conversation } from './conversation.ts';
import { MediaStore } from './media-store.ts';
import { type Department, isInRange, type Person } from './people.ts';

/** What happened in the world; everybody who shows or tests it listens to these. */
export type WorldChange =
  | { kind: 'bubble-added'; bubble: Bubble }
  | { kind: 'bubble-changed'; bubble: Bubble }
  | { kind: 'conversation-added'; conversation: Conversation }
  | { kind: 'conversation-changed'; conversation: Conversation }
  | { kind: 'read'; conversation: string; userid: string }
  | { kind: 'app-changed'; app: App };

export interface WorldOptions {
  corpId: string;
  now: () => number;
  random: Random;
  bubblesKeptPerConversation: number;
}

/** The enterprise: people, departments, applications, groups, and what was said where. It knows no HTTP. */
export class World {
  readonly corpId: string;
  readonly people = new Map<string, Person>();
  readonly departments = new Map<number, Department>();
  readonly apps = new Map<number, App>();
  readonly conversations = new Map<string, Conversation>();
  readonly media = new MediaStore();
  readonly #bubbles = new Map<string, Bubble>();
  readonly #bubblesOf = new Map<string, Bubble[]>();
  readonly #listeners = new Set<(change: WorldChange) => void>();
  readonly #options: WorldOptions;

  constructor(options: WorldOptions) {
    this.corpId = options.corpId;
    this.#options = options;
  }

  onChange(listener: (change: WorldChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Finds a member whatever the case of the userid. */
  person(userid: string): Person | undefined {
    return this.people.get(userid.toLowerCase());
  }

  appOfSecret(secret: string): App | undefined {
    return [...this.apps.values()].find((app) => app.secret === secret);
  }

  /** Members within the application's visible range. */
  audience(app: App): Person[] {
    return [...this.people.values()].filter((person) => this.isVisible(app, person));
  }

  isVisible(app: App, person: Person): boolean {
    return isInRange(person, app.visibleTo, this.departments);
  }

  changeApp(agentId: number, change: Partial<App>): App {
    const app = this.apps.get(agentId);
    if (!app) throw new Error(`no application ${agentId}`);
    Object.assign(app, change);
    this.#tell({ kind: 'app-changed', app });
    return app;
  }

  addConversation(conversation: Conversation): Conversation {
    this.conversations.set(conversation.id, conversation);
    this.#tell({ kind: 'conversation-added', conversation });
    return conversation;
  }

  changeConversation(id: string, change: Partial<Omit<Conversation, 'id' | 'kind'>>): Conversation {
    const conversation = this.conversations.get(id);
    if (!conversation) throw new Error(`no conversation ${id}`);
    Object.assign(conversation, change);
    this.#tell({ kind: 'conversation-changed', conversation });
    return conversation;
  }

  /** The 1:1 conversation of a member with an application, opened when it does not exist yet. */
  appConversation(app: App, person: Person): Conversation {
    const id = appConversationId(app.agentId, person.userid);
    const existing = this.conversations.get(id);
    if (existing) return existing;
    return this.addConversation({
      id,
      kind: 'app',
      title: app.name,
      members: [person.userid],
      agentId: app.agentId,
      owner: null,
      webhooks: [],
      robots: [],
    });
  }

  /** Whether the person may see the conversation: members only. */
  canSee(userid: string, conversationId: string): boolean {
    return this.conversations.get(conversationId)?.members.includes(userid) ?? false;
  }

  conversationsOf(userid: string): Conversation[] {
    return [...this.conversations.values()].filter((each) => each.members.includes(userid));
  }

  bubble(id: string): Bubble | undefined {
    return this.#bubbles.get(id);
  }

  /** Bubbles of a conversation, oldest first. */
  bubblesIn(conversationId: string): readonly Bubble[] {
    return this.#bubblesOf.get(conversationId) ?? [];
  }

  unreadOf(userid: string, conversationId: string): number {
    return this.bubblesIn(conversationId).filter((bubble) => !bubble.readBy.includes(userid)).length;
  }

  /** Shows a new bubble. A person has read what they wrote. */
  post(
    conversationId: string,
    author: Author,
    content: BubbleContent,
    extra: { mentions?: string[]; streaming?: boolean } = {},
  ): Bubble {
    if (!this.conversations.has(conversationId)) throw new Error(`no conversation ${conversationId}`);
    const at = this.#options.now();
    const bubble: Bubble = {
      id: `b_${this.#options.random.letters(16)}`,
      conversation: conversationId,
      author,
      at,
      changedAt: at,
      content,
      mentions: extra.mentions ?? [],
      readBy: author.kind === 'person' ? [author.id] : [],
      recalled: false,
      streaming: extra.streaming ?? false,
      cardViews: {},
    };
    const list = this.#bubblesOf.get(conversationId) ?? [];
    list.push(bubble);
    if (list.length > this.#options.bubblesKeptPerConversation) this.#bubbles.delete((list.shift() as Bubble).id);
    this.#bubblesOf.set(conversationId, list);
    this.#bubbles.set(bubble.id, bubble);
    this.#tell({ kind: 'bubble-added', bubble });
    return bubble;
  }

  /** Changes a bubble that is already shown; a bubble that has scrolled out of memory is left alone. */
  change(
    id: string,
    change: Partial<Pick<Bubble, 'content' | 'recalled' | 'streaming' | 'cardViews'>>,
  ): Bubble | undefined {
    const bubble = this.#bubbles.get(id);
    if (!bubble) return undefined;
    Object.assign(bubble, change, { changedAt: this.#options.now() });
    this.#tell({ kind: 'bubble-changed', bubble });
    return bubble;
  }

  markRead(userid: string, conversationId: string): void {
    if (!this.canSee(userid, conversationId)) return;
    let news = false;
    for (const bubble of this.bubblesIn(conversationId)) {
      if (bubble.readBy.includes(userid)) continue;
      bubble.readBy.push(userid);
      news = true;
    }
    if (news) this.#tell({ kind: 'read', conversation: conversationId, userid });
  }

  #tell(change: WorldChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}

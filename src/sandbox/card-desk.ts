import { BoundedMap } from './bounded-map.ts';
import type { Random } from './random.ts';
import type { Settings } from './settings.ts';
import type { Bubble, CardView } from './world/bubble.ts';
import { cardViewOf } from './world/bubble.ts';
import type { TemplateCard } from './world/template-card.ts';
import type { World } from './world/world.ts';

/** One card as one call sent it: the same card in the conversations of all its recipients. */
export interface SentCard {
  agentId: number;
  taskId: string;
  /** Recipient's userid → the bubble in their conversation. */
  bubbles: Map<string, string>;
}

interface ResponseCode {
  card: SentCard;
  issuedAt: number;
  spent: boolean;
}

/** What an update does to a card: grey its buttons, or put another card in its place. */
export type CardChange = { kind: 'button'; replacedText: string } | { kind: 'card'; card: TemplateCard };

/** Cards and codes beyond this many are forgotten, oldest first. */
const REMEMBERED = 20_000;

/** Knows every sent card, its task ids, and the codes with which it may be updated (WeCom doc 94888). */
export class CardDesk {
  readonly #world: World;
  readonly #now: () => number;
  readonly #random: Random;
  readonly #settings: Settings;
  readonly #codes = new BoundedMap<string, ResponseCode>(REMEMBERED);
  readonly #cardOfBubble = new BoundedMap<string, SentCard>(REMEMBERED);
  readonly #taskIds = new Set<string>();

  constructor(world: World, now: () => number, random: Random, settings: Settings) {
    this.#world = world;
    this.#now = now;
    this.#random = random;
    this.#settings = settings;
  }

  /** Whether the application has used this task_id before. */
  knowsTask(agentId: number, taskId: string): boolean {
    return this.#taskIds.has(`${agentId} ${taskId}`);
  }

  register(card: SentCard): void {
    if (card.taskId !== '') this.#taskIds.add(`${card.agentId} ${card.taskId}`);
    for (const bubbleId of card.bubbles.values()) this.#cardOfBubble.set(bubbleId, card);
  }

  cardOf(bubbleId: string): SentCard | undefined {
    return this.#cardOfBubble.get(bubbleId);
  }

  /** A new response_code: for 72 hours, to be used once. */
  issueCode(card: SentCard): string {
    const code = `rc_${this.#random.letters(40)}`;
    this.#codes.set(code, { card, issuedAt: this.#now(), spent: false });
    return code;
  }

  /** The card a code updates, or `undefined` when the code is unknown, too old or used. Does not use it up. */
  lookUp(code: string): SentCard | undefined {
    const entry = this.#codes.get(code);
    if (!entry || entry.spent) return undefined;
    return this.#now() < entry.issuedAt + this.#settings.responseCodeLifetimeMs ? entry.card : undefined;
  }

  spend(code: string): void {
    const entry = this.#codes.get(code);
    if (entry) entry.spent = true;
  }

  /** Changes what `userid` sees of the card in `bubbleId`. */
  apply(bubbleId: string, userid: string, change: CardChange): Bubble | undefined {
    const bubble = this.#world.bubble(bubbleId);
    const view = bubble && cardViewOf(bubble, userid);
    if (!bubble || !view) return undefined;
    const next: CardView =
      change.kind === 'button'
        ? { ...view, replacedText: change.replacedText }
        : { card: change.card, replacedText: change.card.replace_text ?? null, pressedKey: null, chosen: {} };
    return this.#world.change(bubbleId, { cardViews: { ...bubble.cardViews, [userid]: next } });
  }

  /** Remembers what a person pressed and chose, so their page shows it. */
  press(bubble: Bubble, userid: string, key: string, chosen: Record<string, string[]>): void {
    const view = cardViewOf(bubble, userid);
    if (!view) return;
    const next: CardView = { ...view, pressedKey: key, chosen };
    this.#world.change(bubble.id, { cardViews: { ...bubble.cardViews, [userid]: next } });
  }
}

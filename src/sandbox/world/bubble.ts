import type { TemplateCard } from './template-card.ts';

export interface Author {
  kind: 'person' | 'app' | 'robot' | 'webhook' | 'system';
  /** userid, agent id, robot id, or the webhook's name (never its key). */
  id: string;
  name: string;
}

export interface Article {
  title: string;
  description: string;
  url: string;
  /** A picture address as given by the sender, '' if none. */
  pictureUrl: string;
}

/** What a bubble shows. All text is untrusted: it is what a person or the bot wrote. */
export type BubbleContent =
  | { kind: 'text'; text: string }
  /** v1 markdown: headings, bold, links, inline code, one-level quotes, three font colours, `<@userid>`. */
  | { kind: 'markdown'; text: string }
  /** v2 markdown: lists, tables, code blocks, pictures, rules; no colours, no @. `images` are media ids below the text. */
  | { kind: 'markdown_v2'; text: string; images?: string[] }
  | {
      kind: 'image' | 'voice' | 'video' | 'file';
      mediaId: string;
      fileName: string;
      title?: string;
      description?: string;
    }
  | { kind: 'textcard'; title: string; description: string; url: string; buttonText: string }
  | { kind: 'news'; articles: Article[] }
  | { kind: 'card'; card: TemplateCard }
  /** A grey line: someone opened the chat, pressed a menu … */
  | { kind: 'event'; text: string };

/** A card as one viewer sees it; updates can differ from viewer to viewer. */
export interface CardView {
  card: TemplateCard;
  /** Set when the buttons can no longer be pressed: what they say instead. */
  replacedText: string | null;
  /** The key this viewer pressed last, if any. */
  pressedKey: string | null;
  /** What this viewer had chosen when pressing: question key → option ids. */
  chosen: Record<string, string[]>;
}

export interface Bubble {
  id: string;
  conversation: string;
  author: Author;
  /** Sandbox time, UTC milliseconds. */
  at: number;
  changedAt: number;
  content: BubbleContent;
  /** userids this bubble calls by @, or `@all`. */
  mentions: string[];
  /** userids who have seen it. */
  readBy: string[];
  recalled: boolean;
  /** A robot's stream that is still being written. */
  streaming: boolean;
  /** Per viewer, only for cards that were pressed or updated. */
  cardViews: Record<string, CardView>;
}

/** The card as `userid` sees it, or `null` if the bubble is no card. */
export function cardViewOf(bubble: Bubble, userid: string): CardView | null {
  if (bubble.content.kind !== 'card') return null;
  return bubble.cardViews[userid] ?? { card: bubble.content.card, replacedText: null, pressedKey: null, chosen: {} };
}

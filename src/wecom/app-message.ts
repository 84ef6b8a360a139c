import { sendableText } from './sendable-text.ts';
import type { TemplateCard } from './template-card.ts';

/** A text or markdown message holds this many bytes of UTF-8; a longer text is cut off without a word (WeCom doc 90236). */
export const APP_TEXT_LIMIT_BYTES = 2048;

/** What one message of an app says, in the platform's own kinds (WeCom doc 90236). */
export type AppContent =
  /** `mentioned_list` only in group chats. */
  | {
      readonly msgtype: 'text';
      readonly text: { readonly content: string; readonly mentioned_list?: readonly string[] };
    }
  | { readonly msgtype: 'markdown'; readonly markdown: { readonly content: string } }
  | { readonly msgtype: 'image'; readonly image: { readonly media_id: string } }
  | { readonly msgtype: 'file'; readonly file: { readonly media_id: string } }
  | { readonly msgtype: 'template_card'; readonly template_card: TemplateCard };

/**
 * The body of `message/send` to `touser` (userids joined with |). Freeze it and send exactly this string every time:
 * within `duplicateCheckIntervalS` (at most 14400) the platform drops a repeat of the same bytes.
 */
export function appMessageBody(
  { agentId, touser }: { readonly agentId: string; readonly touser: string },
  content: AppContent,
  { duplicateCheckIntervalS }: { readonly duplicateCheckIntervalS: number },
): string {
  const { msgtype, ...part } = content;
  return JSON.stringify({
    touser,
    msgtype,
    agentid: Number(agentId),
    ...part,
    enable_duplicate_check: 1,
    duplicate_check_interval: duplicateCheckIntervalS,
  });
}

/** Words as content. Throws RangeError when they are too long for one message. */
export function wordsContent(kind: 'text' | 'markdown', words: string): AppContent {
  const content = sendableText(words);
  if (Buffer.byteLength(content) > APP_TEXT_LIMIT_BYTES) throw new RangeError('text is too long for one message');
  return kind === 'text' ? { msgtype: 'text', text: { content } } : { msgtype: 'markdown', markdown: { content } };
}

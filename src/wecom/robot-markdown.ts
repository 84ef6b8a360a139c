import { escapeMarkdown } from './markdown.ts';
import { sendableText } from './sendable-text.ts';

/** Longest `content` of a stream or a markdown message, in bytes of UTF-8 (WeCom doc 101463). */
export const ROBOT_TEXT_LIMIT_BYTES = 20_480;

/** Longest plain text that fits in any case once it is {@link markdownOf} itself: a sign may grow from one byte to three. */
export const ROBOT_PLAIN_LIMIT_BYTES = Math.floor(ROBOT_TEXT_LIMIT_BYTES / 3);

/** Plain text as a robot has to write it, so that people read it as it was typed: everything it says is markdown. */
export function markdownOf(text: string): string {
  return escapeMarkdown(sendableText(text), 'tables');
}

import { sendableText } from './sendable-text.ts';

/** Longest `content` of a stream or a markdown message, in bytes of UTF-8 (WeCom doc 101463). */
export const ROBOT_TEXT_LIMIT_BYTES = 20_480;

/** Longest plain text that fits in any case once it is {@link markdownOf} itself: a sign may grow from one byte to three. */
export const ROBOT_PLAIN_LIMIT_BYTES = Math.floor(ROBOT_TEXT_LIMIT_BYTES / 3);

/** What a sign that would mean something is shown as; WeCom's markdown knows no escapes. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/\*/g, '＊'],
  [/`/g, '｀'],
  [/\|/g, '｜'],
  [/~~/g, '～～'],
  // Inside a word an underline is itself, as in an account's name.
  [/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '＿'],
  [/\](?=\()/g, '］'],
  // A tag, such as the one that hides what a robot thinks.
  [/<(?=[a-z/@!])/gi, '＜'],
  [/^(?=[ \t]{0,3}#)([ \t]*)#/gm, '$1＃'],
  [/^([ \t]{0,3})>/gm, '$1＞'],
  [/^([ \t]{0,3})(-{3,})[ \t]*$/gm, '$1－－－'],
];

/** Plain text as a robot has to write it, so that people read it as it was typed: everything it says is markdown. */
export function markdownOf(text: string): string {
  return SIGNS.reduce((shown, [sign, instead]) => shown.replace(sign, instead), sendableText(text));
}

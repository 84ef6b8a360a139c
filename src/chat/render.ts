import { texts } from '../texts/index.ts';
import type { Reply } from './reply-types.ts';
import { splitByBytes } from './split-by-bytes.ts';

/** A reply as plain text, which every channel can show: options become a numbered list. */
export function renderText(reply: Reply): string {
  if (reply.kind === 'text') return reply.text;
  const options = reply.options.map(({ label }, at) => `${at + 1}. ${label}`);
  const { chooseHint, offerHint, offerOrAnswerHint } = texts.general;
  const offer = reply.free === undefined ? offerHint : offerOrAnswerHint;
  const hint = options.length > 0 ? [reply.isOffer ? offer : chooseHint] : [];
  return [reply.text, ...options, ...hint].join('\n');
}

/** Room for a line break and `(12/34)`. */
const PAGE_MARK_BYTES = 16;

/** A text as messages of at most `limitBytes` bytes each; more than one are numbered. */
export function pagesOf(text: string, limitBytes: number): readonly string[] {
  if (Buffer.byteLength(text) <= limitBytes) return [text];
  const parts = splitByBytes(text, limitBytes - PAGE_MARK_BYTES);
  return parts.map((part, at) => `${part}\n${texts.general.page(at + 1, parts.length)}`);
}

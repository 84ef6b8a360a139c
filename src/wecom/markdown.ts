/**
 * What a message's text may contain besides words (WeCom docs 90236, 99110, 101031):
 * `text`: links as `<a href>` and, in groups, `<@userid>`.
 * `basic`: headings, bold, links, inline code, quotes, `<font>`, `<@userid>` (an app's markdown, a webhook's v1).
 * `tables`: all of CommonMark with tables (a robot's answers, a webhook's markdown_v2).
 */
export type Dialect = 'text' | 'basic' | 'tables';

/** The full-width form of ASCII signs, which looks the same among Chinese and means nothing to any renderer. */
function wide(found: string): string {
  return found.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
}

/** Signs that mean something, where they do. None takes more than linear time, whatever the text. */
const SIGNS: Readonly<Record<Dialect, readonly RegExp[]>> = {
  text: [/<(?=[@a-z/!])/giu],
  basic: [/<(?=[@a-z/!])/giu, /\](?=\()/gu, /\*\*/gu, /`/gu, /^[ \t]*(?:#{1,6}(?=\s)|>)/gmu],
  tables: [
    /[<*`|]/gu,
    /\](?=[([:])/gu,
    /~~/gu,
    // Within a word, as in a_b, it means nothing.
    /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu,
    /^[ \t]*(?:#{1,6}(?=\s|$)|>+)/gmu,
    // A line of dashes or equal signs is a rule, or makes a heading of the line above.
    /^[ \t]*[-=][-= \t]*$/gmu,
    /&(?=#?\w{1,31};)/gu,
    /\\(?=[!-/:-@[-`{-~])/gu,
  ],
};

/**
 * Untrusted text as it has to be written so that it shows as text: no link, no bold, nobody called, no colour. Signs
 * that would mean something become their full-width forms: the platform's pages name no way to escape, and a backslash
 * would stand in every name where there is none. Whatever means nothing in the dialect stays as it is.
 *
 * `escapeMarkdown('[**A**](http://b)', 'basic')` gives `[＊＊A＊＊］(http://b)`, with full-width asterisks and bracket.
 */
export function escapeMarkdown(text: string, dialect: Dialect): string {
  return SIGNS[dialect].reduce((written, signs) => written.replace(signs, wide), text);
}

/**
 * The same for a text that just fits a message: full-width signs take three bytes, so where the result would not fit
 * every sign becomes an apostrophe instead, byte for byte. Nothing of what was said is lost to a name full of brackets.
 */
export function escapeWithin(text: string, dialect: Dialect, limitBytes: number): string {
  const written = escapeMarkdown(text, dialect);
  if (Buffer.byteLength(written) <= limitBytes) return written;
  const narrow = (found: string) => found.replace(/[!-~]/g, "'");
  return SIGNS[dialect].reduce((narrowed, signs) => narrowed.replace(signs, narrow), text);
}

/** True for markdown that only shows as meant where there are tables: one of its lines draws a table's head. */
export function hasTable(markdown: string): boolean {
  return markdown.split('\n').some((line) => /^[ \t|:-]+$/.test(line) && line.includes('--') && line.includes('|'));
}

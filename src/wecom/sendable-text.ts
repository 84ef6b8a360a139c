// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it removes
const UNSENDABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/**
 * The text without what neither XML 1.0 nor WeCom's JSON can carry: control characters and halves of characters.
 * One of them would void a whole passive reply, or come back as errcode 40033 (WeCom doc 90313).
 */
export function sendableText(text: string): string {
  return text.replace(UNSENDABLE, '');
}

/** Bytes of a text in UTF-8, the unit of most WeCom limits. */
export const byteLength = (text: string): number => Buffer.byteLength(text);

/** Cuts a text to at most `limit` bytes of UTF-8 without splitting a character. */
export function cutToBytes(text: string, limit: number): string {
  if (byteLength(text) <= limit) return text;
  const bytes = Buffer.from(text);
  let end = limit;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return bytes.subarray(0, end).toString();
}

/** Drops what XML 1.0 cannot carry: lone surrogates and most control characters. */
export function xmlSafe(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the characters to drop
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '');
}

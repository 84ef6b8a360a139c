/** Code points never take more than this in UTF-8, so every smaller limit could be impossible to keep. */
const MIN_LIMIT_BYTES = 4;

/**
 * Cuts a text into parts of at most `limitBytes` bytes of UTF-8 each: platforms truncate silently beyond their limit
 * (WeCom doc 90236: 2048 bytes for a text).
 *
 * Borders are line breaks, which are dropped together with blank lines around them; everything else is kept. A line
 * that is too long by itself is cut between characters as people see them, or between code points if even one such
 * character does not fit. A text that fits comes back unchanged, as the only part.
 */
export function splitByBytes(text: string, limitBytes: number): string[] {
  if (!(limitBytes >= MIN_LIMIT_BYTES)) throw new RangeError('limitBytes must be at least 4');
  if (Buffer.byteLength(text) <= limitBytes) return [text];
  const pieces = text.split('\n').flatMap((line) => cutLine(line, limitBytes));
  return joinLines(pieces, limitBytes).filter((part) => part !== '');
}

/** A line or a piece of one; `continues` when the next piece belongs to the same line. */
interface Piece {
  readonly text: string;
  readonly bytes: number;
  readonly continues: boolean;
}

function joinLines(pieces: readonly Piece[], limitBytes: number): string[] {
  const parts: string[] = [];
  let part: string | undefined;
  let bytes = 0;
  for (const piece of pieces) {
    if (part !== undefined && bytes + 1 + piece.bytes <= limitBytes) {
      part += `\n${piece.text}`;
      bytes += 1 + piece.bytes;
    } else {
      if (part !== undefined) parts.push(trimBreaks(part));
      part = piece.text;
      bytes = piece.bytes;
    }
    if (piece.continues) {
      parts.push(trimBreaks(part));
      part = undefined;
    }
  }
  if (part !== undefined) parts.push(trimBreaks(part));
  return parts;
}

function trimBreaks(part: string): string {
  return part.replace(/^\n+/, '').replace(/\n+$/, '');
}

function cutLine(line: string, limitBytes: number): Piece[] {
  const whole = Buffer.byteLength(line);
  if (whole <= limitBytes) return [{ text: line, bytes: whole, continues: false }];
  const pieces: Piece[] = [];
  let text = '';
  let bytes = 0;
  for (const character of charactersOf(line, limitBytes)) {
    const size = Buffer.byteLength(character);
    if (bytes + size > limitBytes) {
      pieces.push({ text, bytes, continues: true });
      text = '';
      bytes = 0;
    }
    text += character;
    bytes += size;
  }
  return [...pieces, { text, bytes, continues: false }];
}

function* charactersOf(line: string, limitBytes: number): Generator<string> {
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(line)) {
    if (Buffer.byteLength(segment) <= limitBytes) yield segment;
    else yield* segment;
  }
}

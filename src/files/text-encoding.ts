import { TableFileError } from '../usecases/table-file.ts';
import type { ByteSource } from './byte-source.ts';

export type TextEncoding = 'utf-8' | 'gbk';

/** Text without a single NUL among its first bytes is no UTF-16: every ASCII character in UTF-16 has one. */
const LOOKED_AT = 4096;
/** UTF-8 that is damaged here and there decodes mostly; Chinese in GBK hardly ever does. */
const MOSTLY = 0.5;

/**
 * How a text is encoded, found out from all of its bytes: UTF-8 when they are that, otherwise GBK when they are
 * that and far from being UTF-8. Throws {@link TableFileError} for UTF-16, for UTF-8 that is cut off or damaged, and
 * for what is no text.
 */
export async function textEncodingOf(file: ByteSource): Promise<TextEncoding> {
  const start = await firstBytes(file);
  const isMarkedUtf16 = (start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff);
  if (isMarkedUtf16 || start.includes(0)) throw new TableFileError('utf16');

  const utf8 = await decodes(file, 'utf-8');
  if (utf8 === 'all') return 'utf-8';
  const isMarkedUtf8 = start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf;
  const isGbk =
    utf8 !== 'cut_off' &&
    !isMarkedUtf8 &&
    (await unreadableShare(file)) > MOSTLY &&
    (await decodes(file, 'gbk')) === 'all';
  if (!isGbk) throw new TableFileError('bad_encoding');
  return 'gbk';
}

async function firstBytes(file: ByteSource): Promise<Buffer> {
  for await (const chunk of file.chunks(LOOKED_AT)) return chunk;
  return Buffer.alloc(0);
}

/** `cut_off`: but for the end, where a character is incomplete. */
async function decodes(file: ByteSource, encoding: TextEncoding): Promise<'all' | 'cut_off' | 'not'> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of file.chunks()) decoder.decode(chunk, { stream: true });
  } catch (error) {
    if (error instanceof TypeError) return 'not';
    throw error;
  }
  try {
    decoder.decode();
    return 'all';
  } catch {
    return 'cut_off';
  }
}

/** How much of what is not ASCII cannot be read as UTF-8. */
async function unreadableShare(file: ByteSource): Promise<number> {
  const decoder = new TextDecoder('utf-8');
  let [beyondAscii, unreadable] = [0, 0];
  for await (const chunk of file.chunks()) {
    for (const [character] of decoder.decode(chunk, { stream: true }).matchAll(/[^\0-\x7f]/gu)) {
      beyondAscii++;
      if (character === '\uFFFD') unreadable++;
    }
  }
  return beyondAscii === 0 ? 0 : unreadable / beyondAscii;
}

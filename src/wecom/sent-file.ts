/** A file somebody sent the bot: where the platform keeps it. */
export type FileRef =
  /** An app's message: `media/get` for three days (WeCom doc 90254). */
  | { readonly kind: 'media'; readonly mediaId: string }
  /** A robot's message: encrypted at an address that is good for five minutes (WeCom doc 100719). */
  | {
      readonly kind: 'link';
      readonly url: string;
      /** In base64, with or without padding; absent where the callback's own key is the file's. */
      readonly aesKey?: string;
    };

/** A file as it was fetched. */
export interface SentFile {
  readonly bytes: Buffer;
  /** As the platform calls it, one line without a path; absent where it does not say. */
  readonly name?: string;
}

/** Why there is no file: the platform has it no more, it is larger than asked for, or nobody answered. */
export class FileFetchError extends Error {
  readonly code: 'gone' | 'too_large' | 'no_answer';

  constructor(code: FileFetchError['code'], cause?: unknown) {
    super(`the file was not fetched: ${code}`, { cause });
    this.name = 'FileFetchError';
    this.code = code;
  }
}

/** How long one download may take in all: 20 MB over a slow line. */
export const DOWNLOAD_TIMEOUT_MS = 40_000;

/** Reads a body piece by piece, never more than `maxBytes` of it. Throws `too_large`. */
export async function readAtMost(body: AsyncIterable<Buffer>, maxBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > maxBytes) throw new FileFetchError('too_large');
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** The name a `Content-Disposition` gives a file (RFC 6266), the one in full before the one in ASCII. */
export function fileNameIn(disposition: string): string | undefined {
  const full = /filename\*\s*=\s*UTF-8''([^;]+)/i.exec(disposition)?.[1];
  const plain = /filename\s*=\s*(?:"([^"]*)"|([^;]+))/i.exec(disposition);
  // Some robots percent-encode the plain name as well (seen; WeCom doc 101463 shows no header).
  const name = decoded(full ?? plain?.[1] ?? plain?.[2] ?? '');
  const line =
    name
      .replace(/\p{Cc}+/gu, ' ')
      .split(/[/\\]/)
      .at(-1)
      ?.trim() ?? '';
  return line === '' ? undefined : [...line].slice(0, 100).join('');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { TableFileError } from '../usecases/table-file.ts';

/** Bytes that can be read again and again: of a file, or kept in memory. Reading throws `unreadable`. */
export interface ByteSource {
  /** All of them in pieces, or the first `upTo`. */
  chunks(upTo?: number): AsyncIterable<Buffer>;
  whole(): Promise<Buffer>;
}

/** Largest piece handed out of memory: as much as a file gives at a time. */
const PIECE = 65_536;

export function bytesOfFile(path: string): ByteSource {
  const unreadable = (error: unknown) => new TableFileError('unreadable', error);
  return {
    async *chunks(upTo) {
      try {
        yield* createReadStream(path, upTo === undefined ? {} : { end: upTo - 1 }) as AsyncIterable<Buffer>;
      } catch (error) {
        throw unreadable(error);
      }
    },
    whole: () =>
      readFile(path).catch((error) => {
        throw unreadable(error);
      }),
  };
}

export function bytesInMemory(bytes: Buffer): ByteSource {
  return {
    async *chunks(upTo = bytes.length) {
      for (let at = 0; at < Math.min(upTo, bytes.length); at += PIECE) {
        yield bytes.subarray(at, Math.min(at + PIECE, upTo));
      }
    },
    whole: async () => bytes,
  };
}

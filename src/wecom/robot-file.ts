import { decryptFile } from '@wecom/aibot-node-sdk';
import { Agent, request } from 'undici';
import {
  DOWNLOAD_TIMEOUT_MS,
  FileFetchError,
  type FileRef,
  fileNameIn,
  readAtMost,
  type SentFile,
} from './sent-file.ts';

/** Padding to blocks of 32 bytes (WeCom doc 100719) makes the encrypted file at most so much longer. */
const LONGEST_PADDING = 32;

export interface RobotFiles {
  fetch(file: Extract<FileRef, { kind: 'link' }>, maxBytes: number): Promise<SentFile>;
  close(): Promise<void>;
}

/**
 * Fetches the files of messages to a robot and decrypts them. `aesKey` is that of the callback, for files that bring
 * none of their own. `origin` is where the platform itself is reached: only where that is in plain HTTP (a sandbox, a
 * private deployment) may a file be. Every failure is a {@link FileFetchError}.
 */
export function createRobotFiles({
  aesKey,
  origin,
  timeoutMs = DOWNLOAD_TIMEOUT_MS,
}: {
  readonly aesKey?: string;
  readonly origin: string;
  readonly timeoutMs?: number;
}): RobotFiles {
  const dispatcher = new Agent({ connections: 4, keepAliveTimeout: 1000 });
  const protocols = /^(http|ws):/.test(origin) ? ['https:', 'http:'] : ['https:'];

  return {
    async fetch({ url, aesKey: own }, maxBytes) {
      const key = own ?? aesKey;
      if (key === undefined || !URL.canParse(url) || !protocols.includes(new URL(url).protocol)) {
        throw new FileFetchError('gone');
      }
      const { bytes, name } = await download(url, maxBytes + LONGEST_PADDING);
      const opened = decrypted(bytes, key);
      if (opened.length > maxBytes) throw new FileFetchError('too_large');
      return { bytes: opened, ...(name !== undefined && { name }) };
    },
    close: () => dispatcher.close(),
  };

  async function download(url: string, maxBytes: number): Promise<SentFile> {
    try {
      const { statusCode, headers, body } = await request(url, { dispatcher, signal: AbortSignal.timeout(timeoutMs) });
      if (statusCode !== 200) {
        await body.dump();
        throw new FileFetchError(statusCode >= 500 ? 'no_answer' : 'gone');
      }
      const bytes = await readAtMost(body, maxBytes);
      const name = fileNameIn(String(headers['content-disposition'] ?? ''));
      return { bytes, ...(name !== undefined && { name }) };
    } catch (error) {
      throw error instanceof FileFetchError ? error : new FileFetchError('no_answer', error);
    }
  }
}

/** What cannot be decrypted is not what was sent: asking again may help. */
function decrypted(bytes: Buffer, key: string): Buffer {
  try {
    return decryptFile(bytes, key);
  } catch (error) {
    throw new FileFetchError('no_answer', error);
  }
}

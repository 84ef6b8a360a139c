import { type FetchedFile, FetchFailure } from '../chat/reply-types.ts';
import { WeComApiError } from '../wecom/api-error.ts';
import { FileFetchError, type FileRef, type SentFile } from '../wecom/sent-file.ts';

/** Fetches a file from one account's platform. */
export type FetchFile = (file: FileRef, maxBytes: number) => Promise<SentFile>;

/** What a message's mark says of its file, and the way back. */
export function markOfFile(file: FileRef): string {
  return JSON.stringify(file);
}

/** Fetches what a mark names; says in our own terms why it cannot be had. */
export async function fetchMarked(mark: string, maxBytes: number, fetchFile: FetchFile): Promise<FetchedFile> {
  try {
    return await fetchFile(JSON.parse(mark) as FileRef, maxBytes);
  } catch (error) {
    throw asFetchFailure(error);
  }
}

function asFetchFailure(error: unknown): unknown {
  if (error instanceof FileFetchError) {
    return new FetchFailure(error.code === 'no_answer' ? 'retry' : error.code, error);
  }
  if (!(error instanceof WeComApiError)) return error;
  // What needs an administrator is not mended while somebody waits for an answer.
  const mayCome = error.action === 'retry' || error.action === 'refresh_token' || error.action === 'wait';
  return new FetchFailure(mayCome ? 'retry' : 'gone', error);
}

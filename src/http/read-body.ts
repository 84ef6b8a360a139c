import type { IncomingMessage } from 'node:http';
import getRawBody from 'raw-body';
import { CallbackError } from '../wecom/callback-error.ts';

/** Far above any callback; a message is a few kilobytes at most. */
const LIMIT_BYTES = 512 * 1024;
/** How much of an oversized body we still take in, so that its sender gets to read the 413. */
const DRAIN_BYTES = 8 * 1024 * 1024;

/**
 * The request body as UTF-8 text. Counts the bytes that really arrive, so a chunked body or a false Content-Length
 * changes nothing. Throws `too_large`, or `incomplete_body` when the sender gave up.
 */
export async function readBody(request: IncomingMessage): Promise<string> {
  try {
    const body = await getRawBody(request, { limit: LIMIT_BYTES });
    return body.toString('utf8');
  } catch (cause) {
    const type = (cause as Partial<getRawBody.RawBodyError>).type;
    if (type === 'entity.too.large') {
      await drain(request);
      throw new CallbackError('too_large');
    }
    if (type === 'request.aborted' || type === undefined) throw new CallbackError('incomplete_body');
    throw cause;
  }
}

/** Reads and forgets until the body ends or has used up our patience; the server's request timeout bounds the time. */
function drain(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let drained = 0;
    request.on('data', (chunk: Buffer) => {
      drained += chunk.length;
      if (drained > DRAIN_BYTES) {
        request.pause();
        resolve();
      }
    });
    for (const end of ['end', 'close', 'error']) request.once(end, () => resolve());
    request.resume();
  });
}

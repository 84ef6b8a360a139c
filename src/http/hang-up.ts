import type { ServerResponse } from 'node:http';
import type { HangUp } from '../wecom/incoming.ts';

/** Aborted when the connection closes before the answer was written to it. */
export function hangUpOf(response: ServerResponse): HangUp {
  return {
    get aborted() {
      return response.destroyed && !response.writableFinished;
    },
    addEventListener: (_type, listener) => {
      response.once('close', () => {
        if (!response.writableFinished) listener();
      });
    },
  };
}

import { createPlatformClient } from './platform-client.ts';

export interface ResponseApi {
  /** Posts the one late answer this code is good for, within an hour of its message. Throws `WeComApiError`. */
  respond(code: string, body: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * A robot's late answers (WeCom doc 101138). Only the code of a `response_url` is used, never its host: whatever a
 * callback says, we talk to the platform we are configured for.
 */
export function createResponseApi(options: { readonly apiBase: string; readonly timeoutMs?: number }): ResponseApi {
  const client = createPlatformClient(options);
  return {
    async respond(code, body) {
      await client.post('/cgi-bin/aibot/response', { response_code: code }, body);
    },
    close: () => client.close(),
  };
}

/** The code in a `response_url`; undefined when there is none. */
export function responseCodeIn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  return new URL(url).searchParams.get('response_code') ?? undefined;
}

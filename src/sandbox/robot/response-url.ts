import { ApiError } from '../api/api-error.ts';
import type { Endpoint } from '../api/endpoint.ts';
import type { Platform } from '../platform.ts';
import type { Replies } from './reply.ts';
import type { Turns } from './turns.ts';

const PATH = '/cgi-bin/aibot/response';

export const responseUrl = (platform: Platform, code: string): string =>
  `${platform.baseUrl()}${PATH}?response_code=${code}`;

/** `response_url`: one plain POST within an hour, no token (WeCom doc 101138). A refused call does not use it up. */
export function responseEndpoint(platform: Platform, turns: Turns, replies: Replies): Endpoint {
  return {
    method: 'POST',
    path: PATH,
    credential: 'none',
    channel: 'robot',
    handle({ query, body }) {
      const code = query.get('response_code') ?? '';
      const turn = turns.ofResponseCode(code);
      if (!turn) throw new ApiError(platform.settings.robotResponseCodeErrcode, 'invalid response_code');
      const isGroup = turn.conversation.kind === 'group';
      const allowed = isGroup ? (['markdown'] as const) : (['markdown', 'template_card'] as const);
      replies.show(turn, body, allowed, { images: 'refuse', windowFrom: 'message' });
      turns.spendResponseCode(code);
      return {};
    },
  };
}

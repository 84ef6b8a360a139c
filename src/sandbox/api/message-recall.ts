import type { Platform } from '../platform.ts';
import { ApiError } from './api-error.ts';
import { type Endpoint, textField } from './endpoint.ts';
import type { SentMessages } from './sent-messages.ts';

/** `message/recall`: within 24 hours, only one's own messages (WeCom doc 94867). */
export function recallEndpoints(platform: Platform, sent: SentMessages): Endpoint[] {
  return [
    {
      method: 'POST',
      path: '/cgi-bin/message/recall',
      credential: 'token',
      handle({ app, body }) {
        const message = sent.get(textField(body, 'msgid', 40058));
        if (message?.agentId !== app.agentId) throw new ApiError(40058, 'invalid msgid');
        if (platform.clock.now() >= message.at + platform.settings.recallWindowMs) {
          throw new ApiError(platform.settings.recallTooLateErrcode, 'the message can no longer be recalled');
        }
        for (const bubble of message.bubbles) platform.world.change(bubble, { recalled: true });
        return {};
      },
    },
  ];
}

import { type Features, type OutMessage, ROOM_PREFIX, type Sender, SendFailure } from '../chat/reply-types.ts';
import { escapeWithin } from '../wecom/markdown.ts';
import {
  WEBHOOK_TEXT_LIMIT_BYTES,
  type WebhookApi,
  type WebhookContent,
  webhookImage,
  webhookMarkdown,
  webhookText,
} from '../wecom/webhook-api.ts';
import { orSendFailure } from './send-failure.ts';

/** What the outbox freezes for this channel, as JSON: the group by its name, for its key is a secret. */
interface WebhookRequest {
  readonly group: string;
  readonly body: string;
}

const FEATURES: Features = {
  card: false,
  markdown: 'tables',
  picture: true,
  file: false,
  mention: true,
  push: true,
};

/**
 * Groups we may post into and never hear from. No Wechaty puppet: there is nobody to log in as, and nothing to receive.
 * `webhooks` are keys by the group's name, the same that stands after `room:` in a recipient.
 */
export function createWebhookSender(api: WebhookApi, webhooks: ReadonlyMap<string, string>): Sender {
  const keyOf = (group: string): string => {
    const key = webhooks.get(group);
    // Waiting gives whoever renamed it in the configuration a day to put it back.
    if (key === undefined) throw new SendFailure('config', 'group_not_configured');
    return key;
  };
  return {
    channel: 'webhook',
    features: FEATURES,
    textLimitBytes: WEBHOOK_TEXT_LIMIT_BYTES,

    async prepare(to, message) {
      const group = to.startsWith(ROOM_PREFIX) ? to.slice(ROOM_PREFIX.length) : to;
      const content = await orSendFailure(() => contentOf(message));
      return JSON.stringify({ group, body: JSON.stringify(content) } satisfies WebhookRequest);
    },

    async sendPrepared(frozen) {
      const { group, body } = JSON.parse(frozen) as WebhookRequest;
      const key = keyOf(group);
      await orSendFailure(() => api.send(key, body));
      return {};
    },
  };
}

/** Nobody can press a card here, and a table cannot call anybody: whoever wants both sends two messages. */
function contentOf(message: OutMessage): WebhookContent {
  switch (message.kind) {
    case 'text':
      return webhookText(escapeWithin(message.text, 'text', WEBHOOK_TEXT_LIMIT_BYTES), message.mention);
    case 'markdown':
      return webhookMarkdown(message.markdown);
    case 'picture':
      return webhookImage(message.png);
    case 'card':
    case 'file':
      return webhookText(escapeWithin(message.text, 'text', WEBHOOK_TEXT_LIMIT_BYTES));
    case 'card_update':
      throw new SendFailure('give_up', 'no_cards_here');
  }
}

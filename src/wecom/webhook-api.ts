import { createHash } from 'node:crypto';
import { createPlatformClient } from './platform-client.ts';
import { sendableText } from './sendable-text.ts';
import type { TextNotice } from './template-card.ts';

/** Limits of one message, in bytes; a longer one is refused, not cut (WeCom doc 99110). */
export const WEBHOOK_TEXT_LIMIT_BYTES = 2048;
export const WEBHOOK_MARKDOWN_LIMIT_BYTES = 4096;
const IMAGE_LIMIT_BYTES = 2 * 1024 * 1024;

/** What one message to a group's webhook says (WeCom doc 99110). */
export type WebhookContent =
  | {
      readonly msgtype: 'text';
      readonly text: { readonly content: string; readonly mentioned_list?: readonly string[] };
    }
  | { readonly msgtype: 'markdown'; readonly markdown: { readonly content: string } }
  /** With tables, without colours and without anybody being called. */
  | { readonly msgtype: 'markdown_v2'; readonly markdown_v2: { readonly content: string } }
  | { readonly msgtype: 'image'; readonly image: { readonly base64: string; readonly md5: string } }
  | { readonly msgtype: 'template_card'; readonly template_card: TextNotice };

export interface WebhookApi {
  /** Posts a prepared body to the group whose webhook has this key. Throws `WeComApiError`. */
  send(key: string, body: string): Promise<void>;
  close(): Promise<void>;
}

/** Group webhooks: the key is the only credential, they post and never hear, at most 20 messages a minute each. */
export function createWebhookApi(options: { readonly apiBase: string; readonly timeoutMs?: number }): WebhookApi {
  const client = createPlatformClient(options);
  return {
    async send(key, body) {
      await client.post('/cgi-bin/webhook/send', { key }, body);
    },
    close: () => client.close(),
  };
}

/** Words for a group; `mentioned` are userids. Throws RangeError when they are too long for one message. */
export function webhookText(words: string, mentioned: readonly string[] = []): WebhookContent {
  const content = bounded(words, WEBHOOK_TEXT_LIMIT_BYTES);
  return { msgtype: 'text', text: { content, ...(mentioned.length > 0 && { mentioned_list: mentioned }) } };
}

/** Markdown with tables. Throws RangeError when it is too long for one message. */
export function webhookMarkdown(markdown: string): WebhookContent {
  return { msgtype: 'markdown_v2', markdown_v2: { content: bounded(markdown, WEBHOOK_MARKDOWN_LIMIT_BYTES) } };
}

/** A PNG or JPG of at most 2 MB, which travels inside the message. Throws RangeError for a larger one. */
export function webhookImage(picture: Uint8Array): WebhookContent {
  if (picture.length > IMAGE_LIMIT_BYTES) throw new RangeError('picture is too large for a webhook');
  return { msgtype: 'image', image: imageOf(picture) };
}

/** Bytes as the platform takes them inside a message: base64, and the md5 of what was encoded. */
export function imageOf(picture: Uint8Array): { readonly base64: string; readonly md5: string } {
  return { base64: Buffer.from(picture).toString('base64'), md5: createHash('md5').update(picture).digest('hex') };
}

function bounded(words: string, limitBytes: number): string {
  const content = sendableText(words);
  if (Buffer.byteLength(content) > limitBytes) throw new RangeError('text is too long for one message');
  return content;
}

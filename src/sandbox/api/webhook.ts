import { createHash } from 'node:crypto';
import { checkCard } from '../card-check.ts';
import type { Platform } from '../platform.ts';
import { createRateWindow } from '../rate-window.ts';
import { byteLength } from '../text-bytes.ts';
import type { BubbleContent } from '../world/bubble.ts';
import type { Conversation, GroupWebhook } from '../world/conversation.ts';
import { type MediaType, sniffContentType } from '../world/media-store.ts';
import { ApiError } from './api-error.ts';
import { type Endpoint, type JsonObject, objectField, textField } from './endpoint.ts';
import { storeUpload, uploadedPart } from './media.ts';
import { mentionsIn } from './mentions.ts';
import { articles, newsArticle } from './message-content.ts';

/** 消息推送, formerly 群机器人 (WeCom doc 99110): the key is the only credential; it posts and never hears. */
export function webhookEndpoints(platform: Platform): Endpoint[] {
  const { world, settings, clock } = platform;
  const rate = createRateWindow(settings.webhookPerMinute, 60_000);

  function webhookOf(key: string | null): { webhook: GroupWebhook; group: Conversation } {
    for (const group of world.conversations.values()) {
      const webhook = group.webhooks.find((each) => each.key === key);
      if (webhook) return { webhook, group };
    }
    throw new ApiError(93000, 'invalid webhook url');
  }

  return [
    {
      method: 'POST',
      path: '/cgi-bin/webhook/send',
      credential: 'none',
      channel: 'webhook',
      handle({ query, body }) {
        const { webhook, group } = webhookOf(query.get('key'));
        const content = webhookContent(platform, webhook.key, body);
        if (!rate.take(webhook.key, clock.now())) throw new ApiError(45009, 'api freq out of limit');
        world.post(group.id, { kind: 'webhook', id: webhook.name, name: webhook.name }, content, {
          mentions: mentionsOf(content, body),
        });
        return {};
      },
    },
    {
      method: 'POST',
      path: '/cgi-bin/webhook/upload_media',
      credential: 'none',
      channel: 'webhook',
      body: 'multipart',
      empty: { type: '', media_id: '', created_at: '' },
      handle(call) {
        // An empty file is reported before an unknown key.
        const part = uploadedPart(call);
        const { webhook } = webhookOf(call.query.get('key'));
        return storeUpload(platform, part, call.query.get('type'), ['file', 'voice'], { webhookKey: webhook.key });
      },
    },
  ];
}

/** Only text takes lists of people; `<@userid>` works in text and v1 markdown. */
function mentionsOf(content: BubbleContent, body: JsonObject): string[] {
  if (content.kind === 'text') return mentionsIn(content.text, objectField(body, 'text').mentioned_list);
  return content.kind === 'markdown' ? mentionsIn(content.text, undefined) : [];
}

function webhookContent(platform: Platform, key: string, body: JsonObject): BubbleContent {
  const { settings } = platform;
  const type = body.msgtype;
  const part = typeof type === 'string' ? objectField(body, type) : {};
  switch (type) {
    case 'text':
      return { kind: 'text', text: limited(part, 'text', settings.webhookTextBytes) };
    case 'markdown':
    case 'markdown_v2':
      return { kind: type, text: limited(part, type, settings.webhookMarkdownBytes) };
    case 'image':
      return picture(platform, part);
    case 'news':
      return {
        kind: 'news',
        articles: articles(platform, part, (article) =>
          newsArticle(article, textField(article, 'url', 40058), settings),
        ),
      };
    case 'file':
    case 'voice':
      return mediaOf(platform, key, type, part);
    case 'template_card': {
      const verdict = checkCard(body.template_card, 'webhook');
      if ('fault' in verdict) throw new ApiError(verdict.fault.errcode, `invalid template_card.${verdict.fault.field}`);
      // Neither corner menu nor task: such a card calls nobody back.
      const { action_menu: _menu, task_id: _task, ...card } = verdict.card;
      return { kind: 'card', card };
    }
    default:
      throw new ApiError(40008, 'invalid message type');
  }
}

/** Over-long content is refused here, not cut as in an application's message. */
function limited(part: JsonObject, type: string, bytes: number): string {
  const text = textField(part, 'content', 44004);
  if (byteLength(text) > bytes) {
    throw new ApiError(40058, `${type}.content exceed max length ${bytes}. Invalid input invalid Request Parameter`);
  }
  return text;
}

function picture({ settings, world, random, clock }: Platform, part: JsonObject): BubbleContent {
  const base64 = textField(part, 'base64', 40058);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw new ApiError(40058, 'image.base64 is not plain base64');
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > settings.webhookImageMaxBytes) throw new ApiError(40009, 'invalid image size');
  const contentType = sniffContentType(bytes);
  if (contentType !== 'image/png' && contentType !== 'image/jpeg') throw new ApiError(40004, 'invalid media type');
  const md5 = createHash('md5').update(bytes).digest('hex');
  if (textField(part, 'md5', 40058).toLowerCase() !== md5) {
    throw new ApiError(settings.webhookMd5Errcode, 'image.md5 does not match');
  }
  const id = `sim_media_${random.letters(32)}`;
  const fileName = contentType === 'image/png' ? 'image.png' : 'image.jpg';
  // Nobody can name this id in a request, so it matters to no scope.
  const scope = { webhookKey: '' };
  world.media.add({ id, type: 'image', fileName, contentType, bytes, createdAt: clock.now(), scope });
  return { kind: 'image', mediaId: id, fileName };
}

function mediaOf(
  { world, clock, settings }: Platform,
  key: string,
  type: Extract<MediaType, 'file' | 'voice'>,
  part: JsonObject,
): BubbleContent {
  const id = textField(part, 'media_id', 41006);
  const media = world.media.usableByWebhook(id, key, clock.now(), settings.mediaLifetimeMs);
  if (media?.type !== type) throw new ApiError(40007, 'invalid media_id');
  return { kind: type, mediaId: media.id, fileName: media.fileName };
}

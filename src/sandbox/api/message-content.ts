import { checkCard } from '../card-check.ts';
import type { Platform } from '../platform.ts';
import { byteLength, cutToBytes } from '../text-bytes.ts';
import type { Article, BubbleContent } from '../world/bubble.ts';
import type { Media, MediaType } from '../world/media-store.ts';
import { ApiError } from './api-error.ts';
import { type JsonObject, objectField, textField } from './endpoint.ts';

/** The message kinds of an application, the same for message/send and appchat/send unless said otherwise. */
export const appMessageTypes = [
  'text',
  'markdown',
  'image',
  'voice',
  'video',
  'file',
  'textcard',
  'news',
  'mpnews',
  'template_card',
] as const;
export type AppMessageType = (typeof appMessageTypes)[number];

/** Turns the member named like the msgtype into what the reader sees, checking it (WeCom doc 90236). */
export function appMessageContent(platform: Platform, type: AppMessageType, body: JsonObject): BubbleContent {
  const part = objectField(body, type);
  switch (type) {
    case 'text':
      return { kind: 'text', text: cutToBytes(textField(part, 'content', 44004), platform.settings.textBytes) };
    case 'markdown':
      return { kind: 'markdown', text: markdownText(platform, part) };
    case 'image':
    case 'voice':
    case 'video':
    case 'file':
      return mediaContent(platform, type, part);
    case 'textcard':
      return textcard(platform, part);
    case 'news':
      return { kind: 'news', articles: articles(platform, part, articleOfApp) };
    case 'mpnews':
      return { kind: 'news', articles: articles(platform, part, mpArticle(platform)) };
    case 'template_card': {
      const verdict = checkCard(body.template_card, 'app');
      if ('fault' in verdict) {
        throw new ApiError(verdict.fault.errcode, `invalid template_card.${verdict.fault.field}`);
      }
      return { kind: 'card', card: verdict.card };
    }
  }
}

function markdownText({ settings }: Platform, part: JsonObject): string {
  const text = textField(part, 'content', 44004);
  if (byteLength(text) <= settings.markdownBytes) return text;
  if (settings.longAppMarkdown === 'truncate') return cutToBytes(text, settings.markdownBytes);
  throw new ApiError(40058, `markdown.content exceed max length ${settings.markdownBytes}`);
}

function appMedia(platform: Platform, type: MediaType, id: unknown): Media {
  if (id === undefined || id === '') throw new ApiError(41006, 'media_id missing');
  const { world, clock, settings } = platform;
  const media = world.media.usableByApps(id, clock.now(), settings.mediaLifetimeMs);
  if (media?.type !== type) throw new ApiError(40007, 'invalid media_id');
  return media;
}

function mediaContent(platform: Platform, type: MediaType, part: JsonObject): BubbleContent {
  const media = appMedia(platform, type, part.media_id);
  const content = { kind: type, mediaId: media.id, fileName: media.fileName };
  if (type !== 'video') return content;
  const { titleBytes, descriptionBytes } = platform.settings;
  return {
    ...content,
    title: cutToBytes(optionalText(part, 'title'), titleBytes),
    description: cutToBytes(optionalText(part, 'description'), descriptionBytes),
  };
}

/** A text that may be missing. */
export const optionalText = (part: JsonObject, name: string): string =>
  typeof part[name] === 'string' ? (part[name] as string) : '';

function webAddress(value: string, limit: number, field: string): string {
  if (!/^https?:\/\//i.test(value)) throw new ApiError(45034, `${field} missing protocol`);
  if (byteLength(value) > limit) throw new ApiError(40058, `${field} exceed max length ${limit}`);
  return value;
}

function textcard({ settings }: Platform, part: JsonObject): BubbleContent {
  return {
    kind: 'textcard',
    title: cutToBytes(textField(part, 'title', 41016), settings.titleBytes),
    description: cutToBytes(textField(part, 'description', 41033), settings.descriptionBytes),
    url: webAddress(textField(part, 'url', 40058), settings.urlBytes, 'textcard.url'),
    buttonText: [...(optionalText(part, 'btntxt') || '详情')].slice(0, 4).join(''),
  };
}

/** The articles of a news message, 1 to 8. */
export function articles(
  { settings }: Platform,
  part: JsonObject,
  read: (article: JsonObject, settings: Platform['settings']) => Article,
): Article[] {
  const list = Array.isArray(part.articles) ? (part.articles as unknown[]) : [];
  if (list.length === 0) throw new ApiError(40058, 'articles missing');
  if (list.length > settings.articlesMax) throw new ApiError(45008, 'article size out of limit');
  return list.map((each) => {
    if (typeof each !== 'object' || each === null) throw new ApiError(40058, 'invalid article');
    return read(each as JsonObject, settings);
  });
}

function articleOfApp(article: JsonObject, settings: Platform['settings']): Article {
  const miniProgram = optionalText(article, 'appid') !== '' && optionalText(article, 'pagepath') !== '';
  const url = miniProgram ? '' : webAddress(textField(article, 'url', 40058), settings.urlBytes, 'news.url');
  return newsArticle(article, url, settings);
}

/** An article whose `url` has been dealt with. */
export function newsArticle(article: JsonObject, url: string, settings: Platform['settings']): Article {
  const pictureUrl = optionalText(article, 'picurl');
  if (byteLength(pictureUrl) > settings.urlBytes) throw new ApiError(40058, 'news.picurl exceed max length');
  return {
    title: cutToBytes(textField(article, 'title', 41016), settings.titleBytes),
    description: cutToBytes(optionalText(article, 'description'), settings.descriptionBytes),
    url,
    pictureUrl,
  };
}

const mpArticle =
  (platform: Platform) =>
  (article: JsonObject, settings: Platform['settings']): Article => {
    appMedia(platform, 'image', article.thumb_media_id);
    textField(article, 'content', 44004);
    if (byteLength(optionalText(article, 'author')) > 64) throw new ApiError(45032, 'author exceed max length 64');
    return {
      title: cutToBytes(textField(article, 'title', 41016), settings.titleBytes),
      description: cutToBytes(optionalText(article, 'digest'), settings.descriptionBytes),
      url: optionalText(article, 'content_source_url'),
      pictureUrl: '',
    };
  };

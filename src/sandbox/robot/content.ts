import { createHash } from 'node:crypto';
import { ApiError } from '../api/api-error.ts';
import { type JsonObject, objectField } from '../api/endpoint.ts';
import { checkCard } from '../card-check.ts';
import type { Platform } from '../platform.ts';
import { byteLength, cutToBytes } from '../text-bytes.ts';
import type { BubbleContent } from '../world/bubble.ts';
import { type MediaType, sniffContentType } from '../world/media-store.ts';
import type { TemplateCard } from '../world/template-card.ts';
import type { Robot } from './robot.ts';

// What robots may write (WeCom docs 101031, 101032, 101463). Which of the codes below belongs to which fault is 未证实
// except 40008, 40016 and 40007.

/** The store knows two kinds of owner; robots are owners like webhooks, each with its own files. */
export const robotMediaOwner = (robot: Robot): string => `robot:${robot.id}`;

/** A text within the platform's limit of bytes; refused with 40058 when missing or longer. */
export function boundedText(platform: Platform, value: unknown, field: string): string {
  const { robotContentBytes, robotContentErrcode } = platform.settings;
  if (typeof value !== 'string') throw new ApiError(robotContentErrcode, `${field} missing`);
  if (byteLength(value) > robotContentBytes) {
    throw new ApiError(robotContentErrcode, `${field} exceed max length ${robotContentBytes}`);
  }
  return value;
}

/** `feedback.id` of a stream, markdown or card; '' when the sender asks for no feedback. */
export function feedbackIdOf(platform: Platform, part: JsonObject): string {
  const id = objectField(part, 'feedback').id;
  if (id === undefined) return '';
  if (typeof id !== 'string' || byteLength(id) > platform.settings.robotFeedbackIdBytes) {
    throw new ApiError(platform.settings.robotContentErrcode, 'invalid feedback.id');
  }
  return id;
}

/** `markdown.content`: behaves like the v2 markdown of group webhooks. */
export function markdownContent(platform: Platform, body: JsonObject): { content: BubbleContent; feedbackId: string } {
  const part = objectField(body, 'markdown');
  const text = boundedText(platform, part.content, 'markdown.content');
  if (text === '') throw new ApiError(platform.settings.robotContentErrcode, 'markdown.content missing');
  return { content: { kind: 'markdown_v2', text }, feedbackId: feedbackIdOf(platform, part) };
}

/** `text.content`, which only a welcome may use. */
export function welcomeText(platform: Platform, body: JsonObject): BubbleContent {
  const text = boundedText(platform, objectField(body, 'text').content, 'text.content');
  if (text === '') throw new ApiError(platform.settings.robotContentErrcode, 'text.content missing');
  return { kind: 'text', text };
}

/** Checks a card; `update` for one that takes the place of another. */
export function robotCard(
  platform: Platform,
  card: unknown,
  use: 'app' | 'update',
): { card: TemplateCard; feedbackId: string } {
  const verdict = checkCard(card, use);
  if ('card' in verdict) return { card: verdict.card, feedbackId: feedbackIdOf(platform, card as JsonObject) };
  const { field } = verdict.fault;
  if (field.startsWith('button_list')) throw new ApiError(40016, `invalid button size, ${field}`);
  throw new ApiError(platform.settings.robotBadCardErrcode, `invalid template_card.${field}`);
}

/** A message with an uploaded file. The files of other robots and of applications are unknown here. */
export function mediaContent(platform: Platform, robot: Robot, type: MediaType, body: JsonObject): BubbleContent {
  const { world, clock, settings } = platform;
  const part = objectField(body, type);
  const owner = robotMediaOwner(robot);
  const media = world.media.usableByWebhook(part.media_id, owner, clock.now(), settings.mediaLifetimeMs);
  if (media?.type !== type) throw new ApiError(settings.robotMediaErrcode, 'invalid media_id');
  const content = { kind: type, mediaId: media.id, fileName: media.fileName };
  if (type !== 'video') return content;
  const shortened = (value: unknown, bytes: number) => cutToBytes(typeof value === 'string' ? value : '', bytes);
  return {
    ...content,
    title: shortened(part.title, settings.robotVideoTitleBytes),
    description: shortened(part.description, settings.descriptionBytes),
  };
}

/** Stores the pictures of `stream.msg_item` and gives their media ids. All are checked before any is stored. */
export function storeStreamImages(platform: Platform, robot: Robot, items: readonly unknown[]): string[] {
  const { world, clock, random, settings } = platform;
  const wrong = (why: string) => new ApiError(settings.robotContentErrcode, `stream.msg_item: ${why}`);
  if (items.length > settings.robotStreamImages) throw wrong(`more than ${settings.robotStreamImages} items`);
  const pictures = items.map((item) => {
    const { msgtype, ...rest } = (item ?? {}) as JsonObject;
    if (msgtype !== 'image') throw wrong('only images');
    const { base64, md5 } = objectField(rest, 'image');
    if (typeof base64 !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) throw wrong('base64');
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length > settings.imageMaxBytes) throw wrong('image too large');
    const contentType = sniffContentType(bytes);
    if (contentType !== 'image/png' && contentType !== 'image/jpeg') throw wrong('neither PNG nor JPG');
    if (String(md5).toLowerCase() !== createHash('md5').update(bytes).digest('hex')) throw wrong('md5');
    return { bytes, contentType };
  });
  return pictures.map(({ bytes, contentType }) => {
    const id = `sim_media_${random.letters(32)}`;
    const fileName = contentType === 'image/png' ? 'image.png' : 'image.jpg';
    // Nobody is told this id, so no request can use the picture again.
    const scope = { webhookKey: robotMediaOwner(robot) };
    world.media.add({ id, type: 'image', fileName, contentType, bytes, createdAt: clock.now(), scope });
    return id;
  });
}

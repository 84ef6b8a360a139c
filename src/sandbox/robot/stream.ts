import { ApiError } from '../api/api-error.ts';
import { type JsonObject, textField } from '../api/endpoint.ts';
import type { Platform } from '../platform.ts';
import type { Bubble, BubbleContent } from '../world/bubble.ts';
import { boundedText, feedbackIdOf, storeStreamImages } from './content.ts';
import { hasPassed, momentNow } from './moment.ts';
import type { Postbox } from './postbox.ts';
import type { Stream, Turn } from './turns.ts';

type StreamContent = Extract<BubbleContent, { kind: 'markdown_v2' }>;

/** Where the two transports differ. */
export interface StreamRules {
  /** What becomes of pictures in `msg_item`. */
  images: 'show' | 'ignore' | 'refuse';
  /** From when the window counts. */
  windowFrom: 'message' | 'first-frame';
}

export interface Streams {
  /** Shows one snapshot of a stream: a new bubble, or the bubble it already has with new content. */
  write(turn: Turn, part: JsonObject, rules: StreamRules): { bubble: Bubble; stream: Stream };
  /** Ends every stream whose window has passed. */
  sweep(): void;
}

/** Reasoning is folded and white space shows nothing: such an end leaves what was there before. */
const visibleText = (text: string) => text.replace(/<think>[\s\S]*?(<\/think>|$)/g, '').trim();

/**
 * Streams: each snapshot is the whole text so far and takes the place of the one before; after `finish` or the end of
 * the window nothing changes any more (WeCom docs 101031, 101463).
 */
export function createStreams(platform: Platform, postbox: Postbox): Streams {
  const { world, settings } = platform;
  const unfinished = new Set<Stream>();

  const shown = (stream: Stream | undefined): StreamContent | undefined => {
    const content = stream && world.bubble(stream.bubbleId)?.content;
    return content?.kind === 'markdown_v2' ? content : undefined;
  };

  function expire(stream: Stream): void {
    unfinished.delete(stream);
    stream.finished = true;
    const text = [shown(stream)?.text ?? '', settings.robotStreamExpiredText].filter((each) => each !== '');
    world.change(stream.bubbleId, { content: { kind: 'markdown_v2', text: text.join('\n\n') }, streaming: false });
  }

  function sweep(): void {
    for (const stream of unfinished)
      if (hasPassed(platform, stream.begun, settings.robotStreamWindowMs)) expire(stream);
  }

  function imagesOf(turn: Turn, part: JsonObject, finish: boolean, rules: StreamRules): string[] {
    const items = part.msg_item;
    if (!Array.isArray(items) || items.length === 0 || rules.images === 'ignore') return [];
    const { robotContentErrcode: errcode } = settings;
    if (rules.images === 'refuse') throw new ApiError(errcode, 'stream.msg_item is not supported here');
    if (!finish) throw new ApiError(errcode, 'stream.msg_item before finish');
    return storeStreamImages(platform, turn.robot, items);
  }

  return {
    sweep,
    write(turn, part, rules) {
      sweep();
      const id = textField(part, 'id', settings.robotContentErrcode);
      const known = turn.streams.get(id);
      if (known?.finished) {
        const window = `>${settings.robotStreamWindowMs / 60_000} minutes`;
        throw new ApiError(settings.robotStreamOverErrcode, `stream message update expired (${window}) or finished`);
      }
      const given = boundedText(platform, part.content ?? shown(known)?.text ?? '', 'stream.content');
      const finish = part.finish === true;
      const pictures = imagesOf(turn, part, finish, rules);
      const text = finish && visibleText(given) === '' ? (shown(known)?.text ?? given) : given;
      const content: StreamContent = { kind: 'markdown_v2', text, ...(pictures.length > 0 && { images: pictures }) };
      if (!known) {
        const feedbackId = feedbackIdOf(platform, part);
        const bubble = postbox.post(turn.robot, turn.conversation.id, content, { streaming: !finish, feedbackId });
        const begun = rules.windowFrom === 'message' ? turn.begun : momentNow(platform);
        const stream = { id, bubbleId: bubble.id, begun, finished: finish };
        turn.streams.set(id, stream);
        if (!finish) unfinished.add(stream);
        return { bubble, stream };
      }
      known.finished = finish;
      if (finish) unfinished.delete(known);
      const bubble = world.change(known.bubbleId, { content, streaming: !finish });
      if (!bubble) throw new ApiError(settings.robotStreamOverErrcode, 'the message is gone');
      return { bubble, stream: known };
    },
  };
}

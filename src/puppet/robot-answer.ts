import type { PassiveReply } from '../wecom/incoming.ts';
import type { RobotMessageBody, RobotPlace, RobotSocket } from '../wecom/robot-socket.ts';
import { RobotSocketError } from '../wecom/robot-socket-error.ts';
import type { Timers } from '../wecom/timers.ts';
import { cardBody, streamBody } from './robot-body.ts';

/** A message whose answer takes longer than this gets a sign that somebody is at it; the platform waits 5 s. */
export const FIRST_FRAME_MS = 4_000;
/** A stream ends after this; the platform ends it after six minutes with words of its own (WeCom doc 101463). */
export const STREAM_MS = 5 * 60_000;

/** What people read while there is no answer yet. */
export interface WaitingWords {
  readonly thinking: string;
  /** The last words of a stream whose answer comes on its own later. */
  readonly later: string;
}

/** What became of an answer. */
export type Given =
  | { readonly kind: 'given'; readonly doubt: boolean }
  /**
   * It has to go another way; `error` is null when there was no other way to begin with. `openedAt` is set when its
   * stream may be shown, and should be ended rather than repeated.
   */
  | { readonly kind: 'not_given'; readonly error: RobotSocketError | null; readonly openedAt: number | null };

/**
 * Answers one message: in one frame when the answer is there within 4 s, otherwise as a stream that first says that
 * somebody is at it. Resolves whatever happens.
 */
export async function giveAnswer(options: {
  readonly socket: RobotSocket;
  readonly place: RobotPlace;
  readonly streamId: string;
  readonly reply: Promise<PassiveReply>;
  readonly words: WaitingWords;
  readonly timers: Timers;
  readonly now: () => number;
}): Promise<Given> {
  const { socket, place, streamId, words } = options;
  const frame = (text: string, part: 'first' | 'last') => streamBody(streamId, text, part);
  let opening: Promise<Given> | undefined;
  let openedAt: number | null = null;
  const stopWaiting = options.timers.after(FIRST_FRAME_MS, () => {
    openedAt = options.now();
    opening = given(socket.respond(place, frame(words.thinking, 'first')), openedAt);
  });
  const reply = await options.reply.finally(stopWaiting);
  const opened = await opening;
  const isOpen = opened?.kind === 'given';
  const say = (body: RobotMessageBody, how: 'respond' | 'refresh' = isOpen ? 'refresh' : 'respond') => {
    const startedAt = openedAt ?? options.now();
    return given(socket[how](place, body), startedAt);
  };
  switch (reply.kind) {
    case 'text':
    case 'picture':
      return say(frame(reply.text, 'last'));
    case 'markdown':
      return say(frame(reply.markdown, 'last'));
    case 'card': {
      // A stream cannot become a card, so one that was begun says in words what the card shows.
      if (isOpen) return say(frame(reply.text, 'last'));
      return given(socket.respond(place, cardBody(reply.card)), null);
    }
    case 'none':
    case 'later':
      return isOpen ? say(frame(words.later, 'last')) : { kind: 'given', doubt: false };
    case 'card_update':
      throw new Error('a message cannot be answered with a card update');
  }
}

/** What became of one command. Only what may have reached the platform opens a stream. */
export async function given(command: Promise<void>, openedAt: number | null): Promise<Given> {
  try {
    await command;
    return { kind: 'given', doubt: false };
  } catch (error) {
    if (!(error instanceof RobotSocketError)) throw error;
    if (error.code === 'ack_lost') return { kind: 'given', doubt: true };
    return { kind: 'not_given', error, openedAt };
  }
}

/** What a reply says in plain words; undefined when it says nothing. */
export function wordsOf(reply: PassiveReply): string | undefined {
  switch (reply.kind) {
    case 'text':
    case 'markdown':
    case 'picture':
    case 'card':
      return reply.text;
    case 'card_update':
      return 'sub_title_text' in reply.card && reply.card.sub_title_text !== undefined
        ? reply.card.sub_title_text
        : reply.card.main_title.title;
    default:
      return undefined;
  }
}

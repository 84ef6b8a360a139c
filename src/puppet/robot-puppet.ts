import { type Features, type OutMessage, ROOM_PREFIX, SendFailure, type StrandedAnswer } from '../chat/reply-types.ts';
import type { HangUp, Incoming, PassiveReply } from '../wecom/incoming.ts';
import { type ResponseApi, responseCodeIn } from '../wecom/response-api.ts';
import type { ResponseCodes } from '../wecom/response-codes.ts';
import { markdownOf, ROBOT_PLAIN_LIMIT_BYTES } from '../wecom/robot-markdown.ts';
import { lastOfStream, words } from '../wecom/robot-reply.ts';
import type { RobotStreams, StreamWords } from '../wecom/robot-streams.ts';
import { templateCardOf } from './card.ts';
import type { FetchFile } from './fetch-file.ts';
import { OfficialPuppet } from './official-puppet.ts';
import { wordsOf } from './robot-answer.ts';
import { markdownBody, streamIdOf } from './robot-body.ts';
import { orSendFailure } from './send-failure.ts';

export interface RobotPuppetOptions {
  readonly api: ResponseApi;
  readonly codes: ResponseCodes;
  readonly streams: RobotStreams;
  readonly words: StreamWords;
  /** Keeps an answer that could not be given where it is sent from later, as a message of its own. */
  readonly queue: (answer: StrandedAnswer) => Promise<void>;
  readonly log: { error(fields: object, message: string): void };
  readonly deadlineMs?: number;
  readonly fetchFile?: FetchFile;
}

/** What the outbox freezes for this channel, as JSON. */
interface LateAnswer {
  readonly code: string;
  readonly body: string;
}

/**
 * The channel of a robot that is called over HTTP: 1:1 and groups that @ it. Answers are passive, or come when the
 * platform asks again, or go once to the address a message brought; it cannot speak first.
 */
export class RobotPuppet extends OfficialPuppet {
  override readonly channel = 'robot';
  override readonly features: Features = {
    card: true,
    cardAnswer: true,
    pictureAnswer: true,
    markdown: 'tables',
    picture: true,
    file: false,
    mention: false,
    push: false,
  };
  override readonly textLimitBytes = ROBOT_PLAIN_LIMIT_BYTES;
  readonly #options: RobotPuppetOptions;

  constructor(options: RobotPuppetOptions) {
    const { deadlineMs, fetchFile } = options;
    super({
      selfId: 'robot',
      atDeadline: 'later',
      ...(deadlineMs !== undefined && { deadlineMs }),
      ...(fetchFile && { fetchFile }),
    });
    this.#options = options;
  }

  override async receive(incoming: Incoming, hangUp?: HangUp): Promise<PassiveReply> {
    const code = responseCodeIn(incoming.responseUrl ?? '');
    if (code !== undefined) this.#options.codes.remember(placeOf(incoming), code);
    const reply = await super.receive(incoming, hangUp);
    if (incoming.kind === 'text' || incoming.kind === 'media') {
      if (reply.kind === 'later') this.#options.streams.open(streamIdOf(incoming.key));
      return reply;
    }
    // Nothing is asked again about an event; what takes longer goes its own way, and so do words about a pressed card.
    if (incoming.kind === 'button' && reply.kind !== 'card_update') await this.#queue(incoming, reply);
    return reply.kind === 'later' ? { kind: 'none' } : reply;
  }

  protected override passiveOf(message: OutMessage): PassiveReply | undefined {
    switch (message.kind) {
      case 'text':
      case 'markdown':
      case 'picture':
        return message;
      case 'card':
        return { kind: 'card', card: templateCardOf(message.card), text: message.text };
      case 'card_update':
        return { kind: 'card_update', card: templateCardOf(message.card) };
      case 'file':
        return undefined;
    }
  }

  protected override answerLate(incoming: Incoming, reply: PassiveReply): void {
    if (incoming.kind === 'enter' || incoming.kind === 'event') return;
    if (incoming.kind === 'button') {
      this.#queueSoon(incoming, reply);
      return;
    }
    const { streams, words: streamWords } = this.#options;
    const id = streamIdOf(incoming.key);
    const last = lastOfStream(id, reply);
    // What ends without an answer in hand goes through the outbox, or was never meant to be said.
    if (last === undefined) streams.finish(id, words(id, streamWords.later), () => {});
    else streams.finish(id, last, () => this.#queueSoon(incoming, reply));
  }

  /** Waits while there is no code: the person's next message brings one, and the answer goes with it. */
  override async prepare(to: string, message: OutMessage): Promise<string> {
    const body = await orSendFailure(() => lateBody(to, message));
    const code = this.#options.codes.take(to);
    if (code === undefined) throw new SendFailure('wait', 'no_response_url');
    return JSON.stringify({ code, body: JSON.stringify(body) } satisfies LateAnswer);
  }

  override async sendPrepared(frozen: string): Promise<object> {
    const { code, body } = JSON.parse(frozen) as LateAnswer;
    await orSendFailure(() => this.#options.api.respond(code, body));
    return {};
  }

  async #queue(incoming: Incoming, reply: PassiveReply): Promise<void> {
    const text = wordsOf(reply);
    if (text === undefined) return;
    await this.#options.queue({ key: incoming.key, to: placeOf(incoming), message: { kind: 'text', text } });
  }

  #queueSoon(incoming: Incoming, reply: PassiveReply): void {
    this.#queue(incoming, reply).catch((error: unknown) =>
      this.#options.log.error({ err: error, channel: this.channel }, 'late answer not kept'),
    );
  }
}

function placeOf({ from, room }: Incoming): string {
  return room === undefined ? from : `${ROOM_PREFIX}${room}`;
}

/** Markdown, and in a single chat a card: neither pictures nor files can be late (WeCom doc 101138). */
function lateBody(to: string, message: OutMessage): object {
  switch (message.kind) {
    case 'markdown':
      return markdownBody(message.markdown);
    case 'card':
      if (to.startsWith(ROOM_PREFIX)) return markdownBody(markdownOf(message.text));
      return { msgtype: 'template_card', template_card: templateCardOf(message.card) };
    case 'text':
    case 'picture':
    case 'file':
      return markdownBody(markdownOf(message.text));
    case 'card_update':
      throw new SendFailure('give_up', 'card_not_pressed');
  }
}

import { type Features, type OutMessage, ROOM_PREFIX, SendFailure } from '../chat/reply-types.ts';
import type { AppApi, Sending } from '../wecom/app-api.ts';
import { APP_TEXT_LIMIT_BYTES, appMessageBody } from '../wecom/app-message.ts';
import type { PassiveReply } from '../wecom/incoming.ts';
import { FileFetchError } from '../wecom/sent-file.ts';
import { appContentOf } from './app-content.ts';
import { templateCardOf } from './card.ts';
import { OfficialPuppet } from './official-puppet.ts';
import { orSendFailure } from './send-failure.ts';

/** Half an hour, the platform's own default for how long equal requests count as one. */
const DUPLICATE_CHECK_S = 1800;
/** How far the interval is varied, so that the same text asked for twice is two requests and not a duplicate. */
const DUPLICATE_SPREAD_S = 600;

export interface AppPuppetOptions {
  /** The app's id, which is who the bot is here. */
  readonly agentId: string;
  readonly api: AppApi;
  readonly deadlineMs?: number;
}

/** What the outbox freezes for this channel, as JSON. */
interface AppRequest {
  readonly sending: Sending;
  readonly body: string;
}

/** The channel of a self-built app: 1:1 only, passive replies, `message/send`. */
export class AppPuppet extends OfficialPuppet {
  override readonly channel = 'app';
  override readonly features: Features = {
    card: true,
    markdown: 'basic',
    picture: true,
    file: true,
    mention: false,
    push: true,
  };
  override readonly textLimitBytes = APP_TEXT_LIMIT_BYTES;
  readonly #agentId: string;
  readonly #api: AppApi;

  constructor({ agentId, api, deadlineMs }: AppPuppetOptions) {
    super({
      selfId: `app:${agentId}`,
      fetchFile: async (file, maxBytes) => {
        if (file.kind !== 'media') throw new FileFetchError('gone');
        return api.getMedia(file.mediaId, maxBytes);
      },
      ...(deadlineMs !== undefined && { deadlineMs }),
    });
    this.#agentId = agentId;
    this.#api = api;
  }

  /** A press is answered by what whoever pressed sees from now on; a card itself cannot be an answer here. */
  protected override passiveOf(message: OutMessage): PassiveReply | undefined {
    if (message.kind === 'card_update') return { kind: 'card_update', card: templateCardOf(message.card, 'app') };
    return super.passiveOf(message);
  }

  override async prepare(to: string, message: OutMessage, serial: number): Promise<string> {
    if (to.startsWith(ROOM_PREFIX)) throw new SendFailure('give_up', 'no_groups_here');
    const request = await orSendFailure(() => this.#requestOf(to, message, serial));
    return JSON.stringify(request);
  }

  override async sendPrepared(frozen: string): Promise<{ readonly handle?: string }> {
    const { sending, body } = JSON.parse(frozen) as AppRequest;
    const { invalidUser, responseCode } = await orSendFailure(() => this.#api.send(sending, body));
    if (sending === 'message' && invalidUser.length > 0) throw new SendFailure('give_up', 'invalid_user');
    return responseCode === '' ? {} : { handle: responseCode };
  }

  async #requestOf(to: string, message: OutMessage, serial: number): Promise<AppRequest> {
    if (message.kind === 'card_update') {
      const { card, handle, userids } = message;
      const update = {
        userids,
        agentid: Number(this.#agentId),
        response_code: handle,
        template_card: templateCardOf(card, 'app'),
      };
      return { sending: 'card_update', body: JSON.stringify(update) };
    }
    const content = await appContentOf(message, this.#api);
    const duplicateCheckIntervalS = DUPLICATE_CHECK_S + (serial % DUPLICATE_SPREAD_S);
    const body = appMessageBody({ agentId: this.#agentId, touser: to }, content, { duplicateCheckIntervalS });
    return { sending: 'message', body };
  }
}

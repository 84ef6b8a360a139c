import { type Features, type OutMessage, SendFailure } from '../chat/reply-types.ts';
import { WeComApiError } from '../wecom/api-error.ts';
import { APP_TEXT_LIMIT_BYTES, type AppApi } from '../wecom/app-api.ts';
import { OfficialPuppet } from './official-puppet.ts';

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

/** The channel of a self-built app: 1:1 only, passive replies, `message/send`. */
export class AppPuppet extends OfficialPuppet {
  override readonly channel = 'app';
  override readonly features: Features = {
    card: false,
    markdown: 'none',
    picture: false,
    file: false,
    mention: false,
    push: true,
  };
  override readonly textLimitBytes = APP_TEXT_LIMIT_BYTES;
  readonly #api: AppApi;

  constructor({ agentId, api, deadlineMs }: AppPuppetOptions) {
    super({ selfId: `app:${agentId}`, ...(deadlineMs !== undefined && { deadlineMs }) });
    this.#api = api;
  }

  override async prepare(to: string, message: OutMessage, serial: number): Promise<string> {
    const duplicateCheckIntervalS = DUPLICATE_CHECK_S + (serial % DUPLICATE_SPREAD_S);
    const text = message.kind === 'card_update' ? message.card.title : message.text;
    return this.#api.prepareText(to, text, { duplicateCheckIntervalS });
  }

  override async sendPrepared(request: string): Promise<object> {
    try {
      const { invalidUser } = await this.#api.sendPrepared(request);
      if (invalidUser.length > 0) throw new SendFailure('give_up', 'invalid_user');
      return {};
    } catch (error) {
      throw asSendFailure(error);
    }
  }
}

/** What the platform's error means for the sender loop. A wrong configuration waits for the administrator. */
function asSendFailure(error: unknown): unknown {
  if (!(error instanceof WeComApiError)) return error;
  const code = error.errcode === null ? 'no_answer' : String(error.errcode);
  switch (error.action) {
    case 'retry':
    case 'refresh_token':
      return new SendFailure('retry', code, error);
    case 'wait':
    case 'config':
      return new SendFailure('wait', code, error);
    case 'fail':
      return new SendFailure('give_up', code, error);
  }
}

import {
  type Features,
  type NewGroup,
  type OutMessage,
  ROOM_PREFIX,
  type Sender,
  SendFailure,
} from '../chat/reply-types.ts';
import { WeComApiError } from '../wecom/api-error.ts';
import type { AppApi } from '../wecom/app-api.ts';
import { APP_TEXT_LIMIT_BYTES, type AppContent } from '../wecom/app-message.ts';
import { appContentOf } from './app-content.ts';
import { orSendFailure } from './send-failure.ts';

/** What is longer is cut by the platform (WeCom doc 90245), and a group of this id is there already. */
const NAME_CHARACTERS = 50;
const CHAT_EXISTS = 86_215;

const FEATURES: Features = {
  card: false,
  markdown: 'basic',
  picture: true,
  file: true,
  mention: true,
  push: true,
};

/**
 * Groups the app made for itself (WeCom doc 90248). No Wechaty puppet: what people say there never reaches us. Repeats
 * are not suppressed here, so a message whose first sending got no answer may be seen twice.
 */
export function createAppChatSender(api: Pick<AppApi, 'send' | 'uploadMedia'>): Sender {
  return {
    channel: 'appchat',
    features: FEATURES,
    textLimitBytes: APP_TEXT_LIMIT_BYTES,

    async prepare(to, message) {
      if (!to.startsWith(ROOM_PREFIX)) throw new SendFailure('give_up', 'no_people_here');
      const content = await orSendFailure(() => contentOf(message, api));
      return JSON.stringify({ chatid: to.slice(ROOM_PREFIX.length), ...content });
    },

    async sendPrepared(frozen) {
      await orSendFailure(() => api.send('chat', frozen));
      return {};
    },
  };
}

/** Makes a group of the app, once: its id is chosen by whoever asks. Rejects with `SendFailure`. */
export async function openAppChat(
  api: Pick<AppApi, 'createChat'>,
  { chatid, name, owner, userids }: NewGroup,
): Promise<void> {
  await orSendFailure(async () => {
    try {
      await api.createChat({ chatid, name: [...name].slice(0, NAME_CHARACTERS).join(''), owner, userids });
    } catch (error) {
      // Made before, by a request whose answer was lost.
      if (!(error instanceof WeComApiError) || error.errcode !== CHAT_EXISTS) throw error;
    }
  });
}

async function contentOf(message: OutMessage, api: Pick<AppApi, 'uploadMedia'>): Promise<AppContent> {
  if (message.kind === 'card_update') throw new SendFailure('give_up', 'no_cards_here');
  const plain = message.kind === 'card' ? ({ kind: 'text', text: message.text } as const) : message;
  const content = await appContentOf(plain, api);
  const mention = message.kind === 'text' ? (message.mention ?? []) : [];
  if (content.msgtype !== 'text' || mention.length === 0) return content;
  return { msgtype: 'text', text: { ...content.text, mentioned_list: mention } };
}

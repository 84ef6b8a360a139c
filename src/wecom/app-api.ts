import { unexpectedAnswer, WeComApiError } from './api-error.ts';
import { type AppIdentityOptions, createAppSession } from './app-session.ts';
import { jsonOf, listOf, partOf, stringOf } from './json.ts';
import type { Menu } from './menu.ts';
import type { Answer, UploadFile } from './platform-client.ts';
import type { SentFile } from './sent-file.ts';

/** Where prepared bodies go. */
const SENDING = {
  message: '/cgi-bin/message/send',
  chat: '/cgi-bin/appchat/send',
  card_update: '/cgi-bin/message/update_template_card',
} as const;

export type Sending = keyof typeof SENDING;

export interface SendResult {
  /** Lower-cased userids that did not get it: unknown, outside the app's visible range, or without a licence. */
  readonly invalidUser: readonly string[];
  /** What one update of the card that was sent needs, for 72 h; '' for anything but a card that can be pressed. */
  readonly responseCode: string;
}

export interface WeComUser {
  readonly userid: string;
  readonly name: string;
  readonly departmentIds: readonly number[];
  /** 1 has joined, 2 disabled, 4 not joined yet, 5 left. */
  readonly status: number;
}

/** The app as the console shows it (WeCom doc 90227). */
export interface WeComAgent {
  readonly name: string;
  readonly isClosed: boolean;
  /** Whether we are told when somebody opens the chat. */
  readonly reportsEnter: boolean;
  /** Who may use it: these people, and everybody in these departments or with one of these tags. */
  readonly userids: readonly string[];
  readonly departmentIds: readonly number[];
  readonly tagIds: readonly number[];
}

/** A group that an app made for itself (WeCom doc 90244); it never hears what is said there. */
export interface AppChat {
  readonly chatid: string;
  readonly name: string;
  readonly owner: string;
  readonly userids: readonly string[];
}

export interface AppApi {
  /** Sends a prepared body. Errcode 0 is no proof of delivery: limits per member are silent. */
  send(sending: Sending, body: string): Promise<SendResult>;
  /** Stores a picture (PNG or JPG, at most 10 MB) or a file (20 MB) for three days and gives its media_id. */
  uploadMedia(type: 'image' | 'file', file: UploadFile): Promise<string>;
  /** A file or picture somebody sent (WeCom doc 90254). Besides `WeComApiError` throws `FileFetchError`. */
  getMedia(mediaId: string, maxBytes: number): Promise<SentFile>;
  /** One member in the app's visible range (WeCom doc 90196). */
  getUser(userid: string): Promise<WeComUser>;
  getAgent(): Promise<WeComAgent>;
  createMenu(menu: Menu): Promise<void>;
  /** The menu as it is; undefined when there is none. */
  getMenu(): Promise<Menu | undefined>;
  /**
   * Makes a group of 2 to 2000 people, the owner one of them, and gives its id: `chatid`, at most 32 letters and digits,
   * or one of the platform's own.
   */
  createChat(chat: {
    readonly chatid?: string;
    readonly name: string;
    readonly owner: string;
    readonly userids: readonly string[];
  }): Promise<string>;
  getChat(chatid: string): Promise<AppChat>;
  close(): Promise<void>;
}

const NO_MENU = 46003;

/** The platform interfaces a self-built app needs. Every call throws `WeComApiError`. */
export function createAppApi(options: AppIdentityOptions): AppApi {
  const session = createAppSession(options);
  const agent = { agentid: options.agentId };

  return {
    async send(sending, body) {
      const answer = await session.post(SENDING[sending], body);
      return {
        invalidUser: [...userids(answer.invaliduser), ...userids(answer.unlicenseduser)],
        responseCode: stringOf(answer.response_code),
      };
    },

    async uploadMedia(type, file) {
      const answer = await session.upload('/cgi-bin/media/upload', file, { type });
      return stringOf(answer.media_id) || thrown(unexpectedAnswer('media/upload'));
    },

    getMedia: (mediaId, maxBytes) => session.download('/cgi-bin/media/get', maxBytes, { media_id: mediaId }),

    async getUser(userid) {
      const answer = await session.get('/cgi-bin/user/get', { userid });
      if (typeof answer.userid !== 'string' || typeof answer.status !== 'number') throw unexpectedAnswer('user/get');
      return {
        userid: answer.userid.toLowerCase(),
        name: stringOf(answer.name),
        departmentIds: integers(answer.department),
        status: answer.status,
      };
    },

    async getAgent() {
      const answer = await session.get('/cgi-bin/agent/get', agent);
      const users = listOf(partOf(answer, 'allow_userinfos').user).map((user) => stringOf(jsonOf(user).userid));
      return {
        name: stringOf(answer.name),
        isClosed: answer.close === 1,
        reportsEnter: answer.isreportenter === 1,
        userids: users.map((userid) => userid.toLowerCase()),
        departmentIds: integers(partOf(answer, 'allow_partys').partyid),
        tagIds: integers(partOf(answer, 'allow_tags').tagid),
      };
    },

    async createMenu(menu) {
      await session.post('/cgi-bin/menu/create', JSON.stringify(menu), agent);
    },

    async getMenu() {
      try {
        const answer = await session.get('/cgi-bin/menu/get', agent);
        // As we write it is how the platform gives it back.
        return { button: listOf(answer.button) } as unknown as Menu;
      } catch (error) {
        if (error instanceof WeComApiError && error.errcode === NO_MENU) return undefined;
        throw error;
      }
    },

    async createChat({ userids: userlist, ...chat }) {
      const answer = await session.post('/cgi-bin/appchat/create', JSON.stringify({ ...chat, userlist }));
      return stringOf(answer.chatid) || thrown(unexpectedAnswer('appchat/create'));
    },

    async getChat(chatid) {
      const chat = partOf(await session.get('/cgi-bin/appchat/get', { chatid }), 'chat_info');
      if (chat.chatid !== chatid) throw unexpectedAnswer('appchat/get');
      return {
        chatid,
        name: stringOf(chat.name),
        owner: stringOf(chat.owner).toLowerCase(),
        userids: userids(chat.userlist),
      };
    },

    close: () => session.close(),
  };
}

/** Lower-cased userids: joined with bars in `message/send`, a list everywhere else. */
function userids(given: Answer[string]): string[] {
  const all = typeof given === 'string' ? given.split('|') : listOf(given).map(stringOf);
  return all.map((userid) => userid.trim().toLowerCase()).filter((userid) => userid !== '');
}

function integers(value: unknown): number[] {
  return listOf(value).filter((one) => Number.isInteger(one)) as number[];
}

function thrown(error: Error): never {
  throw error;
}

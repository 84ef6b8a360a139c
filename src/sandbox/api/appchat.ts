import type { Platform } from '../platform.ts';
import { createRateWindow } from '../rate-window.ts';
import type { App } from '../world/app.ts';
import type { Conversation } from '../world/conversation.ts';
import { ApiError } from './api-error.ts';
import { type Endpoint, type JsonObject, objectField, textField } from './endpoint.ts';
import { mentionsIn } from './mentions.ts';
import { appMessageContent, appMessageTypes, optionalText } from './message-content.ts';

const ROOT_DEPARTMENT = 1;

/** Group chats that an application makes for itself (WeCom docs 90244 to 90248). It never hears what is said there. */
export function appchatEndpoints(platform: Platform): Endpoint[] {
  const { world, settings, clock, random } = platform;
  const creates = createRateWindow(settings.appchatCreatesPerDay, 24 * 3_600_000);
  const updates = createRateWindow(settings.appchatUpdatesPerHour, 3_600_000);
  const perMinute = createRateWindow(settings.appchatPerMemberPerMinute, 60_000);
  const perDay = createRateWindow(settings.appchatPerMemberPerDay, 24 * 3_600_000);

  /** Existing, visible members by their lower-case userids; any other is refused. */
  function members(app: App, value: unknown): string[] {
    if (value === undefined) return [];
    if (!Array.isArray(value)) throw new ApiError(40035, 'invalid userlist: an array is expected');
    const people = value.map((userid) => world.person(String(userid)));
    const known = people.filter((person) => person !== undefined && world.isVisible(app, person));
    if (known.length < value.length) throw new ApiError(86216, 'userlist includes an invalid member');
    return [...new Set(known.map((person) => person?.userid as string))];
  }

  function chatOf(app: App, chatId: string): Conversation {
    const chat = world.conversations.get(chatId);
    if (chat?.kind !== 'appchat') throw new ApiError(86003, 'chatid not exist');
    if (chat.agentId !== app.agentId) throw new ApiError(86008, 'the chat was not created by this application');
    return chat;
  }

  const nameOf = (body: JsonObject) => [...optionalText(body, 'name')].slice(0, settings.appchatNameChars).join('');

  function ownerOf(body: JsonObject, userlist: readonly string[], fallback: string | undefined): string {
    const owner = optionalText(body, 'owner').toLowerCase() || fallback;
    if (!owner || !userlist.includes(owner)) throw new ApiError(86207, 'owner is not in userlist');
    return owner;
  }

  function checkSize(userlist: readonly string[]): void {
    const { appchatMinMembers: min, appchatMaxMembers: max } = settings;
    if (userlist.length < min || userlist.length > max) throw new ApiError(86006, 'invalid member count');
  }

  return [
    {
      method: 'POST',
      path: '/cgi-bin/appchat/create',
      credential: 'token',
      empty: { chatid: '' },
      handle({ app, body }) {
        if (!app.visibleTo.departments.includes(ROOT_DEPARTMENT)) {
          throw new ApiError(60011, 'no privilege to access/modify contact/party/agent ');
        }
        if (body.userlist === undefined) throw new ApiError(86204, 'userlist missing');
        const userlist = members(app, body.userlist);
        checkSize(userlist);
        const owner = ownerOf(body, userlist, userlist[0]);
        const chatId = optionalText(body, 'chatid') || `sim${random.letters(28)}`;
        if (chatId.length > 32) throw new ApiError(86206, 'chatid too long');
        if (!/^[0-9A-Za-z]+$/.test(chatId)) throw new ApiError(86001, 'invalid chatid');
        if (world.conversations.has(chatId)) throw new ApiError(86215, 'chatid already exists');
        if (!creates.take('all', clock.now())) throw new ApiError(45009, 'api freq out of limit');
        world.addConversation({
          id: chatId,
          kind: 'appchat',
          title: nameOf(body) || '群聊',
          members: userlist,
          agentId: app.agentId,
          owner,
          webhooks: [],
          robots: [],
        });
        return { chatid: chatId };
      },
    },
    {
      method: 'POST',
      path: '/cgi-bin/appchat/update',
      credential: 'token',
      handle({ app, body }) {
        const chat = chatOf(app, textField(body, 'chatid', 86201));
        const removed = new Set(members(app, body.del_user_list));
        const kept = chat.members.filter((userid) => !removed.has(userid));
        const userlist = [...new Set([...kept, ...members(app, body.add_user_list)])];
        checkSize(userlist);
        const stays = chat.owner && userlist.includes(chat.owner) ? chat.owner : userlist[0];
        const owner = ownerOf(body, userlist, stays);
        if (!updates.take('all', clock.now())) throw new ApiError(45009, 'api freq out of limit');
        world.changeConversation(chat.id, { members: userlist, owner, title: nameOf(body) || chat.title });
        return {};
      },
    },
    {
      method: 'GET',
      path: '/cgi-bin/appchat/get',
      credential: 'token',
      handle({ app, query }) {
        const chat = chatOf(app, query.get('chatid') ?? '');
        return { chat_info: { chatid: chat.id, name: chat.title, owner: chat.owner, userlist: chat.members } };
      },
    },
    {
      method: 'POST',
      path: '/cgi-bin/appchat/send',
      credential: 'token',
      handle({ app, body }) {
        const chat = chatOf(app, textField(body, 'chatid', 86201));
        const type = appMessageTypes.find((each) => each === body.msgtype);
        if (!type || type === 'template_card') throw new ApiError(40008, 'invalid message type');
        const content = appMessageContent(platform, type, body);
        const now = clock.now();
        // Beyond a member's limit the message is dropped for that member without a word. A bubble belongs to the whole
        // chat, so here it is dropped only when nobody may have it.
        const key = (userid: string) => `${app.agentId} ${userid}`;
        const open = chat.members.filter((id) => perMinute.allows(key(id), now) && perDay.allows(key(id), now));
        for (const id of open) {
          perMinute.take(key(id), now);
          perDay.take(key(id), now);
        }
        if (open.length === 0) return {};
        const author = { kind: 'app', id: String(app.agentId), name: app.name } as const;
        const text = content.kind === 'text' || content.kind === 'markdown' ? content.text : '';
        const mentions = mentionsIn(text, objectField(body, 'text').mentioned_list);
        world.post(chat.id, author, content, { mentions });
        return {};
      },
    },
  ];
}

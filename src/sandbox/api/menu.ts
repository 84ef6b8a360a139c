import type { Platform } from '../platform.ts';
import { byteLength } from '../text-bytes.ts';
import type { MenuButton } from '../world/app.ts';
import { ApiError } from './api-error.ts';
import type { Endpoint, JsonObject } from './endpoint.ts';
import { checkAgent } from './message-send.ts';

/** Types of menu buttons and what each needs (WeCom doc 90231). */
const needs: Record<string, readonly ('key' | 'url' | 'pagepath' | 'appid')[]> = {
  click: ['key'],
  view: ['url'],
  scancode_push: ['key'],
  scancode_waitmsg: ['key'],
  pic_sysphoto: ['key'],
  pic_photo_or_album: ['key'],
  pic_weixin: ['key'],
  location_select: ['key'],
  view_miniprogram: ['pagepath', 'appid'],
};

const limits = {
  top: { buttons: 3, nameBytes: 16 },
  sub: { buttons: 5, nameBytes: 40 },
  keyBytes: 128,
  urlBytes: 1024,
};

/** `menu/create`, `menu/get`, `menu/delete`: the buttons under the chat with an application (WeCom doc 90231). */
export function menuEndpoints({ world }: Platform): Endpoint[] {
  const checkQuery = (call: Parameters<typeof checkAgent>[0], query: URLSearchParams) =>
    checkAgent(call, { agentid: query.get('agentid') ?? undefined });
  return [
    {
      method: 'POST',
      path: '/cgi-bin/menu/create',
      credential: 'token',
      handle({ app, query, body }) {
        checkQuery(app, query);
        world.changeApp(app.agentId, { menu: buttonsOf(body.button, 'top') });
        return {};
      },
    },
    {
      method: 'GET',
      path: '/cgi-bin/menu/get',
      credential: 'token',
      handle({ app, query }) {
        checkQuery(app, query);
        if (!app.menu) throw new ApiError(46003, 'menu not exist');
        return { button: app.menu };
      },
    },
    {
      method: 'GET',
      path: '/cgi-bin/menu/delete',
      credential: 'token',
      handle({ app, query }) {
        checkQuery(app, query);
        world.changeApp(app.agentId, { menu: null });
        return {};
      },
    },
  ];
}

function buttonsOf(value: unknown, level: 'top' | 'sub'): MenuButton[] {
  const isTop = level === 'top';
  const list = Array.isArray(value) ? (value as unknown[]) : [];
  if (list.length === 0 || list.length > limits[level].buttons) {
    throw new ApiError(isTop ? 40016 : 40023, 'invalid button size');
  }
  return list.map((each) => {
    if (typeof each !== 'object' || each === null) throw new ApiError(40058, 'invalid button');
    return buttonOf(each as JsonObject, level);
  });
}

function buttonOf(button: JsonObject, level: 'top' | 'sub'): MenuButton {
  const isTop = level === 'top';
  const { name, type } = button;
  if (typeof name !== 'string' || name === '') throw new ApiError(isTop ? 40018 : 40025, 'button.name missing');
  const { nameBytes } = limits[level];
  if (byteLength(name) > nameBytes) throw new ApiError(40058, `button.name exceed max length ${nameBytes}`);
  if (button.sub_button !== undefined) {
    if (!isTop) throw new ApiError(40022, 'invalid sub button level');
    return { name, sub_button: buttonsOf(button.sub_button, 'sub') };
  }
  const needed = typeof type === 'string' ? needs[type] : undefined;
  if (!needed) throw new ApiError(isTop ? 40017 : 40024, 'invalid button type');
  const made: MenuButton = { type: type as string, name };
  for (const field of needed) {
    const text = button[field];
    const limit = field === 'key' ? limits.keyBytes : limits.urlBytes;
    const code = field === 'key' ? (isTop ? 40019 : 40026) : isTop ? 40020 : 40027;
    if (typeof text !== 'string' || text === '' || byteLength(text) > limit) {
      throw new ApiError(code, `invalid button ${field} size`);
    }
    if (field === 'url' && !/^https?:\/\//i.test(text)) throw new ApiError(isTop ? 40055 : 40054, 'invalid button url');
    made[field] = text;
  }
  return made;
}

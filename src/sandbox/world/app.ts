import type { VisibleRange } from './people.ts';

/** A button of an application's menu, as `menu/create` takes it (WeCom doc 90231). */
export interface MenuButton {
  type?: string;
  name: string;
  key?: string;
  url?: string;
  pagepath?: string;
  appid?: string;
  sub_button?: MenuButton[];
}

/** 自建应用: an application the enterprise made for itself. */
export interface App {
  agentId: number;
  name: string;
  description: string;
  secret: string;
  /** Signs callbacks. */
  token: string;
  /** Encrypts callbacks, 43 characters. */
  encodingAesKey: string;
  /** Where callbacks go; `null` while none is configured. */
  callbackUrl: string | null;
  visibleTo: VisibleRange;
  /** 可信域名: the only host (with port) the sign-in redirect may lead to. */
  trustedDomain: string;
  homeUrl: string;
  menu: MenuButton[] | null;
  /** Whether opening the chat is reported (`enter_agent`). */
  reportsEnter: boolean;
}

import { type AppClient, malformedAnswer } from './app-client.ts';

/** How the management console has the app set up (`agent/get`, WeCom doc 90227). */
export interface AgentSettings {
  readonly name: string;
  /** Stopped by an administrator. */
  readonly isClosed: boolean;
  /** Who may use it: how many members, departments and tags are named. */
  readonly visible: { readonly users: number; readonly departments: readonly number[]; readonly tags: number };
}

/** A button under the chat with the app: sends its key, or opens others (WeCom doc 90231). */
export type MenuButton =
  | { readonly type: 'click'; readonly name: string; readonly key: string }
  | { readonly name: string; readonly sub_button: readonly MenuButton[] };

/** The department every other is under. */
export const ROOT_DEPARTMENT = 1;

export async function getAgent(client: AppClient): Promise<AgentSettings> {
  const answer = await client.get('/cgi-bin/agent/get', { agentid: client.agentId });
  const { name, close, allow_userinfos: users, allow_partys: parties, allow_tags: tags } = answer;
  if (typeof name !== 'string') throw malformedAnswer('agent/get');
  return {
    name,
    isClosed: close === 1,
    visible: {
      users: listIn(users, 'user').length,
      departments: listIn(parties, 'partyid').filter((id): id is number => typeof id === 'number'),
      tags: listIn(tags, 'tagid').length,
    },
  };
}

/** How many buttons the app's menu has at the top; errcode 46003 when there is no menu (WeCom doc 90232). */
export async function countMenuButtons(client: AppClient): Promise<number> {
  return listIn(await client.get('/cgi-bin/menu/get', { agentid: client.agentId }), 'button').length;
}

/** Replaces the app's menu. */
export async function createMenu(client: AppClient, buttons: readonly MenuButton[]): Promise<void> {
  await client.post('/cgi-bin/menu/create', { agentid: client.agentId }, JSON.stringify({ button: buttons }));
}

function listIn(holder: unknown, field: string): readonly unknown[] {
  const list = (holder as Readonly<Record<string, unknown>> | null | undefined)?.[field];
  return Array.isArray(list) ? list : [];
}

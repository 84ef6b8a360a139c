import type { Scope } from '../../src/chat/args/arg.ts';
import { localDay } from '../../src/domain/period.ts';
import { type Chat, openChat } from '../support/conversation.ts';

/** What resolvers look at while somebody of the demo's team types a line, at the conversation tests' start. */
export async function demoScope(userid = 'zhangwei'): Promise<{ readonly scope: Scope; readonly chat: Chat }> {
  const chat = await openChat();
  const scope = await chat.database.uow.read(async (stores): Promise<Scope> => {
    const actor = await stores.members.byUserid(userid);
    if (!actor) throw new Error(`the demo team has no ${userid}`);
    const { leads, members, settings } = stores;
    const pipeline = await settings.pipeline();
    const today = localDay(chat.now(), 'Asia/Shanghai');
    return { actor, today, pipeline, reasons: () => settings.reasons(), leads, members };
  });
  return { scope, chat };
}

import { texts } from '../texts/index.ts';
import type { Exchange } from './exchange.ts';
import type { Notice, Reply } from './reply-types.ts';
import { type Route, routeToPerson } from './route.ts';

/** A notice and the way it goes. */
export interface RoutedNotice {
  readonly route: Route;
  readonly text: string;
}

/**
 * Finds the way to everybody a reply wants told. Whoever cannot be reached is named in the reply, so that the person
 * who asked tells them.
 */
export async function routeNotices(
  reply: Reply,
  { deps, stores }: Pick<Exchange, 'deps' | 'stores'>,
): Promise<{ readonly said: Reply; readonly routed: readonly RoutedNotice[] }> {
  const { notices = [], ...said } = reply;
  const routed: RoutedNotice[] = [];
  const missed: Notice[] = [];
  for (const notice of notices) {
    const ways = { senders: deps.senders(), presence: stores.presence };
    const route = notice.userid === null ? undefined : await routeToPerson(notice.userid, [], ways);
    if (route) routed.push({ route, text: notice.text });
    else missed.push(notice);
  }
  if (missed.length === 0) return { said, routed };
  const names = [...new Set(missed.map(({ name }) => name))];
  return { said: { ...said, text: `${said.text}\n${texts.general.notTold(names)}` }, routed };
}

import { texts } from '../texts/index.ts';
import type { Exchange } from './exchange.ts';
import { renderText } from './render.ts';
import type { Reply } from './reply-types.ts';
import { type Route, routeToPerson } from './route.ts';

/** What is said where somebody asked, and what to them alone. */
export interface Aim {
  readonly here: Reply;
  readonly alone?: { readonly reply: Reply; readonly route: Route };
}

/** A group sees no list longer than this; what is longer goes to whoever asked. */
const MOST_LINES = 8;

/**
 * Decides who sees a reply. Alone with the bot, whoever asked. In a group, what is private or long is said to them
 * alone, and the group sees one line; what the group does see is as open as the group is allowed. `names` are the
 * customers the reply speaks of.
 */
export async function aim(reply: Reply, names: readonly string[], exchange: Exchange): Promise<Aim> {
  const { place, message, deps, stores } = exchange;
  if (place.kind === 'alone') return { here: reply };
  if (!reply.isPrivate && !isLong(reply))
    return { here: maskReply(reply, (text) => texts.maskText(text, place.group.privacy, names)) };
  const senders = deps.senders();
  const route = await routeToPerson(message.userid, ['card', 'file'], { senders, presence: stores.presence });
  if (route) return { here: { kind: 'text', text: texts.groups.sentAlone }, alone: { reply, route } };
  const text = senders.some(({ features }) => features.push) ? texts.groups.speakAloneFirst : texts.groups.askAlone;
  return { here: { kind: 'text', text } };
}

function isLong(reply: Reply): boolean {
  return reply.kind === 'text' && renderText(reply).split('\n').length > MOST_LINES;
}

/** The reply with every text of it gone through `mask`; the lines behind options stay, nobody reads those. */
function maskReply(reply: Reply, mask: (text: string) => string): Reply {
  const { face, actions } = reply;
  const masked = {
    ...reply,
    text: mask(reply.text),
    ...(face && {
      face: {
        title: mask(face.title),
        ...(face.subtitle !== undefined && { subtitle: mask(face.subtitle) }),
        fields: face.fields.map(({ label, value }) => ({ label, value: mask(value) })),
      },
    }),
    ...(actions && { actions: actions.map(({ label, line }) => ({ label: mask(label), line })) }),
  };
  if (masked.kind === 'text') return masked;
  return { ...masked, options: masked.options.map(({ label, line }) => ({ label: mask(label), line })) };
}

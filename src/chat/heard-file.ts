import { mayUse } from '../domain/access.ts';
import { texts } from '../texts/index.ts';
import { reply } from './command.ts';
import type { Exchange } from './exchange.ts';
import type { Outcome } from './memory.ts';

/** Name of the command a file is for. */
const COMMAND = 'import';

/**
 * What comes of something that is no text. A file that somebody who may import sends to the bot alone is tried out
 * after the answer; nobody else's is even fetched. An open question stays open.
 */
export function heardFile({ actor, deps, message, place }: Exchange): Outcome {
  const { file } = message;
  if (file === undefined || place.kind !== 'alone')
    return { reply: reply.text(texts.general.media), keepsQuestion: true };
  const command = deps.registry.find(COMMAND);
  if (!command || !mayUse(actor.role, command.permission)) {
    return { reply: reply.text(texts.tables.onlyAdmins), keepsQuestion: true };
  }
  return {
    reply: reply.task(texts.tables.looking, { kind: 'import_check', data: { file } }),
    keepsQuestion: true,
  };
}

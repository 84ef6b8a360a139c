import type { Router } from '@koa/router';
import { type AppIdentity, readAppCallback } from '../../wecom/app-callback.ts';
import { APP_TEXT_LIMIT_BYTES } from '../../wecom/app-message.ts';
import type { CallbackCrypto } from '../../wecom/callback-crypto.ts';
import { CallbackError } from '../../wecom/callback-error.ts';
import type { HangUp, Incoming, PassiveReply } from '../../wecom/incoming.ts';
import { escapeWithin } from '../../wecom/markdown.ts';
import { cardUpdateXml, type PassiveHead, replyEnvelopeXml, textReplyXml } from '../../wecom/reply-xml.ts';
import { createXmlReader, textOf } from '../../wecom/xml.ts';
import { hangUpOf } from '../hang-up.ts';
import { readBody } from '../read-body.ts';
import { type Freshness, parseQuery, readSignedQuery } from '../signed-query.ts';
import { urlCheck } from '../url-check.ts';

const PATH = '/wecom/callback';

export interface CallbackRouteOptions extends Freshness {
  readonly app: AppIdentity;
  readonly crypto: CallbackCrypto;
  /**
   * Takes the message and answers in time (the platform hangs up after 5 s): deadlines are the receiver's business.
   * `hangUp` is aborted when the caller is gone before the answer.
   */
  readonly receive: (incoming: Incoming, hangUp: HangUp) => Promise<PassiveReply>;
}

/**
 * The door of the self-built app (WeCom docs 90930, 90238): GET answers the console's URL check, POST takes a message
 * or event, hands it to `receive` and answers an empty 200 or the encrypted passive reply. Whatever is not provably
 * from our WeCom is refused with a `CallbackError` before `receive` hears of it.
 */
export function callbackRoute({ app, crypto, receive, now, maxSkewS }: CallbackRouteOptions): (router: Router) => void {
  const readXml = createXmlReader();

  return (router) => {
    router.get(PATH, urlCheck(crypto, { now, maxSkewS }));

    router.post(PATH, async (ctx) => {
      const body = await readBody(ctx.req);
      const signed = readSignedQuery(parseQuery(ctx.querystring), { now, maxSkewS });
      const encrypt = textOf(readXml(body), 'Encrypt')?.trim();
      if (encrypt === undefined || encrypt === '') throw new CallbackError('missing_field', 'Encrypt');
      crypto.verify({ ...signed, encrypt });
      const incoming = readAppCallback(readXml(crypto.open(encrypt)), app);

      const reply = await receive(incoming, hangUpOf(ctx.res));
      const createTimeS = Math.floor(now() / 1000);
      const plaintext = plaintextOf(reply, { to: incoming.from, from: app.corpId, createTimeS });
      if (plaintext === undefined) {
        ctx.body = '';
        return;
      }
      ctx.set('Content-Type', 'text/xml; charset=utf-8');
      ctx.body = replyEnvelopeXml(crypto.seal(plaintext, String(createTimeS), signed.nonce));
    });
  };
}

/** What the platform takes as the answer of an app's callback: words, or a pressed card as it looks from now on. */
function plaintextOf(reply: PassiveReply, head: PassiveHead): string | undefined {
  switch (reply.kind) {
    case 'text':
      return textReplyXml({ ...head, content: escapeWithin(reply.text, 'text', APP_TEXT_LIMIT_BYTES) });
    case 'card_update':
      return cardUpdateXml({ ...head, card: reply.card });
    default:
      return undefined;
  }
}

import type { Router } from '@koa/router';
import type { CallbackCrypto } from '../../wecom/callback-crypto.ts';
import { CallbackError } from '../../wecom/callback-error.ts';
import type { HangUp, Incoming, PassiveReply } from '../../wecom/incoming.ts';
import { type Json, parseJson, partOf, stringOf } from '../../wecom/json.ts';
import { readRobotMessage } from '../../wecom/robot-message.ts';
import { type RobotReply, robotReplyTo } from '../../wecom/robot-reply.ts';
import type { RobotStreams } from '../../wecom/robot-streams.ts';
import { hangUpOf } from '../hang-up.ts';
import { readBody } from '../read-body.ts';
import { type Freshness, parseQuery, readSignedQuery } from '../signed-query.ts';
import { urlCheck } from '../url-check.ts';

const PATH = '/wecom/robot';

export interface RobotRouteOptions extends Freshness {
  readonly crypto: CallbackCrypto;
  /** What the robot is called in groups, former names included. */
  readonly names: readonly string[];
  readonly streams: RobotStreams;
  /** The stream a message is answered in: the same for the same message, however often it is delivered. */
  readonly streamIdOf: (key: string) => string;
  /** What a stream says while there is no answer in it. */
  readonly thinking: string;
  /** Takes the message and answers in time (the platform hangs up after 5 s): deadlines are the receiver's business. */
  readonly receive: (incoming: Incoming, hangUp: HangUp) => Promise<PassiveReply>;
}

/**
 * The door of a robot in webhook mode (WeCom docs 101031, 101033): GET answers the console's URL check, POST takes a
 * message or event as encrypted JSON, or the platform's question for the rest of a stream, and answers in kind. Whatever
 * is not provably from our WeCom is refused with a `CallbackError` before `receive` hears of it.
 */
export function robotRoute(options: RobotRouteOptions): (router: Router) => void {
  const { crypto, streams, now, maxSkewS } = options;

  async function answer(message: Json, hangUp: HangUp): Promise<RobotReply> {
    if (message.msgtype === 'stream') {
      const id = stringOf(partOf(message, 'stream').id);
      if (id === '') throw new CallbackError('missing_field', 'stream.id');
      return streams.poll(id);
    }
    const incoming = readRobotMessage(message, { channel: 'robot', names: options.names, now });
    const streamId = options.streamIdOf(incoming.key);
    const reply = robotReplyTo(incoming.kind, await options.receive(incoming, hangUp), streamId, options.thinking);
    if (reply?.msgtype === 'stream' && partOf(reply, 'stream').finish === true) streams.keep(streamId, reply);
    return reply;
  }

  return (router) => {
    router.get(PATH, urlCheck(crypto, { now, maxSkewS }));

    router.post(PATH, async (ctx) => {
      const body = await readBody(ctx.req);
      const signed = readSignedQuery(parseQuery(ctx.querystring), { now, maxSkewS });
      const encrypt = stringOf(objectIn(body).encrypt);
      if (encrypt === '') throw new CallbackError('missing_field', 'encrypt');
      crypto.verify({ ...signed, encrypt });
      const reply = await answer(objectIn(crypto.open(encrypt)), hangUpOf(ctx.res));
      if (reply === undefined) {
        ctx.body = '';
        return;
      }
      const timestamp = Math.floor(now() / 1000);
      const sealed = crypto.seal(JSON.stringify(reply), String(timestamp), signed.nonce);
      ctx.set('Content-Type', 'application/json; charset=utf-8');
      ctx.body = JSON.stringify({
        encrypt: sealed.encrypt,
        msgsignature: sealed.signature,
        timestamp,
        nonce: signed.nonce,
      });
    });
  };
}

function objectIn(text: string): Json {
  const object = parseJson(text);
  if (object === undefined) throw new CallbackError('bad_json');
  return object;
}

import type { Logger } from 'pino';
import { type Message, WechatyBuilder } from 'wechaty';
import type { PuppetInterface } from 'wechaty-puppet/impls';
import { type ChatContext, PLAIN } from './context.ts';
import { type InboundMark, isRichPuppet } from './reply-types.ts';
import { createSequence } from './sequence.ts';

export interface Bot {
  /** Lets running messages finish, then stops. */
  stop(): Promise<void>;
}

/** Texts longer than this are cut into several messages on a channel that does not name its own limit. */
const FOREIGN_TEXT_LIMIT_BYTES = 4000;

/**
 * One Wechaty bot over one puppet. Messages of one conversation are handled one at a time, in order; whatever becomes
 * of a message, its turn ends, so that the platform gets its answer.
 */
export async function startBot(options: {
  readonly puppet: PuppetInterface;
  readonly handle: (message: ChatContext) => Promise<void>;
  readonly log: Logger;
}): Promise<Bot> {
  const { puppet, handle, log } = options;
  const rich = isRichPuppet(puppet) ? puppet : undefined;
  const sequence = createSequence();
  const bot = WechatyBuilder.build({ puppet });

  // First of all: an error event nobody listens to ends the process.
  bot.on('error', (error) => log.error({ err: error }, 'chat layer error'));
  bot.on(
    'message',
    bot.wrapAsync(async (message: Message) => {
      try {
        const context = await contextOf(message, puppet);
        if (context) await sequence.run(context.chat, () => handle(context));
      } finally {
        rich?.endTurn(message.id);
      }
    }),
  );
  await bot.start();
  // When a puppet cannot start, Wechaty's own start() resolves all the same.
  if (!puppet.state.active()) {
    await bot.stop();
    throw new Error('the chat channel did not start');
  }
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    // A message handed in just now is still on its way through Wechaty; ours arrive within the same turn of the loop.
    await new Promise((resolve) => setImmediate(resolve));
    await sequence.idle();
    await bot.stop();
  };
  return {
    stop() {
      stopped ??= stop();
      return stopped;
    },
  };
}

/** A Wechaty message as we handle it; undefined for what is not meant for us. */
async function contextOf(message: Message, puppet: PuppetInterface): Promise<ChatContext | undefined> {
  if (message.self()) return undefined;
  const room = message.room();
  // Wechaty knows mentions in texts only, and a card of ours that is pressed in a group needs none.
  if (room && markOf(message)?.kind !== 'button' && !(await message.mentionSelf())) return undefined;
  const rich = isRichPuppet(puppet) ? puppet : undefined;
  const userid = message.talker().id.toLowerCase();
  const mark = markOf(message) ?? { key: `wechaty/${userid}/${message.id}`, kind: kindOf(message) };
  if (mark.kind === 'event' && !mark.contact) return undefined;
  return {
    ...mark,
    channel: rich?.channel ?? 'wechaty',
    chat: room?.id ?? userid,
    userid,
    text: message.text(),
    textLimitBytes: rich?.textLimitBytes ?? FOREIGN_TEXT_LIMIT_BYTES,
    features: rich?.features ?? PLAIN,
    canAnswer: () => rich?.canAnswer(message.id) ?? true,
    answer: async (text) => {
      await message.say(text);
    },
    answerWith: (out) => rich?.answer(message.id, out) ?? false,
  };
}

/** What our puppets say of a message beyond Wechaty's words; extra keys of a payload are kept. */
function markOf(message: Message): InboundMark | undefined {
  return (message.payload as { readonly inbound?: InboundMark } | undefined)?.inbound;
}

function kindOf(message: Message): InboundMark['kind'] {
  return message.type() === message.wechaty.Message.Type.Text ? 'text' : 'media';
}

import { type Bot, startBot } from '../../src/chat/bot.ts';
import type { ChatContext } from '../../src/chat/context.ts';
import type { Features, OutMessage } from '../../src/chat/reply-types.ts';
import { OfficialPuppet } from '../../src/puppet/official-puppet.ts';
import type { Incoming } from '../../src/wecom/incoming.ts';
import { createLogbook } from '../http/door.ts';

/** A puppet of ours over no platform at all: remembers what was sent actively and what Wechaty asked it for. */
export class RecordingPuppet extends OfficialPuppet {
  override readonly channel = 'recording';
  override readonly features: Features = {
    card: false,
    markdown: 'none',
    picture: false,
    file: false,
    mention: false,
    push: true,
  };
  override readonly textLimitBytes = 2048;
  readonly sent: string[] = [];
  readonly asked: string[] = [];

  constructor(deadlineMs?: number) {
    super({ selfId: 'bot', ...(deadlineMs !== undefined && { deadlineMs }) });
  }

  override async prepare(to: string, message: OutMessage): Promise<string> {
    return `${to}: ${message.kind === 'card_update' ? message.card.title : message.text}`;
  }

  override async sendPrepared(request: string): Promise<{ readonly handle?: string }> {
    this.sent.push(request);
    return {};
  }

  /** Resolves when no message is being handled. */
  async finished(): Promise<void> {
    while (this.running > 0) await new Promise((resolve) => setImmediate(resolve));
  }

  override contactRawPayload(id: string) {
    this.asked.push(`contact ${id}`);
    return super.contactRawPayload(id);
  }

  override roomMemberList() {
    this.asked.push('members');
    return super.roomMemberList();
  }
}

let serial = 0;

/** A text message as a door hands it over; each with a key of its own unless told. */
export function incoming(from: string, text: string, more: Partial<Incoming> = {}): Incoming {
  return { key: `recording:${++serial}`, channel: 'app', from, kind: 'text', text, type: 'text', at: 0, ...more };
}

/** A real Wechaty bot over a recording puppet; `handle` stands where the commands are. */
export async function startRecordingBot(
  handle: (message: ChatContext, puppet: RecordingPuppet) => Promise<void>,
  options: { readonly deadlineMs?: number } = {},
): Promise<{ puppet: RecordingPuppet; bot: Bot } & ReturnType<typeof createLogbook>> {
  const puppet = new RecordingPuppet(options.deadlineMs);
  const logbook = createLogbook();
  const bot = await startBot({ puppet, log: logbook.log, handle: (message) => handle(message, puppet) });
  return { puppet, bot, ...logbook };
}

/** Stops every bot of one test when it is over, whatever became of it. */
export function botsOfTest(afterEach: (fn: () => Promise<void>) => void): typeof startRecordingBot {
  const bots: Bot[] = [];
  afterEach(async () => {
    for (const bot of bots.splice(0)) await bot.stop();
  });
  return async (handle, options) => {
    const started = await startRecordingBot(handle, options);
    bots.push(started.bot);
    return started;
  };
}

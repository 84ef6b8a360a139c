import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { pino } from 'pino';
import { createRasteriser } from '../../src/charts/rasteriser.ts';
import { type ChatContext, PLAIN } from '../../src/chat/context.ts';
import { createMessageHandler } from '../../src/chat/handle-message.ts';
import { NO_MAKERS } from '../../src/chat/outbox-body.ts';
import { createOutboxSender } from '../../src/chat/outbox-sender.ts';
import { loadCommands } from '../../src/chat/registry.ts';
import {
  type ChatCard,
  type Features,
  type FetchedFile,
  FetchFailure,
  type OutMessage,
  ROOM_PREFIX,
  type Sender,
  SendFailure,
} from '../../src/chat/reply-types.ts';
import { seedDemoTeam } from '../../src/cli/demo-team.ts';
import { createMakers } from '../../src/makers.ts';
import { commandsFolder, projectRoot } from '../../src/project-root.ts';
import { openDatabase } from '../../src/store/database.ts';
import { openTasks } from '../../src/tasks.ts';
import { askNothing } from './ask-nothing.ts';
import { CONVERSATION_START, TIME_ZONE } from './conversation.ts';
import { seed } from './seed.ts';

const RICH: Features = { ...PLAIN, card: true, markdown: 'tables', picture: true, file: true };

/** The kinds of channel there are, by what they can do. */
export const CHANNELS = {
  app: RICH,
  robot: { ...RICH, cardAnswer: true, pictureAnswer: true, push: false },
  'robot-socket': { ...RICH, cardAnswer: true },
} satisfies Record<string, Features>;

export type FakeChannel = keyof typeof CHANNELS;

/** What somebody sees: a text, a card with its buttons, or a card changed. */
export function seen(message: OutMessage): string {
  switch (message.kind) {
    case 'card':
      return faceOf(message.card);
    case 'card_update':
      return `(card changed)\n${faceOf(message.card)}`;
    case 'picture':
      return '(picture)';
    default:
      return message.kind === 'file' ? `(file ${message.name})` : message.text;
  }
}

function faceOf({ title, subtitle, body, fields, options, submit, done }: ChatCard): string {
  const buttons = options.map(({ label }) => `[${label}]`).join(submit === undefined ? ' ' : ' / ');
  return [
    `┃ ${title}`,
    ...[subtitle, ...fields.map(({ label, value }) => `${label} ${value}`), body]
      .filter((line) => line !== undefined)
      .flatMap((line) => line.split('\n'))
      .map((line) => `┃ ${line}`),
    `┃ ${done ?? `${buttons}${submit === undefined ? '' : ` (${submit})`}`}`,
  ].join('\n');
}

/** Something sent actively, with whom it went to. */
export interface Pushed {
  readonly channel: string;
  readonly to: string;
  readonly message: OutMessage;
}

/**
 * The real hallway and the real outbox over channels that show cards, know groups and push, on no platform at all. Says
 * lines, presses cards, and tells what everybody saw.
 */
export async function openRichRoom(
  options: {
    readonly channels?: readonly FakeChannel[];
    readonly webhooks?: readonly string[];
    /** Database file; in memory when absent. What an earlier room left in it is still there. */
    readonly file?: string;
  } = {},
) {
  const { channels = ['app', 'robot-socket'], webhooks = [], file } = options;
  const databaseUrl = file === undefined ? ':memory:' : `file:${file}`;
  const isNew = file === undefined || !existsSync(file);
  const database = await openDatabase(databaseUrl, seed);
  let now = CONVERSATION_START;
  /** Two rooms over one database hear different messages. */
  const run = randomUUID();
  let serial = 0;
  const pushed: Pushed[] = [];
  /** Every card anybody was shown, the newest last. */
  const cards: { readonly channel: string; readonly chat: string; readonly card: ChatCard }[] = [];
  let refuses: (message: OutMessage) => string | undefined = () => undefined;
  if (isNew) {
    await seedDemoTeam(database.uow, `${projectRoot()}/data/seed/demo.json`, now, TIME_ZONE);
    await askNothing(database.uow);
  }
  /** Files that were sent, by what they are fetched by; a failure for those that cannot be had. */
  const files = new Map<string, FetchedFile | FetchFailure>();
  const fetched: string[] = [];
  let isRunning = true;
  let look = 0;

  const show = (channel: string, chat: string, message: OutMessage) => {
    if (message.kind === 'card' || message.kind === 'card_update') cards.push({ channel, chat, card: message.card });
  };
  const senders: readonly Sender[] = channels.map((channel) => ({
    channel,
    features: CHANNELS[channel],
    textLimitBytes: 2048,
    prepare: async (to, message) => JSON.stringify({ channel, to, message }),
    fetchFile: async (name, maxBytes) => {
      fetched.push(name);
      const found = files.get(name) ?? new FetchFailure('gone');
      if (found instanceof FetchFailure) throw found;
      if (found.bytes.length > maxBytes) throw new FetchFailure('too_large');
      return found;
    },
    sendPrepared: async (request) => {
      const sent = JSON.parse(request) as Pushed;
      const code = refuses(sent.message);
      if (code !== undefined) throw new SendFailure('give_up', code);
      pushed.push(sent);
      show(channel, sent.to, sent.message);
      return sent.message.kind === 'card' ? { handle: `handle-${sent.message.card.taskId}` } : {};
    },
  }));
  const log = pino({ level: 'silent' });
  const clock = { now: () => now };
  const makers = createMakers({ rasteriser: createRasteriser(), uow: database.uow, clock, timeZone: TIME_ZONE });
  const sender = createOutboxSender({
    uow: database.uow,
    clock: { now: () => now },
    makers: { ...NO_MAKERS, file: makers.file },
    channel: (name) => senders.find(({ channel }) => channel === name),
    log,
  });
  const tasks = openTasks({
    uow: database.uow,
    clock: {
      now: () => {
        now += look;
        return now;
      },
      onMinute: () => () => {},
    },
    timeZone: TIME_ZONE,
    databaseUrl,
    senders: () => senders,
    wakeSender: () => {},
    log,
  });
  const handle = createMessageHandler({
    uow: database.uow,
    clock: { now: () => now },
    registry: await loadCommands(commandsFolder()),
    timeZone: TIME_ZONE,
    joining: { open: true, admins: new Set() },
    senders: () => senders,
    webhooks,
    log,
    wakeSender: () => {},
    observe: () => {},
  });

  /** What came back in place, and then what was pushed, each with whom it reached. */
  const deliver = async (
    channel: FakeChannel,
    chat: string,
    message: Pick<ChatContext, 'kind' | 'userid' | 'text'> & Pick<Partial<ChatContext>, 'card' | 'file' | 'key'>,
  ): Promise<string> => {
    now += 1000;
    const heard: string[] = [];
    pushed.length = 0;
    const answer = (out: OutMessage) => {
      heard.push(seen(out));
      show(channel, chat, out);
      return true;
    };
    // An app's passive reply cannot be a card; a press can be answered by an update everywhere.
    const takes = (out: OutMessage) => out.kind !== 'card' || CHANNELS[channel].cardAnswer === true;
    await handle({
      key: `rich/${run}/${++serial}`,
      ...message,
      channel,
      chat,
      features: CHANNELS[channel],
      textLimitBytes: 2048,
      canAnswer: () => true,
      answer: async (text) => void answer({ kind: 'text', text }),
      answerWith: (out) => takes(out) && answer(out),
    });
    if (isRunning) await tasks.drain();
    await sender.drain();
    heard.push(...pushed.map(({ to, channel: over, message: out }) => `→ ${to} (${over}): ${seen(out)}`));
    return heard.join('\n');
  };

  return {
    database,
    /** The file that was pushed last. */
    lastFile: () => {
      const file = pushed.map(({ message }) => message).findLast(({ kind }) => kind === 'file');
      if (file?.kind !== 'file') throw new Error('no file was pushed');
      // The request is JSON, so its bytes are too.
      return { name: file.name, bytes: Buffer.from(file.bytes) };
    },
    /** Sends a file to the bot alone. */
    sendFile: (
      userid: string,
      sent: FetchedFile | FetchFailure,
      { channel = 'app', key }: { readonly channel?: FakeChannel; readonly key?: string } = {},
    ) => {
      const name = `file-${files.size}`;
      files.set(name, sent);
      return deliver(channel, userid, {
        kind: 'media',
        userid,
        text: '',
        file: name,
        ...(key !== undefined && { key }),
      });
    },
    /** How many files were fetched. */
    fetched: () => fetched.length,
    /** Lets time pass with every look at the clock, as it does on a slow machine. */
    slowDown: (msALook: number) => {
      look = msALook;
    },
    /** Whether what goes on after answers goes on. */
    pauseTasks: (paused: 'paused' | 'running') => {
      isRunning = paused === 'running';
    },
    /** What is said unasked by now. */
    later: async () => {
      pushed.length = 0;
      await tasks.drain();
      await sender.drain();
      return pushed.map(({ to, channel: over, message: out }) => `→ ${to} (${over}): ${seen(out)}`).join('\n');
    },
    wait: (ms: number) => {
      now += ms;
    },
    /** Says a line to the bot alone. */
    say: (userid: string, text: string, channel: FakeChannel = 'app') =>
      deliver(channel, userid, { kind: 'text', userid, text }),
    /** Says a line in a group, the robot's mention already taken off. */
    sayIn: (room: string, userid: string, text: string, channel: FakeChannel = 'robot-socket') =>
      deliver(channel, `${ROOM_PREFIX}${room}`, { kind: 'text', userid, text }),
    /** Opens the chat. */
    enter: (userid: string, channel: FakeChannel = 'app') =>
      deliver(channel, userid, { kind: 'enter', userid, text: '' }),
    /** Presses an option of a card that was shown: of the newest one, or of the first with this title. */
    press: (userid: string, label: string, on: { readonly title?: string; readonly key?: string } = {}) => {
      const found = cards.findLast(
        ({ card }) =>
          (on.title === undefined || card.title.startsWith(on.title)) &&
          card.options.some((one) => one.label.includes(label)),
      );
      if (!found) throw new Error(`no card has ${label}`);
      const { card, channel, chat } = found;
      const option = card.options.find((one) => one.label.includes(label));
      if (!option) throw new Error(`no option ${label}`);
      const isList = card.submit !== undefined;
      // A card sent to somebody alone is pressed in the presser's own chat.
      return deliver(channel as FakeChannel, chat.startsWith(ROOM_PREFIX) ? chat : userid, {
        kind: 'button',
        userid,
        text: isList ? 'submit' : option.key,
        card: { taskId: card.taskId, handle: `press-${serial}`, selected: isList ? [option.key] : [] },
        ...(on.key !== undefined && { key: on.key }),
      });
    },
    /** A press of a card nobody knows any more. */
    pressUnknown: (userid: string) =>
      deliver('app', userid, {
        kind: 'button',
        userid,
        text: '1',
        card: { taskId: 'long-gone', handle: 'h', selected: [] },
      }),
    /** How the platform refuses what is sent next; undefined takes everything. */
    refuse: (how: typeof refuses) => {
      refuses = how;
    },
    async close() {
      await tasks.stop();
      await sender.stop();
      await database.close();
    },
  };
}

export type RichRoom = Awaited<ReturnType<typeof openRichRoom>>;

import { pino } from 'pino';
import { createConfigAlarm } from '../../src/chat/config-alarm.ts';
import { type ChatContext, PLAIN } from '../../src/chat/context.ts';
import { createMessageHandler } from '../../src/chat/handle-message.ts';
import { NO_MAKERS } from '../../src/chat/outbox-body.ts';
import { createOutboxSender } from '../../src/chat/outbox-sender.ts';
import { loadCommands } from '../../src/chat/registry.ts';
import {
  type ChatCard,
  type Features,
  type OutMessage,
  ROOM_PREFIX,
  type Sender,
  SendFailure,
} from '../../src/chat/reply-types.ts';
import { seedDemoTeam } from '../../src/cli/demo-team.ts';
import { DEFAULT_PRIVACY } from '../../src/domain/chat-group.ts';
import { commandsFolder, projectRoot } from '../../src/project-root.ts';
import { publishedCalendar } from '../../src/published-calendar.ts';
import { freshMaker, openScheduler } from '../../src/scheduled.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { UnitOfWork } from '../../src/usecases/ports.ts';
import { CONVERSATION_START, TIME_ZONE } from './conversation.ts';
import { seed } from './seed.ts';

/** One message that went out. */
export interface SentMessage {
  readonly at: string;
  readonly channel: string;
  readonly to: string;
  readonly message: OutMessage;
}

export interface RemindersOptions {
  readonly url?: string;
  readonly startAt?: number;
  /** What everybody sent, shared by processes of one test. */
  readonly sent?: SentMessage[];
  /** File of a team other than the demo's. */
  readonly team?: string;
  /** Stands between the scheduler and the database, to break the one from the other. */
  readonly through?: (uow: UnitOfWork) => UnitOfWork;
}

/**
 * The real scheduler, outbox and commands over the demo's team, on a clock that goes from minute to minute as told and
 * channels that only note what is sent: the app, and webhooks into the group 销售群.
 */
export async function openReminders({
  url = ':memory:',
  startAt,
  sent = [],
  through = (uow) => uow,
  team = `${projectRoot()}/data/seed/demo.json`,
}: RemindersOptions = {}) {
  const database = await openDatabase(url, seed, 'NORMAL', publishedCalendar());
  let now = startAt ?? CONVERSATION_START;
  let serial = 0;
  const ticks = new Set<(at: number) => void | Promise<void>>();
  const clock = {
    now: () => now,
    onMinute: (fn: (at: number) => void | Promise<void>) => {
      ticks.add(fn);
      return () => void ticks.delete(fn);
    },
  };
  const log = pino({ level: 'silent' });
  if (!(await database.uow.run(({ members }) => members.all())).length) {
    await seedDemoTeam(database.uow, team, now, TIME_ZONE);
    await database.uow.run(async ({ groups, members, presence }) => {
      for (const { userid } of await members.all()) if (userid) await presence.heard(userid, 'app', now);
      const group = await groups.add({ name: '销售群', privacy: DEFAULT_PRIVACY }, now);
      await groups.setAddress(group, { channel: 'webhook', address: 'sales' });
    });
  }
  const broken = new Map<string, string>();
  const cards: ChatCard[] = [];
  const senderOf = (channel: string, features: Features): Sender => ({
    channel,
    features,
    textLimitBytes: 2048,
    prepare: async (to, message) => JSON.stringify({ channel, to, message }),
    sendPrepared: async (request) => {
      const code = broken.get(channel);
      if (code !== undefined) throw new SendFailure('config', code);
      const at = new Date(now + 8 * 3_600_000).toISOString().slice(0, 16);
      const one = JSON.parse(request) as Omit<SentMessage, 'at'>;
      if (one.message.kind === 'card') cards.push(one.message.card);
      sent.push({ at, ...one });
      return {};
    },
  });
  const app = { ...PLAIN, card: true, picture: true };
  const senders = [senderOf('app', app), senderOf('webhook', { ...PLAIN, picture: true, mention: true })];
  const joining = { open: true, admins: new Set<string>() };
  const scheduler = openScheduler({
    uow: through(database.uow),
    clock,
    timeZone: TIME_ZONE,
    joining,
    senders: () => senders,
    wakeSender: () => {},
    log,
  });
  const sender = createOutboxSender({
    uow: database.uow,
    clock,
    makers: {
      ...NO_MAKERS,
      picture: async () => new Uint8Array([1]),
      ...freshMaker({ scheduler, uow: database.uow, clock, timeZone: TIME_ZONE, joining }),
    },
    channel: (name) => senders.find(({ channel }) => channel === name),
    alarm: createConfigAlarm({ senders: () => senders, timeZone: TIME_ZONE }),
    log,
  });
  const handle = createMessageHandler({
    uow: database.uow,
    clock,
    registry: await loadCommands(commandsFolder()),
    timeZone: TIME_ZONE,
    joining,
    senders: () => senders,
    webhooks: ['sales'],
    log,
    wakeSender: () => {},
    observe: () => {},
  });
  async function said(spoken: Pick<ChatContext, 'userid' | 'text' | 'chat' | 'card'>): Promise<string> {
    now += 1000;
    let answer = '';
    await handle({
      ...spoken,
      key: `reminders/${now}/${++serial}`,
      kind: spoken.card ? 'button' : 'text',
      channel: 'app',
      textLimitBytes: 2048,
      features: app,
      canAnswer: () => true,
      answer: async (text) => {
        answer = text;
      },
      answerWith: () => true,
    });
    return answer;
  }
  const set = (iso: string) => {
    now = Date.parse(`${iso}:00+08:00`);
  };
  return {
    database,
    sent,
    /** Moves the clock without anybody noticing. */
    set,
    /** The minute begins: what is due is decided. */
    async tick(iso: string) {
      set(iso);
      for (const fn of [...ticks]) await fn(now);
    },
    /** From now on a channel refuses with this code, as long as somebody does not mend it. */
    breakChannel: (channel: string, code: string) => void broken.set(channel, code),
    mendChannel: (channel: string) => void broken.delete(channel),
    drain: () => sender.drain(),
    /** The minute begins and what is due goes out. */
    async minute(iso: string) {
      await this.tick(iso);
      await sender.drain();
    },
    /** Texts of the messages to somebody, with when each went; cards are told apart. */
    textsTo: (to: string) =>
      sent
        .filter((one) => one.to === to && one.message.kind !== 'card')
        .map(({ at, message }) => `${at} ${message.kind === 'text' ? message.text : message.kind}`),
    /** The cards somebody got. */
    cardsTo: (to: string) =>
      sent.flatMap((one) => (one.to === to && one.message.kind === 'card' ? [one.message.card] : [])),
    say: (userid: string, text: string, chat = userid) => said({ userid, text, chat }),
    /** Presses a button of a card, by its task or, of the latest with that title, by its title. */
    press: (userid: string, which: string, label: string) => {
      const card = cards.findLast(({ taskId, title }) => taskId === which || title === which);
      const key = card?.options.find((option) => option.label === label)?.key ?? '';
      const pressed = { taskId: card?.taskId ?? '', handle: 'handle', selected: [] };
      return said({ userid, text: key, chat: userid, card: pressed });
    },
    async close() {
      await scheduler.stop();
      await sender.stop();
      await database.close();
    },
  };
}

export type Reminders = Awaited<ReturnType<typeof openReminders>>;
export const GROUP = `${ROOM_PREFIX}sales`;

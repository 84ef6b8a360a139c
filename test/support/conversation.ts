import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { type ChatContext, PLAIN } from '../../src/chat/context.ts';
import { createMessageHandler } from '../../src/chat/handle-message.ts';
import { loadCommands } from '../../src/chat/registry.ts';
import { seedDemoTeam } from '../../src/cli/demo-team.ts';
import { publishedCalendar } from '../../src/published-calendar.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { readSeed } from '../../src/store/seed.ts';
import { askNothing } from './ask-nothing.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const TIME_ZONE = 'Asia/Shanghai';

/** Wednesday 2026-06-10, 10:00 in Shanghai. */
export const CONVERSATION_START = Date.parse('2026-06-10T10:00:00+08:00');

export interface Chat {
  readonly database: Database;
  /** Says a line as somebody in their 1:1 chat and gives the bot's answer; '' when there is none. */
  say(
    userid: string,
    text: string,
    options?: { readonly key?: string; readonly late?: boolean; readonly kind?: ChatContext['kind'] },
  ): Promise<string>;
  /** Lets time pass. */
  wait(ms: number): void;
  now(): number;
  close(): Promise<void>;
}

/** The real commands over a real database with the demo's team, without any channel: say these lines, get these replies. */
export async function openChat(
  options: {
    readonly joinOpen?: boolean;
    readonly team?: 'demo' | 'none';
    readonly admins?: readonly string[];
    /** Most conversations are about something else: their stages ask nothing. */
    readonly checklists?: 'shipped' | 'none';
  } = {},
): Promise<Chat> {
  const seed = readSeed(`${root}/data/seed`);
  const database = await openDatabase(':memory:', seed, 'NORMAL', publishedCalendar());
  let now = CONVERSATION_START;
  let serial = 0;
  if (options.team !== 'none') await seedDemoTeam(database.uow, `${root}/data/seed/demo.json`, now, TIME_ZONE);
  if (options.checklists !== 'shipped') await askNothing(database.uow);
  const handle = createMessageHandler({
    uow: database.uow,
    clock: { now: () => now },
    registry: await loadCommands(`${root}/commands`),
    timeZone: TIME_ZONE,
    joining: { open: options.joinOpen ?? true, admins: new Set(options.admins ?? []) },
    log: pino({ level: 'silent' }),
    wakeSender: () => {},
    observe: () => {},
  });
  return {
    database,
    now: () => now,
    wait: (ms) => {
      now += ms;
    },
    async say(userid, text, { key = `test/${++serial}`, late = false, kind = 'text' } = {}) {
      now += 1000;
      let answer = '';
      await handle({
        key,
        kind,
        channel: 'test',
        chat: userid,
        userid,
        text,
        textLimitBytes: 2048,
        features: PLAIN,
        canAnswer: () => !late,
        answer: async (said) => {
          answer = said;
        },
        answerWith: () => false,
      });
      return answer;
    },
    close: () => database.close(),
  };
}

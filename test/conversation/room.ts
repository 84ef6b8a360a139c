import { pino } from 'pino';
import { PLAIN } from '../../src/chat/context.ts';
import { createMessageHandler } from '../../src/chat/handle-message.ts';
import { loadCommands, type Registry } from '../../src/chat/registry.ts';
import { seedDemoTeam } from '../../src/cli/demo-team.ts';
import { commandsFolder, projectRoot } from '../../src/project-root.ts';
import type { Database } from '../../src/store/database.ts';
import { CONVERSATION_START } from '../support/conversation.ts';

const TIME_ZONE = 'Asia/Shanghai';

export interface Room {
  /** Says a line in a chat (the person's own unless told otherwise) at an instant, and gives the answer. */
  say(userid: string, text: string, options?: { readonly chat?: string; readonly at?: number }): Promise<string>;
}

/** A bot over a database that is the test's own: for what `openChat` leaves out, such as restarts and groups. */
export async function openRoom(database: Database, registry?: Registry): Promise<Room> {
  let now = CONVERSATION_START;
  let serial = 0;
  await seedDemoTeam(database.uow, `${projectRoot()}/data/seed/demo.json`, now, TIME_ZONE);
  const handle = createMessageHandler({
    uow: database.uow,
    clock: { now: () => now },
    registry: registry ?? (await loadCommands(commandsFolder())),
    timeZone: TIME_ZONE,
    joining: { open: true, admins: new Set() },
    log: pino({ level: 'silent' }),
    wakeSender: () => {},
    observe: () => {},
  });
  return {
    async say(userid, text, { chat = userid, at = now + 1000 } = {}) {
      now = at;
      let answer = '';
      await handle({
        key: `room/${now}/${++serial}`,
        kind: 'text',
        channel: 'test',
        chat,
        userid,
        text,
        textLimitBytes: 2048,
        features: PLAIN,
        canAnswer: () => true,
        answer: async (said) => {
          answer = said;
        },
        answerWith: () => false,
      });
      return answer;
    },
  };
}

import { startBot } from '../../src/chat/bot.ts';
import type { ChatContext } from '../../src/chat/context.ts';
import type { StrandedAnswer } from '../../src/chat/reply-types.ts';
import { robotRoute } from '../../src/http/routes/robot.ts';
import { streamIdOf } from '../../src/puppet/robot-body.ts';
import { RobotPuppet } from '../../src/puppet/robot-puppet.ts';
import { seedRobot } from '../../src/sandbox/seed-world.ts';
import type { Settings } from '../../src/sandbox/settings.ts';
import { createCallbackCrypto } from '../../src/wecom/callback-crypto.ts';
import { createResponseApi } from '../../src/wecom/response-api.ts';
import { createResponseCodes } from '../../src/wecom/response-codes.ts';
import { createRobotStreams } from '../../src/wecom/robot-streams.ts';
import { createLogbook, serve } from '../http/door.ts';
import { ROBOT, robotChat, seenIn, startRobot } from '../sandbox/robot/support/start-robot.ts';
import { manualTimers } from '../support/manual-timers.ts';

const WORDS = { thinking: '正在处理', later: '好了单独发给你', lost: '断了，再发一次' };

/** A bot behind its real door, and a sandbox whose robot calls it there. `deadlineMs` is short for answers that are late. */
export async function startCalledRobot(
  handle: (message: ChatContext, puppet: RobotPuppet) => Promise<void>,
  { deadlineMs = 15_000, settings = {} }: { readonly deadlineMs?: number; readonly settings?: Partial<Settings> } = {},
) {
  const { log, lines } = createLogbook();
  const timers = manualTimers();
  const streams = createRobotStreams(WORDS, timers);
  const queued: StrandedAnswer[] = [];
  const awaited: (() => void)[] = [];
  let receive: RobotPuppet['receive'] = () => Promise.reject(new Error('not started'));
  // The door first: the sandbox wants to know the address it calls.
  let now = () => 0;
  const { http, url } = await serve({
    log,
    routes: [
      robotRoute({
        crypto: createCallbackCrypto({ ...ROBOT, receiveId: '' }),
        names: [ROBOT.name],
        streams,
        streamIdOf,
        thinking: WORDS.thinking,
        receive: (incoming, hangUp) => receive(incoming, hangUp),
        now: () => now(),
        maxSkewS: 0,
      }),
    ],
  });
  const address = `${url}/wecom/robot`;
  const { sandbox, close } = await startRobot({
    robots: [seedRobot(address)],
    settings: { robotPollMs: 5, ...settings },
  });
  now = sandbox.clock.now;
  const api = createResponseApi({ apiBase: sandbox.url });
  const puppet = new RobotPuppet({
    api,
    codes: createResponseCodes(now),
    streams,
    words: WORDS,
    queue: async (answer) => {
      queued.push(answer);
      awaited.shift()?.();
    },
    log,
    deadlineMs,
  });
  const bot = await startBot({
    puppet,
    log,
    handle: async (message) => {
      // Whoever opens the chat is greeted elsewhere.
      if (message.kind !== 'enter') await handle(message, puppet);
    },
  });
  receive = (incoming, hangUp) => puppet.receive(incoming, hangUp);
  return {
    sandbox,
    puppet,
    address,
    timers,
    queued,
    lines,
    /** The next answer that could not be given; ask before causing it. */
    nextQueued: () => new Promise<void>((resolve) => awaited.push(resolve)),
    say: (text: string, conversation = robotChat('zhangwei')) => sandbox.say('zhangwei', conversation, text),
    seen: (conversation = robotChat('zhangwei')) => seenIn(sandbox, conversation),
    /** The next bubble that says this, as soon as it does. */
    shown: (text: string) =>
      sandbox.nextBubble(({ content, streaming }) => 'text' in content && content.text === text && !streaming),
    warnings: () => sandbox.log.entries({ channel: 'robot' }).flatMap(({ warnings }) => warnings),
    async close() {
      await close();
      await http.close({ graceMs: 0 });
      await bot.stop();
      await api.close();
    },
  };
}

export type CalledRobot = Awaited<ReturnType<typeof startCalledRobot>>;

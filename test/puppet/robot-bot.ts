import { startBot } from '../../src/chat/bot.ts';
import type { ChatContext } from '../../src/chat/context.ts';
import type { StrandedAnswer } from '../../src/chat/reply-types.ts';
import { RobotSocketPuppet } from '../../src/puppet/robot-socket-puppet.ts';
import { createRobotSocket } from '../../src/wecom/robot-socket.ts';
import { createLogbook } from '../http/door.ts';
import { ROBOT, startRobot } from '../sandbox/robot/support/start-robot.ts';
import { manualTimers } from '../support/manual-timers.ts';
import { startRelay } from '../support/tcp-relay.ts';

/** A bot with a long connection over a wire that can be cut, to a sandbox; times are passed by hand. */
export async function startRobotBot(handle: (message: ChatContext) => Promise<void>) {
  const { sandbox, close } = await startRobot();
  const wire = await startRelay(Number(new URL(sandbox.url).port));
  const timers = manualTimers();
  const waits = manualTimers();
  const { log, lines } = createLogbook();
  const ups: (() => void)[] = [];
  const nextUp = () => new Promise<void>((resolve) => ups.push(resolve));
  const queued: StrandedAnswer[] = [];
  const answered: string[] = [];
  const awaited: (() => void)[] = [];
  const puppet = new RobotSocketPuppet({
    botId: ROBOT.botId,
    connect: (handlers) =>
      createRobotSocket({
        ...handlers,
        botId: ROBOT.botId,
        secret: ROBOT.secret,
        url: `ws://127.0.0.1:${wire.port}`,
        now: sandbox.clock.now,
        timers,
        random: () => 0,
        log,
        onUp: () => ups.shift()?.(),
      }),
    words: { thinking: '正在处理', later: '好了单独发给你', belated: (text) => `补发：${text}` },
    queue: async (answer) => {
      queued.push(answer);
      awaited.shift()?.();
    },
    onAnswered: (key) => void answered.push(key),
    log,
    now: sandbox.clock.now,
    timers: waits,
  });
  const up = nextUp();
  // The sandbox opens a chat before the first message is written there.
  const bot = await startBot({ puppet, log, handle: async (one) => (one.kind === 'enter' ? undefined : handle(one)) });
  await up;
  return {
    sandbox,
    wire,
    /** The connection's. */
    timers,
    /** The answers' own: a jump over minutes must not look like a silent line. */
    waits,
    puppet,
    bot,
    lines,
    queued,
    answered,
    nextUp,
    /** The next answer that could not be given; ask before causing it. */
    nextQueued: () => new Promise<void>((resolve) => awaited.push(resolve)),
    /** Comes back after a loss. */
    async reconnect() {
      const back = nextUp();
      await timers.armed(1_000);
      timers.pass(1_000);
      await back;
    },
    async stop() {
      await bot.stop();
      await wire.close();
      await close();
    },
  };
}

export type RobotBot = Awaited<ReturnType<typeof startRobotBot>>;

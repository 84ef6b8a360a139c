import type { Sandbox } from '../../../src/sandbox/server.ts';
import { createRobotSocket, type RobotSocket, type RobotSocketOptions } from '../../../src/wecom/robot-socket.ts';
import { RobotSocketError } from '../../../src/wecom/robot-socket-error.ts';
import type { RobotFrame } from '../../../src/wecom/robot-socket-line.ts';
import { ROBOT, robotChat } from '../../sandbox/robot/support/start-robot.ts';
import { type ManualTimers, manualTimers } from '../../support/manual-timers.ts';

/** What a test sees of a running socket. Times are passed by hand, everything else is waited for. */
export interface Watched {
  readonly socket: RobotSocket;
  readonly timers: ManualTimers;
  /** Every line of the log, as `level: message`. */
  readonly logged: readonly string[];
  /** The next new connection; ask before causing it. */
  nextUp(): Promise<unknown>;
  /** The next line of the log that contains the words, from the beginning on. */
  untilLogged(words: string): Promise<void>;
  /** What a person writes, as the frame that reaches the bot. */
  hear(text: string, options?: { readonly from?: string; readonly in?: string }): Promise<RobotFrame>;
  /** The next event the bot is told of. */
  nextEvent(): Promise<RobotFrame>;
}

export function watch(sandbox: Sandbox, options: Partial<RobotSocketOptions> = {}): Watched {
  const timers = manualTimers();
  const logged: string[] = [];
  const ups: (() => void)[] = [];
  const messages: ((frame: RobotFrame) => void)[] = [];
  const events: ((frame: RobotFrame) => void)[] = [];
  const reading = new Set<() => void>();
  const record = (level: string) => (_fields: object, message: string) => {
    logged.push(`${level}: ${message}`);
    for (const look of [...reading]) look();
  };
  const socket = createRobotSocket({
    botId: ROBOT.botId,
    secret: ROBOT.secret,
    url: sandbox.url.replace('http', 'ws'),
    now: sandbox.clock.now,
    timers,
    random: () => 0,
    log: { info: record('info'), warn: record('warn'), error: record('error') },
    onMessage: (frame) => messages.shift()?.(frame),
    onEvent: (frame) => events.shift()?.(frame),
    onUp: () => ups.shift()?.(),
    ...options,
  });
  const next = <T>(takers: ((value: T) => void)[]) => new Promise<T>((resolve) => takers.push(resolve));
  return {
    socket,
    timers,
    logged,
    nextUp: () => next(ups as ((value: undefined) => void)[]),
    nextEvent: () => next(events),
    untilLogged: (words) =>
      new Promise((resolve) => {
        const look = () => {
          if (!logged.some((line) => line.includes(words))) return;
          reading.delete(look);
          resolve();
        };
        reading.add(look);
        look();
      }),
    async hear(text, { from = 'zhangwei', in: conversation = robotChat(from) } = {}) {
      const heard = next(messages);
      await sandbox.say(from, conversation, text);
      return heard;
    },
  };
}

/** A socket that is up. */
export async function watchUp(sandbox: Sandbox, options: Partial<RobotSocketOptions> = {}): Promise<Watched> {
  const watched = watch(sandbox, options);
  const up = watched.nextUp();
  watched.socket.start();
  await up;
  return watched;
}

export const markdown = (content: string) => ({ msgtype: 'markdown', markdown: { content } });
export const stream = (content: string, finish = true, id = 's-1') => ({
  msgtype: 'stream',
  stream: { id, finish, content },
});
/** Where 张伟's message is answered. */
export const at = ({ reqId }: RobotFrame, chat = 'zhangwei') => ({ reqId, chat });

/** How a command failed; undefined when it did not. */
export const failure = (command: Promise<unknown>): Promise<Pick<RobotSocketError, 'code' | 'errcode'> | undefined> =>
  command.then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof RobotSocketError)) throw error;
      const { code, errcode } = error;
      return { code, errcode };
    },
  );

import type { Config } from '../../config.ts';
import { doctor } from '../../texts/doctor.ts';
import { type LineEnd, openRobotLine } from '../../wecom/robot-socket-line.ts';
import { systemTimers } from '../../wecom/timers.ts';
import { type Finding, finding } from './finding.ts';

const TIMEOUT_MS = 10_000;

/**
 * The long connection. Only one may be open per robot, and the platform does not tell whether one is: trying it would
 * put a running bot off the line for good. So it is only tried when that was asked for.
 */
export async function checkRobotSocket(
  { robotSocket, wsUrl }: Config,
  how: 'take_over' | 'leave_alone',
): Promise<Finding | undefined> {
  if (!robotSocket) return undefined;
  if (how === 'leave_alone') return finding('robot-socket', 'skipped', doctor.robotSocket.leftAlone);
  const end = await subscribe({ ...robotSocket, url: wsUrl ?? '' });
  return end === undefined
    ? finding('robot-socket', 'ok', doctor.robotSocket.works)
    : finding('robot-socket', 'problem', doctor.robotSocket.broken[end]);
}

/** Subscribes and hangs up; undefined when that went well. */
function subscribe(to: {
  readonly botId: string;
  readonly secret: string;
  readonly url: string;
}): Promise<LineEnd | undefined> {
  return new Promise((resolve) => {
    const line = openRobotLine({
      ...to,
      timers: systemTimers,
      subscribeTimeoutMs: TIMEOUT_MS,
      heartbeatMs: TIMEOUT_MS,
      ackTimeoutMs: TIMEOUT_MS,
      probeTimeoutMs: TIMEOUT_MS,
      onUp: () => {
        line.close();
        resolve(undefined);
      },
      onAlive: () => {},
      onMessage: () => {},
      onEvent: () => {},
      onEnd: resolve,
    });
  });
}

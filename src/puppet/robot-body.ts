import { createHash } from 'node:crypto';
import type { RobotMessageBody } from '../wecom/robot-socket.ts';

/**
 * One frame of a stream, which is how a robot answers in words. The last one ends it: after that nothing can be changed,
 * and the same frame once more is refused, not shown again (WeCom doc 101463).
 */
export function streamBody(id: string, content: string, part: 'first' | 'last'): RobotMessageBody {
  return { msgtype: 'stream', stream: { id, finish: part === 'last', content } };
}

export function markdownBody(content: string): RobotMessageBody {
  return { msgtype: 'markdown', markdown: { content } };
}

/** The same for the same message whenever it is asked, so that a repeat of the message is no second answer. */
export function streamIdOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 22);
}

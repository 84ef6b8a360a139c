import { ApiError } from '../api/api-error.ts';
import { BoundedMap } from '../bounded-map.ts';
import type { Platform } from '../platform.ts';
import { createRateWindow } from '../rate-window.ts';
import type { Author, Bubble, BubbleContent } from '../world/bubble.ts';
import type { Robot } from './robot.ts';

/** What is remembered of a bubble a robot wrote. */
interface RobotBubble {
  robotId: string;
  /** '' unless the bubble is a card with a task_id. */
  taskId: string;
  /** '' when the reader cannot rate it. */
  feedbackId: string;
}

export interface Postbox {
  /** Shows a new message of the robot. Throws 45009 beyond 30 a minute or 1000 an hour of one conversation. */
  post(robot: Robot, conversationId: string, content: BubbleContent, extra?: PostExtra): Bubble;
  /** What is known of a robot's bubble. */
  origin(bubbleId: string): RobotBubble | undefined;
  /** A card that took the place of another brings its own feedback. */
  setFeedback(bubbleId: string, feedbackId: string): void;
}

interface PostExtra {
  streaming?: boolean;
  feedbackId?: string;
}

const REMEMBERED = 20_000;
const MINUTE_MS = 60_000;

const robotAuthor = (robot: Robot): Author => ({ kind: 'robot', id: robot.id, name: robot.name });

/** Where every message of a robot goes through, so that limits hold for replies and pushes together. */
export function createPostbox(platform: Platform): Postbox {
  const { world, clock, settings } = platform;
  const byMinute = createRateWindow(settings.robotMessagesPerMinute, MINUTE_MS);
  const byHour = createRateWindow(settings.robotMessagesPerHour, 60 * MINUTE_MS);
  const origins = new BoundedMap<string, RobotBubble>(REMEMBERED);
  const taskIds = new BoundedMap<string, true>(REMEMBERED);
  return {
    post(robot, conversationId, content, extra = {}) {
      const taskId = content.kind === 'card' ? (content.card.task_id ?? '') : '';
      if (taskId !== '' && taskIds.has(`${robot.id} ${taskId}`)) {
        throw new ApiError(settings.robotRepeatedTaskIdErrcode, 'task_id duplicated');
      }
      const key = `${robot.id} ${conversationId}`;
      const now = clock.now();
      if (!byHour.allows(key, now) || !byMinute.take(key, now)) {
        throw new ApiError(settings.robotRateErrcode, 'api freq out of limit');
      }
      byHour.take(key, now);
      if (taskId !== '') taskIds.set(`${robot.id} ${taskId}`, true);
      const bubble = world.post(conversationId, robotAuthor(robot), content, { streaming: extra.streaming ?? false });
      origins.set(bubble.id, { robotId: robot.id, taskId, feedbackId: extra.feedbackId ?? '' });
      return bubble;
    },
    origin: (bubbleId) => origins.get(bubbleId),
    setFeedback(bubbleId, feedbackId) {
      const origin = origins.get(bubbleId);
      if (origin) origin.feedbackId = feedbackId;
    },
  };
}

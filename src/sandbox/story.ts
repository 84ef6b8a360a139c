import type { BubbleContent } from './world/bubble.ts';

/**
 * One step of a story the page can play: a line to read, through whose eyes and where it happens, what is done there, and
 * what must stand there before the next step. The sandbox knows no story of its own; whoever starts it may give one.
 */
export interface StoryStep {
  tell: string;
  /** userid. */
  viewer: string;
  /** `app` or `robot` for the person's own chat with it, otherwise the title of a group. */
  place: string;
  /** First of all the clock is moved to this instant, unless that is past. */
  at?: number;
  say?: string;
  /** The words of a button on the last card there that has it. */
  press?: string;
  /** A message that is no person's, with this text or of this kind; any at all when neither is named. Absent: none. */
  awaits?: { text?: string; kind?: BubbleContent['kind'] };
}

/** A story that begins now, so that its days lie ahead of the clock. */
export type Story = (now: number) => StoryStep[];

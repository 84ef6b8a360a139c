import type { TestBot } from '../../support/test-bot.ts';
import { passiveText } from '../../support/test-bot.ts';

/** Answers every text with 收到：and the text, nothing else. */
export function echo(bot: TestBot): void {
  bot.answer = (received) =>
    received.field('MsgType') === 'text'
      ? { reply: passiveText(received.field('FromUserName') ?? '', `收到：${received.field('Content')}`) }
      : '';
}

/** The chat ids of the two groups. */
export const EAST = 'wrSandboxEast000000000000000001';
export const ALL = 'wrSandboxAll0000000000000000001';

/** A picture of 2 by 2 pixels that browsers can show. */
export const realPng = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGMQT78BRAwQCgAicgVZ7LM7hAAAAABJRU5ErkJggg==',
  'base64',
);

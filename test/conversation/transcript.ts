import { expect } from 'vitest';
import type { Chat } from '../support/conversation.ts';

/** The demo's team, by the names a transcript calls them. */
const USERIDS: Readonly<Record<string, string>> = {
  张伟: 'zhangwei',
  李娜: 'lina',
  王芳: 'wangfang',
  陈强: 'chenqiang',
  孙丽: 'sunli',
  赵敏: 'zhaomin',
};

const SPOKEN = new RegExp(`^(${Object.keys(USERIDS).join('|')}|[a-z]+)(?:\\[(late|media)\\])?> ?(.*)$`);
const PAUSE = /^~ ([0-9]+) min$/;

interface Turn {
  readonly speaker: string;
  readonly mark: string | undefined;
  /** What is typed; more than one when it has line breaks. */
  readonly lines: string[];
}

/**
 * Plays a conversation and compares it with what it says should have been answered, as a whole, so that a difference
 * shows up where it is said:
 *
 * ```
 * 张伟> /跟进 星河科技 第一行
 *     > 第二行
 * 记下了，…
 * ~ 11 min
 * 李娜[media]> [图片]
 * ```
 *
 * A line `name> …` is said by somebody (a member of the demo, or a userid), `> …` below it continues it, `~ n min` lets
 * time pass, and everything else is the bot's answer, complete. `(silence)` is no answer. Blank lines are for the eye.
 */
export async function expectConversation(chat: Pick<Chat, 'say' | 'wait'>, transcript: string): Promise<void> {
  const expected = transcript
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const heard: string[] = [];
  for (const part of partsOf(expected)) {
    if (typeof part === 'number') {
      chat.wait(part * 60_000);
      heard.push(`~ ${part} min`);
      continue;
    }
    const { speaker, mark, lines } = part;
    const answer = await chat.say(USERIDS[speaker] ?? speaker, lines.join('\n'), {
      late: mark === 'late',
      kind: mark === 'media' ? 'media' : 'text',
    });
    const [first = '', ...more] = lines;
    heard.push(
      `${speaker}${mark === undefined ? '' : `[${mark}]`}> ${first}`.trim(),
      ...more.map((line) => `> ${line}`),
    );
    heard.push(...(answer === '' ? ['(silence)'] : answer.split('\n').map((line) => line.trim() || '(blank line)')));
  }
  expect(heard.join('\n')).toBe(expected.join('\n'));
}

/** What happens in a transcript: somebody says something, or so many minutes pass. */
function partsOf(transcript: readonly string[]): readonly (Turn | number)[] {
  const parts: (Turn | number)[] = [];
  for (const line of transcript) {
    const [, speaker, mark, text] = SPOKEN.exec(line) ?? [];
    const minutes = PAUSE.exec(line)?.[1];
    const last = parts.at(-1);
    if (speaker !== undefined) parts.push({ speaker, mark, lines: [text ?? ''] });
    else if (minutes !== undefined) parts.push(Number(minutes));
    else if (line.startsWith('> ') && typeof last === 'object') last.lines.push(line.slice(2));
  }
  return parts;
}

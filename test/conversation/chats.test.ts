import { describe, expect, it } from 'vitest';
import { chatText, daysOf, playChats, readChat } from './chat-file.ts';

const START = '2026-06-08T08:00';
/** Whose side of the week each file is; what goes wrong with the platform is the admin's. */
const ROLES = { rep: ['张伟'], manager: ['王芳'], admin: ['赵敏', '平台'] } as const;

/** The first line of a chat file, without its sign. */
const titleOf = (text: string) => text.split('\n')[0]?.slice(2) ?? '';

describe('a week, as each sees it in chat', () => {
  const roles = Object.keys(ROLES) as (keyof typeof ROLES)[];
  const files = roles.map((role) => readChat(`week-of-a-${role}`));
  const week = playChats(files, { startAt: START, team: 'team' });

  it.each(roles)('of a %s', async (role) => {
    const text = files[roles.indexOf(role)] ?? '';
    const people: readonly string[] = ROLES[role];
    const seen = (await week).filter(
      ({ who, to }) => people.includes(who) || (to !== undefined && people.includes(to)),
    );
    expect(chatText(titleOf(text), daysOf(files), seen)).toBe(text);
  });
});

describe('a lead nobody follows up', () => {
  it('is told to its owner at once and after 3 workdays, to both after 5, to the manager to reassign after 7; a touch ends it', async () => {
    const text = readChat('left-alone');
    const happened = await playChats([text], { startAt: START, team: 'left-alone' });
    expect(chatText(titleOf(text), daysOf([text]), happened)).toBe(text);
  });
});

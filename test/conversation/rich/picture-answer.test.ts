import { afterEach, expect, it } from 'vitest';
import { openRichRoom, type RichRoom } from '../../support/rich-room.ts';

let room: RichRoom;
afterEach(() => room.close());

it('a picture that cannot be made leaves the words, which say the same', async () => {
  // Nobody makes pictures of answers in this room.
  room = await openRichRoom({ channels: ['robot'] });
  const said = await room.say('wangfang', '/漏斗', 'robot');
  expect(said).toContain('意向');
  expect(said).not.toContain('(picture)');
});

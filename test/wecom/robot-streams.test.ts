import { expect, it } from 'vitest';
import { words } from '../../src/wecom/robot-reply.ts';
import { createRobotStreams } from '../../src/wecom/robot-streams.ts';
import { manualTimers } from '../support/manual-timers.ts';

const WORDS = { thinking: '在想', later: '单独发', lost: '断了' };
const said = (id: string, content: string) => ({ msgtype: 'stream', stream: { id, finish: true, content } });

function start() {
  const timers = manualTimers();
  const unseen: string[] = [];
  const streams = createRobotStreams(WORDS, timers);
  return {
    timers,
    unseen,
    streams,
    finish: (id: string, text: string) => streams.finish(id, words(id, text), () => unseen.push(text)),
  };
}

it('a stream says that somebody is at it until its answer is there, and its answer ever after', () => {
  const { streams, finish, timers, unseen } = start();
  streams.open('s');
  expect(streams.poll('s')).toEqual({ msgtype: 'stream', stream: { id: 's', finish: false, content: '在想' } });
  finish('s', '三条');
  expect([streams.poll('s'), streams.poll('s')]).toEqual([said('s', '三条'), said('s', '三条')]);
  timers.pass(60_000);
  expect(unseen).toEqual([]);
});

it('an answer that was quicker than the news that it would be late is not forgotten', () => {
  const { streams, finish } = start();
  finish('s', '三条');
  streams.open('s');
  expect(streams.poll('s')).toEqual(said('s', '三条'));
});

it('an answer nobody comes for is handed back once, and is not shown here any more', () => {
  const { streams, finish, timers, unseen } = start();
  streams.open('s');
  finish('s', '三条');
  timers.pass(20_000);
  timers.pass(20_000);
  expect(unseen).toEqual(['三条']);
  expect(streams.poll('s')).toEqual(said('s', '单独发'));
});

it('a stream of before a restart is ended with an apology', () => {
  expect(start().streams.poll('s')).toEqual(said('s', '断了'));
});

it('old answers are forgotten before the memory fills, and the newest never', () => {
  const { streams } = start();
  const large = (id: string) => ({ ...words(id, id), picture: 'x'.repeat(5_000_000) });
  for (const id of ['a', 'b', 'c']) streams.keep(id, large(id));
  expect(['a', 'b', 'c'].map((id) => 'picture' in streams.poll(id))).toEqual([false, false, true]);
});

import { afterEach, describe, expect, it } from 'vitest';
import { createGate } from '../app/gate.ts';
import { botsOfTest, incoming, startRecordingBot } from './recording-puppet.ts';

const start = botsOfTest(afterEach);
const said = (text: string) => ({ kind: 'text', text });

describe('guard 8: stopping', () => {
  it('waits for running and queued messages, and their answers still go out', async () => {
    const gate = createGate();
    const { puppet, bot } = await start(async (message) => {
      await gate.opened;
      await message.answer(message.text);
    });
    const replies = ['a', 'b', 'c'].map((text) => puppet.receive(incoming('lina', text)));
    await new Promise((resolve) => setImmediate(resolve));
    let stopped = false;
    const stopping = bot.stop().then(() => {
      stopped = true;
    });
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).toBe(false);
    gate.open();
    await stopping;
    expect(await Promise.all(replies)).toEqual(['a', 'b', 'c'].map(said));
    expect(puppet.running).toBe(0);
  });

  it('waits for a message that has only just come in', async () => {
    const { puppet, bot } = await start(async (message) => {
      await new Promise((resolve) => setImmediate(resolve));
      await message.answer('done');
    });
    const reply = puppet.receive(incoming('lina', 'x'));
    await bot.stop();
    expect(await reply).toEqual(said('done'));
  });

  it('is the same the second time', async () => {
    const { bot } = await start(async () => {});
    await Promise.all([bot.stop(), bot.stop()]);
    await bot.stop();
  });

  it('and starting anew, with a new bot and a new puppet, leaves no listeners and no timers behind', async () => {
    const processListeners = () => process.eventNames().map((name) => [name, process.listenerCount(name)]);
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const round = async () => {
      const { puppet, bot } = await startRecordingBot(async (message) => message.answer('done'));
      const listeners = puppet.eventNames().map((name) => [name, puppet.listeners(name as 'message').length]);
      expect(await puppet.receive(incoming('lina', 'x'))).toEqual(said('done'));
      await bot.stop();
      await new Promise((resolve) => setImmediate(resolve));
      return { listeners, process: processListeners() };
    };
    const first = await round();
    const timersBefore = timers();
    const restarts = 10;
    for (let restart = 0; restart < restarts; restart++) expect(await round()).toEqual(first);
    // The test runner has a timer now and then, so this looks for one per restart.
    expect(timers() - timersBefore).toBeLessThan(restarts);
  });
});

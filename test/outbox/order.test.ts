import { afterEach, describe, expect, it } from 'vitest';
import { createGate } from '../app/gate.ts';
import { MINUTE, outboxOfTest, SECOND } from './outbox.ts';

const open = outboxOfTest(afterEach);

describe('several messages', () => {
  it('to one person are sent one after the other in their order, to different people side by side', async () => {
    const { platform, sender, queue } = await open();
    const inFlight = new Map<string, number>();
    const gate = createGate();
    let most = 0;
    platform.answerWith(async ({ to }) => {
      inFlight.set(to, (inFlight.get(to) ?? 0) + 1);
      most = Math.max(most, inFlight.size);
      expect(inFlight.get(to)).toBe(1);
      if (inFlight.size === 3) gate.open();
      await gate.opened;
      inFlight.delete(to);
      return { errcode: 0 };
    });
    for (const person of ['lina', 'wang', 'zhang']) await queue(person, 'one', 'two', 'three');
    await sender.drain();
    expect(most).toBe(3);
    for (const person of ['lina', 'wang', 'zhang']) expect(platform.textsTo(person)).toEqual(['one', 'two', 'three']);
  });

  it('wait for the one before them to the same person, while other people get theirs', async () => {
    const { platform, clock, sender, queue } = await open();
    platform.answerWith(({ to, text }) =>
      to === 'lina' && text === 'one' ? { errcode: -1, errmsg: 'busy' } : { errcode: 0 },
    );
    await queue('lina', 'one', 'two');
    await queue('wang', 'one', 'two');
    await sender.drain();
    expect(platform.textsTo('lina')).toEqual(['one']);
    expect(platform.textsTo('wang')).toEqual(['one', 'two']);

    platform.answerWith(() => ({ errcode: 0 }));
    clock.wait(5 * SECOND);
    await sender.drain();
    expect(platform.textsTo('lina')).toEqual(['one', 'one', 'two']);
  });

  it('go on when the one before them is given up', async () => {
    const { platform, sender, queue } = await open();
    platform.answerWith(({ text }) => (text === 'one' ? { errcode: 40058, errmsg: 'invalid' } : { errcode: 0 }));
    await queue('lina', 'one', 'two');
    await sender.drain();
    expect(platform.textsTo('lina')).toEqual(['one', 'two']);
  });

  it('with the same text to the same person are two requests, so that neither passes for a repeat', async () => {
    const { platform, sender, queue } = await open();
    await queue('lina', 'good morning', 'good morning');
    await sender.drain();
    expect(platform.textsTo('lina')).toEqual(['good morning', 'good morning']);
    expect(new Set(platform.sent.map(({ body }) => body)).size).toBe(2);
  });

  it('beyond one batch all leave in one go', async () => {
    const { platform, sender, queue } = await open();
    for (let person = 0; person < 55; person++) await queue(`person${person}`, 'hello', 'again');
    await sender.drain();
    expect(platform.sent).toHaveLength(110);
    expect(new Set(platform.sent.map(({ to, text }) => `${to} ${text}`)).size).toBe(110);
  });
});

describe('waking the sender', () => {
  it('while it sends makes it look again for what came in meanwhile', async () => {
    const { sender, queue, platform } = await open();
    const gate = createGate();
    platform.answerWith(async () => {
      await gate.opened;
      return { errcode: 0 };
    });
    await queue('lina', 'one');
    const draining = sender.drain();
    await platform.received(1);
    await queue('wang', 'one');
    const woken = sender.drain();
    gate.open();
    await Promise.all([draining, woken]);
    expect(platform.sent.map(({ to }) => to)).toEqual(['lina', 'wang']);
  });

  it('after it stopped sends nothing', async () => {
    const { sender, queue, platform, clock } = await open();
    await queue('lina', 'one');
    await sender.stop();
    sender.wake();
    await sender.drain();
    clock.wait(MINUTE);
    expect(platform.sent).toEqual([]);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { callbackRoute } from '../../src/http/routes/callback.ts';
import { createCallbackCrypto } from '../../src/wecom/callback-crypto.ts';
import { createCallbacks, say } from '../app/callbacks.ts';
import { createGate } from '../app/gate.ts';
import { callbackSecrets, identity } from '../app/identity.ts';
import { serve } from '../http/door.ts';
import { startRecordingBot } from './recording-puppet.ts';

const NOW = Date.parse('2026-06-10T10:00:00+08:00');
const PEOPLE = 500;

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe('guard 7: 500 encrypted callbacks at once', () => {
  it('each get their own reply, all turns being open at the same time', async () => {
    const gate = createGate();
    let waiting = 0;
    const { puppet, bot, log } = await startRecordingBot(
      async (message) => {
        const mine = ++waiting;
        if (waiting === PEOPLE) gate.open();
        await gate.opened;
        // Answered in another order than they came in.
        for (let turns = mine % 7; turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve));
        await message.answer(`${message.userid} said ${message.text}`);
      },
      { deadlineMs: 15_000 },
    );
    closers.push(() => bot.stop());
    const route = callbackRoute({
      app: identity,
      crypto: createCallbackCrypto(callbackSecrets),
      receive: (message, hangUp) => puppet.receive(message, hangUp),
      now: () => NOW,
      maxSkewS: 600,
    });
    const { http, url } = await serve({ routes: [route], log });
    closers.push(() => http.close());
    const callbacks = createCallbacks({ url: () => url, now: () => NOW, connections: PEOPLE });
    closers.push(() => callbacks.close());

    const messages = Array.from({ length: PEOPLE }, (_, at) => say(`Person${at}`, `word ${at}`));
    const answers = await Promise.all(messages.map((message) => callbacks.deliver(message)));
    expect(answers).toEqual(
      messages.map((_, at) => ({ status: 200, to: `person${at}`, content: `person${at} said word ${at}` })),
    );
    expect(puppet.sent).toEqual([]);
    expect(puppet.running).toBe(0);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { createGate, type Gate } from '../app/gate.ts';
import { botsOfTest, incoming } from './recording-puppet.ts';

const start = botsOfTest(afterEach);
const said = (text: string) => ({ kind: 'text', text });

describe('guard 4: payloads without I/O', () => {
  it('keep the order of messages that come at once, from somebody never seen before', async () => {
    const seen: string[] = [];
    const { puppet } = await start(async ({ text }) => void seen.push(text));
    const texts = Array.from({ length: 100 }, (_, at) => `message ${at}`);
    await Promise.all(texts.map((text) => puppet.receive(incoming('lina', text))));
    expect(seen).toEqual(texts);
  });

  it('keep the order of messages of one group, each person in it seen for the first time', async () => {
    const seen: string[] = [];
    const { puppet } = await start(async ({ text }) => void seen.push(text));
    const texts = Array.from({ length: 100 }, (_, at) => `message ${at}`);
    await Promise.all(texts.map((text, at) => puppet.receive(incoming(`member${at}`, text, { room: 'all' }))));
    expect(seen).toEqual(texts);
  });

  it('are not asked for every member of a large group before its first message', async () => {
    const { puppet } = await start(async (message) => message.answer('here'));
    await puppet.receive(incoming('lina', 'x', { room: 'everybody' }));
    expect(puppet.asked.filter((what) => what.startsWith('contact'))).toEqual(['contact bot', 'contact lina']);
    expect(puppet.asked).toContain('members');
  });

  it('are at hand for messages that wait longer than Wechaty’s own cache remembers', async () => {
    const gate = createGate();
    const { puppet } = await start(async (message) => {
      await gate.opened;
      await message.answer(message.text);
    });
    const messages = Array.from({ length: 1500 }, (_, at) => incoming(`person${at % 1200}`, `text ${at}`));
    const replies = messages.map((message) => puppet.receive(message));
    gate.open();
    expect(await Promise.all(replies)).toEqual(messages.map(({ text }) => said(text)));
  });
});

describe('guard 6: order', () => {
  it('of one conversation is kept however long each message takes, one at a time', async () => {
    const gates: Gate[] = Array.from({ length: 5 }, createGate);
    const log: string[] = [];
    const { puppet } = await start(async (message) => {
      log.push(`begin ${message.text}`);
      await gates[Number(message.text)]?.opened;
      log.push(`end ${message.text}`);
      await message.answer(message.text);
    });
    const replies = gates.map((_, at) => puppet.receive(incoming('lina', String(at))));
    for (const gate of gates.toReversed()) gate.open();
    expect(await Promise.all(replies)).toEqual(gates.map((_, at) => said(String(at))));
    expect(log).toEqual(gates.flatMap((_, at) => [`begin ${at}`, `end ${at}`]));
  });

  it('is no reason for one conversation to wait for another, nor for a group to wait for its members', async () => {
    const gate = createGate();
    const { puppet } = await start(async (message) => {
      if (message.text === 'slow') await gate.opened;
      await message.answer(message.text);
    });
    const slow = puppet.receive(incoming('lina', 'slow'));
    expect(await puppet.receive(incoming('wang', 'quick'))).toEqual(said('quick'));
    expect(await puppet.receive(incoming('lina', 'quick', { room: 'team' }))).toEqual(said('quick'));
    gate.open();
    expect(await slow).toEqual(said('slow'));
  });

  it('goes on after a message that failed', async () => {
    const { puppet } = await start(async (message) => {
      if (message.text === 'bad') throw new Error('out of order');
      await message.answer(message.text);
    });
    const replies = ['bad', 'good', 'bad', 'fine'].map((text) => puppet.receive(incoming('lina', text)));
    expect(await Promise.all(replies)).toEqual([{ kind: 'none' }, said('good'), { kind: 'none' }, said('fine')]);
  });

  it('of 50 interleaved conversations gives every message its own answer', async () => {
    const people = Array.from({ length: 50 }, (_, at) => `person${at}`);
    const order = new Map<string, number[]>();
    const { puppet } = await start(async (message) => {
      const round = Number(message.text);
      // Conversations overtake each other differently in each round.
      for (let turns = (message.userid.length * 7 + round * 13) % 11; turns > 0; turns--) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      order.set(message.userid, [...(order.get(message.userid) ?? []), round]);
      await message.answer(`${message.userid} ${message.text}`);
    });
    const rounds = [0, 1, 2, 3];
    const messages = rounds.flatMap((round) => people.map((person) => incoming(person, String(round))));
    const replies = await Promise.all(messages.map((message) => puppet.receive(message)));
    expect(replies).toEqual(messages.map(({ from, text }) => said(`${from} ${text}`)));
    for (const person of people) expect(order.get(person)).toEqual(rounds);
    expect(puppet.sent).toEqual([]);
  });
});

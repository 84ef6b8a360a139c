import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { AppPuppet } from '../../src/puppet/app-puppet.ts';
import { Turn } from '../../src/puppet/turn.ts';
import type { AppApi } from '../../src/wecom/app-api.ts';
import type { PassiveReply } from '../../src/wecom/incoming.ts';
import { createGate } from '../app/gate.ts';
import { botsOfTest, incoming } from './recording-puppet.ts';

const start = botsOfTest(afterEach);
const NONE = { kind: 'none' };
const text = (said: string) => ({ kind: 'text', text: said });

describe('guard 5: a repeat', () => {
  it('joins the turn that is still running and gets the same answer, handled once', async () => {
    const gate = createGate();
    let handled = 0;
    const { puppet } = await start(async (message) => {
      handled++;
      await gate.opened;
      await message.answer('done');
    });
    const message = incoming('lina', 'x');
    const first = puppet.receive(message);
    const repeats = [puppet.receive(message), puppet.receive({ ...message })];
    gate.open();
    expect(await Promise.all([first, ...repeats])).toEqual([text('done'), text('done'), text('done')]);
    expect(handled).toBe(1);
  });

  it('that comes after the answer and before the handler is done gets the same answer, handled once', async () => {
    const gate = createGate();
    let handled = 0;
    const { puppet } = await start(async (message) => {
      handled++;
      await message.answer('done');
      await gate.opened;
    });
    const message = incoming('lina', 'x');
    expect(await puppet.receive(message)).toEqual(text('done'));
    expect(await puppet.receive(message)).toEqual(text('done'));
    gate.open();
    expect(handled).toBe(1);
    expect(puppet.sent).toEqual([]);
  });

  it('of a finished message is handled again: only the ledger knows what was done', async () => {
    let handled = 0;
    const { puppet } = await start(async (message) => message.answer(`time ${++handled}`));
    const message = incoming('lina', 'x');
    expect(await puppet.receive(message)).toEqual(text('time 1'));
    await puppet.finished();
    expect(await puppet.receive(message)).toEqual(text('time 2'));
  });

  it('after the deadline gets an empty answer at once instead of waiting for what is too late', async () => {
    const gate = createGate();
    const { puppet } = await start(
      async (message) => {
        await gate.opened;
        if (!message.canAnswer()) await puppet.sendPrepared('late');
      },
      { deadlineMs: 5 },
    );
    const message = incoming('lina', 'x');
    expect(await puppet.receive(message)).toEqual(NONE);
    expect(await puppet.receive(message)).toEqual(NONE);
    gate.open();
    await puppet.finished();
    expect(puppet.sent).toEqual(['late']);
  });

  it('is not told apart by age: a message of ten years ago is a message', async () => {
    const { puppet } = await start(async (message) => message.answer('read'));
    expect(await puppet.receive(incoming('lina', 'x', { at: 1_000 }))).toEqual(text('read'));
  });
});

describe('guard 5: what the bot said itself', () => {
  it('is not handled, and its turn ends', async () => {
    let handled = 0;
    const { puppet } = await start(async () => void handled++);
    expect(await puppet.receive(incoming('bot', 'x'))).toEqual(NONE);
    expect([handled, puppet.running]).toEqual([0, 0]);
  });
});

describe('guard 7: the turn', () => {
  it('is not taken by something said to somebody else', async () => {
    const { puppet } = await start(async (message, own) => {
      await own.messageSendText('manager', 'look at this');
      await message.answer('done');
      await message.answer('and more');
    });
    expect(await puppet.receive(incoming('lina', 'x'))).toEqual(text('done'));
    await puppet.finished();
    expect(puppet.sent).toEqual(['manager: look at this', 'lina: and more']);
  });

  it('of a group is not taken by a private word to the one who wrote, nor the other way round', async () => {
    const { puppet } = await start(async (message, own) => {
      await own.messageSendText(message.chat === 'lina' ? 'room:team' : 'lina', 'aside');
      await message.answer(`in ${message.chat}`);
    });
    expect(await puppet.receive(incoming('lina', 'x', { room: 'team' }))).toEqual(text('in room:team'));
    expect(await puppet.receive(incoming('lina', 'x'))).toEqual(text('in lina'));
    expect(puppet.sent).toEqual(['lina: aside', 'room:team: aside']);
  });

  it('is nobody else’s: a word outside any message is sent actively', async () => {
    const gate = createGate();
    const { puppet } = await start(async (message) => {
      await gate.opened;
      await message.answer('done');
    });
    const reply = puppet.receive(incoming('lina', 'x'));
    await puppet.messageSendText('lina', 'reminder');
    gate.open();
    expect(await reply).toEqual(text('done'));
    expect(puppet.sent).toEqual(['lina: reminder']);
  });

  it('survives whatever the handler waits for', async () => {
    const { puppet } = await start(async (message) => {
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setTimeout(resolve, 0));
      await Promise.all([Promise.resolve(), new Promise<void>((resolve) => queueMicrotask(resolve))]);
      await message.answer('still here');
    });
    expect(await puppet.receive(incoming('lina', 'x'))).toEqual(text('still here'));
  });

  it('ends at the deadline, and what is said afterwards is sent actively', async () => {
    const gate = createGate();
    const { puppet } = await start(
      async (message) => {
        expect(message.canAnswer()).toBe(true);
        await gate.opened;
        await message.answer(`can answer: ${message.canAnswer()}`);
      },
      { deadlineMs: 5 },
    );
    expect(await puppet.receive(incoming('lina', 'x'))).toEqual(NONE);
    gate.open();
    await puppet.finished();
    expect(puppet.sent).toEqual(['lina: can answer: false']);
  });

  it('ends when everybody who waited has hung up, and not before', async () => {
    const gate = createGate();
    const { puppet } = await start(async (message) => {
      await gate.opened;
      await message.answer(`can answer: ${message.canAnswer()}`);
    });
    const callers = [new AbortController(), new AbortController()];
    const message = incoming('lina', 'x');
    const replies = callers.map(({ signal }) => puppet.receive(message, signal));
    callers[0]?.abort();
    expect(puppet.canAnswer(message.key)).toBe(true);
    callers[1]?.abort();
    expect(puppet.canAnswer(message.key)).toBe(false);
    expect(await Promise.all(replies)).toEqual([NONE, NONE]);
    gate.open();
    await puppet.finished();
    expect(puppet.sent).toEqual(['lina: can answer: false']);
  });

  it('of a caller who was gone before the message was taken is over from the start', async () => {
    const { puppet } = await start(async (message) => message.answer(`can answer: ${message.canAnswer()}`));
    expect(await puppet.receive(incoming('lina', 'x'), AbortSignal.abort())).toEqual(NONE);
    await puppet.finished();
    expect(puppet.sent).toEqual(['lina: can answer: false']);
  });

  it('is kept for the one who waits when somebody joins who is already gone', async () => {
    const gate = createGate();
    const { puppet } = await start(async (message) => {
      await gate.opened;
      await message.answer('done');
    });
    const message = incoming('lina', 'x');
    const waiting = new AbortController();
    const reply = puppet.receive(message, waiting.signal);
    void puppet.receive(message, AbortSignal.abort());
    expect(puppet.canAnswer(message.key)).toBe(true);
    waiting.abort();
    expect(puppet.canAnswer(message.key)).toBe(false);
    expect(await reply).toEqual(NONE);
    gate.open();
  });

  it('is not ended by a hang-up after the answer', async () => {
    const gate = createGate();
    const { puppet } = await start(async (message) => {
      await message.answer('done');
      await gate.opened;
    });
    const caller = new AbortController();
    const message = incoming('lina', 'x');
    const reply = await puppet.receive(message, caller.signal);
    caller.abort();
    expect(reply).toEqual(text('done'));
    expect(await puppet.receive(message)).toEqual(text('done'));
    gate.open();
  });

  it('ends empty when the handler says nothing', async () => {
    const { puppet } = await start(async () => {}, { deadlineMs: 60_000 });
    expect(await puppet.receive(incoming('lina', 'x'))).toEqual(NONE);
    expect(puppet.running).toBe(0);
  });

  it('ends when the handler fails', async () => {
    const failing = async () => Promise.reject(new Error('out of order'));
    const { puppet, lines } = await start(failing, { deadlineMs: 60_000 });
    expect(await puppet.receive(incoming('lina', 'x'))).toEqual(NONE);
    expect(puppet.running).toBe(0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(lines).toMatchObject([{ msg: 'chat layer error', err: { message: 'out of order' } }]);
  });

  it.each(['event'] as const)('ends for an ignored message (%s)', async (kind) => {
    let handled = 0;
    const { puppet } = await start(async () => void handled++, { deadlineMs: 60_000 });
    expect(await puppet.receive(incoming('lina', '', { kind, type: kind }))).toEqual(NONE);
    expect([handled, puppet.running]).toEqual([0, 0]);
  });

  it('is not opened once the bot has stopped: an error makes the platform deliver the message again', async () => {
    const { puppet, bot } = await start(async (message) => message.answer('done'), { deadlineMs: 60_000 });
    await bot.stop();
    await expect(puppet.receive(incoming('lina', 'x'))).rejects.toThrow('not running');
    expect(puppet.running).toBe(0);
  });
});

describe('guard 2: our puppets', () => {
  it('give Wechaty no options to print, take ones it could not print, and never emit a heartbeat', async () => {
    const { puppet } = await start(async (message) => message.answer('done'));
    let beats = 0;
    puppet.on('heartbeat', () => void beats++);
    await puppet.receive(incoming('lina', 'x'));
    expect([puppet.options, beats]).toEqual([{}, 0]);

    const circular: Record<string, unknown> = { secret: 'SECRET' };
    circular.itself = circular;
    // An API that Wechaty's own way of printing options would choke on; it is never called here.
    const app = new AppPuppet({ agentId: '1', api: circular as unknown as AppApi });
    expect(JSON.stringify(app.options)).toBe('{}');
    expect(`${app} ${inspect(app, { depth: 10, showHidden: true })}`).not.toContain('SECRET');
  });
});

describe('a deadline after which the platform asks again', () => {
  it('tells the door that the answer comes later, and hands the answer over when it is there', async () => {
    const late: PassiveReply[] = [];
    const turn = new Turn('lina', { ms: 0, ending: 'later', lateMs: 60_000 }, (reply) => late.push(reply));
    expect(await turn.reply).toEqual({ kind: 'later' });
    expect(turn.isOpen).toBe(true);
    expect(turn.answer('lina', text('done') as PassiveReply)).toBe(true);
    expect(late).toEqual([text('done')]);
    expect(turn.answer('lina', text('twice') as PassiveReply)).toBe(false);
  });

  it('tells too when nothing will come, and does not give up because the first caller left', async () => {
    const late: PassiveReply[] = [];
    const turn = new Turn('lina', { ms: 0, ending: 'later', lateMs: 60_000 }, (reply) => late.push(reply));
    const caller = new AbortController();
    await turn.join(caller.signal);
    caller.abort();
    expect(turn.isOpen).toBe(true);
    turn.end();
    expect(late).toEqual([{ kind: 'none' }]);
  });
});

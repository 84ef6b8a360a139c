import { afterEach, describe, expect, it } from 'vitest';
import { bodyIn, HOUR, MINUTE, outboxOfTest, SECOND, START } from './outbox.ts';

const open = outboxOfTest(afterEach);

describe('a message in the outbox', () => {
  it('is sent once, in the bytes frozen before the first attempt', async () => {
    const { platform, clock, sender, queue, rows } = await open();
    await queue('lina', 'hello');
    expect(await rows()).toMatchObject([{ state: 'due', request: null }]);
    await sender.drain();
    expect(platform.textsTo('lina')).toEqual(['hello']);
    const [row] = await rows();
    expect(row).toMatchObject({ state: 'sent', done_at: START });
    expect(platform.sent[0]?.body).toBe(bodyIn(row?.request));
    expect(JSON.parse(platform.sent[0]?.body ?? '')).toMatchObject({
      touser: 'lina',
      agentid: 1000007,
      enable_duplicate_check: 1,
    });
    clock.wait(HOUR);
    await sender.drain();
    expect(platform.sent).toHaveLength(1);
  });

  it('is frozen in the row before the platform hears of it', async () => {
    const { platform, sender, queue, rows } = await open();
    let frozen: string | undefined;
    platform.answerWith(async () => {
      frozen = bodyIn((await rows())[0]?.request);
      return { errcode: 0 };
    });
    await queue('lina', 'hello');
    await sender.drain();
    expect(frozen).toMatch(/hello/);
    expect(frozen).toBe(platform.sent[0]?.body);
  });

  it('is not due before its time', async () => {
    const { platform, clock, sender, database } = await open();
    await database.uow.run(({ outbox }) =>
      outbox.enqueue(
        { key: 'k', channel: 'app', to: 'lina', body: '{"text":"later"}', notBefore: START + MINUTE },
        START,
      ),
    );
    await sender.drain();
    clock.wait(MINUTE - 1);
    await sender.drain();
    expect(platform.sent).toEqual([]);
    clock.wait(1);
    await sender.drain();
    expect(platform.textsTo('lina')).toEqual(['later']);
  });

  it.each([
    ['system busy', () => ({ errcode: -1, errmsg: 'system busy' }), '-1'],
    ['no answer', () => 'hang up' as const, 'no_answer'],
    ['HTTP 502', () => 502, 'no_answer'],
  ])('is tried again after 5, 10, 20 … seconds in identical bytes: %s', async (_, failure, code) => {
    const { platform, clock, sender, queue, rows } = await open();
    platform.answerWith(failure);
    await queue('lina', 'hello');
    await sender.drain();
    for (const [at, pause] of [5, 10, 20, 40].entries()) {
      expect(await rows()).toMatchObject([{ state: 'due', attempts: at + 1, last_error: code }]);
      clock.wait(pause * SECOND - 1);
      await sender.drain();
      expect(platform.sent).toHaveLength(at + 1);
      clock.wait(1);
      await sender.drain();
      expect(platform.sent).toHaveLength(at + 2);
    }
    platform.answerWith(() => ({ errcode: 0 }));
    clock.wait(80 * SECOND);
    await sender.drain();
    expect(new Set(platform.sent.map(({ body }) => body)).size).toBe(1);
    expect(await rows()).toMatchObject([{ state: 'sent' }]);
  });

  it('waits at most ten minutes between two attempts, and is given up a day after it was written', async () => {
    const { platform, clock, sender, queue, rows } = await open();
    platform.answerWith(() => ({ errcode: -1, errmsg: 'system busy' }));
    await queue('lina', 'hello', 'second part');
    let longest = 0;
    let attempts = 0;
    let lastAt = START;
    for (let minute = 0; minute <= 24 * 60 + 11; minute++) {
      await sender.drain();
      if (platform.textsTo('lina').length > attempts) {
        longest = Math.max(longest, clock.now() - lastAt);
        lastAt = clock.now();
        attempts = platform.sent.length;
      }
      clock.wait(MINUTE);
    }
    expect(longest).toBe(10 * MINUTE);
    const [first, second] = await rows();
    expect(first).toMatchObject({ state: 'failed', last_error: '-1' });
    expect(first?.done_at ?? 0).toBeGreaterThan(START + 24 * HOUR);
    expect(first?.done_at ?? 0).toBeLessThanOrEqual(START + 24 * HOUR + 10 * MINUTE);
    // Its successor had its turn then, and was as old.
    expect(second).toMatchObject({ state: 'failed', attempts: 1 });
    const sent = platform.sent.length;
    clock.wait(HOUR);
    await sender.drain();
    expect(platform.sent).toHaveLength(sent);
  });

  it('for somebody the platform does not know is given up at once', async () => {
    const { platform, clock, sender, queue, rows, warnings } = await open();
    platform.answerWith(({ to }) =>
      to === 'nobody' ? { errcode: 0, invaliduser: 'nobody' } : { errcode: 81013, errmsg: 'all invalid' },
    );
    await queue('nobody', 'hello');
    await queue('hidden', 'hello');
    await sender.drain();
    expect(await rows()).toMatchObject([
      { state: 'failed', last_error: 'invalid_user', attempts: 1 },
      { state: 'failed', last_error: '81013', attempts: 1 },
    ]);
    clock.wait(HOUR);
    await sender.drain();
    expect(platform.sent).toHaveLength(2);
    expect(warnings).toMatchObject([{ code: 'invalid_user' }, { code: '81013' }]);
    expect(JSON.stringify(warnings)).not.toContain('hello');
  });
});

describe('the access token', () => {
  it.each([40014, 42001])('is fetched anew once when the platform calls it dead (%i)', async (errcode) => {
    const { platform, sender, queue, rows } = await open();
    let token = 0;
    platform.tokenWith(() => ({ errcode: 0, access_token: `token-${++token}`, expires_in: 7200 }));
    let refused = 0;
    platform.answerWith(() => (refused++ === 0 ? { errcode, errmsg: 'token' } : { errcode: 0 }));
    await queue('lina', 'hello');
    await sender.drain();
    expect(platform.askedFor('/cgi-bin/gettoken')).toBe(2);
    const tokens = platform.seen.flatMap(({ path, query }) => (path.endsWith('send') ? [query.access_token] : []));
    expect(tokens).toEqual(['token-1', 'token-2']);
    expect(new Set(platform.sent.map(({ body }) => body)).size).toBe(1);
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 0 }]);
  });

  it('that stays dead costs one refresh an attempt, and the message waits', async () => {
    const { platform, clock, sender, queue, rows } = await open();
    platform.answerWith(() => ({ errcode: 42001, errmsg: 'expired' }));
    await queue('lina', 'hello');
    await sender.drain();
    expect(platform.sent).toHaveLength(2);
    expect(platform.askedFor('/cgi-bin/gettoken')).toBe(2);
    expect(await rows()).toMatchObject([{ state: 'due', attempts: 1, last_error: '42001' }]);
    clock.wait(5 * SECOND - 1);
    await sender.drain();
    expect(platform.sent).toHaveLength(2);
  });

  it('is one for many messages at once', async () => {
    const { platform, sender, queue } = await open();
    for (let person = 0; person < 30; person++) await queue(`person${person}`, 'hello');
    await sender.drain();
    expect(platform.sent).toHaveLength(30);
    expect(platform.askedFor('/cgi-bin/gettoken')).toBe(1);
  });
});

describe('what only time or an administrator mends', () => {
  it('a rate limit (45009) is waited for', async () => {
    const { platform, clock, sender, queue, rows } = await open();
    platform.answerWith(() => ({ errcode: 45009, errmsg: 'api freq out of limit' }));
    await queue('lina', 'hello');
    await sender.drain();
    clock.wait(MINUTE - 1);
    await sender.drain();
    expect(platform.sent).toHaveLength(1);
    platform.answerWith(() => ({ errcode: 0 }));
    clock.wait(1);
    await sender.drain();
    expect(platform.sent).toHaveLength(2);
    expect(await rows()).toMatchObject([{ state: 'sent' }]);
  });

  it.each([60020, 40001, 48002, 50003])('a wrong configuration (%i) is not asked about in a loop', async (errcode) => {
    const { platform, clock, sender, queue, rows } = await open();
    platform.answerWith(() => ({ errcode, errmsg: 'not allowed' }));
    for (const person of ['lina', 'wang', 'zhang']) await queue(person, 'one', 'two');
    for (let second = 0; second < 30 * 60; second += 10) {
      await sender.drain();
      clock.wait(10 * SECOND);
    }
    // After a minute, then every ten: at 0, 1, 11 and 21 minutes, and only for the first message to each.
    expect(platform.sent).toHaveLength(3 * 4);
    platform.answerWith(() => ({ errcode: 0 }));
    clock.wait(10 * MINUTE);
    await sender.drain();
    for (const person of ['lina', 'wang', 'zhang']) expect(platform.textsTo(person).slice(-2)).toEqual(['one', 'two']);
    expect((await rows()).map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'sent'));
  });

  it('a wrong secret is asked about once in ten minutes, however many messages wait', async () => {
    const { platform, clock, sender, queue } = await open();
    platform.tokenWith(() => ({ errcode: 40001, errmsg: 'invalid credential' }));
    for (let person = 0; person < 40; person++) await queue(`person${person}`, 'hello');
    for (let second = 0; second < 30 * 60; second += 10) {
      await sender.drain();
      clock.wait(10 * SECOND);
    }
    expect(platform.askedFor('/cgi-bin/gettoken')).toBeLessThanOrEqual(3);
    expect(platform.sent).toEqual([]);
    platform.tokenWith(() => ({ errcode: 0, access_token: 'good', expires_in: 7200 }));
    clock.wait(10 * MINUTE);
    await sender.drain();
    expect(platform.sent).toHaveLength(40);
  });

  it('a channel that is not configured any more keeps its messages', async () => {
    const { platform, sender, rows, database } = await open();
    await database.uow.run(({ outbox }) =>
      outbox.enqueue({ key: 'k', channel: 'robot', to: 'lina', body: '{"text":"hello"}', notBefore: START }, START),
    );
    await sender.drain();
    expect(await rows()).toMatchObject([{ state: 'due', last_error: 'channel_not_configured' }]);
    expect(platform.sent).toEqual([]);
  });
});

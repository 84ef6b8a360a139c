import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { UnitOfWork } from '../../src/usecases/ports.ts';
import { createGate } from '../app/gate.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { bodyIn, MINUTE, outboxOfTest } from './outbox.ts';

const open = outboxOfTest(afterEach);
const folder = temporaryFolder();
let files = 0;
const newUrl = () => `file:${join(folder, `outbox-${++files}.db`)}`;

/** A process that dies: from then on nothing it does reaches the database. */
function createMortal() {
  let dead = false;
  const alive = async () => {
    if (dead) throw new Error('dead');
  };
  return {
    die: () => {
      dead = true;
    },
    through: (uow: UnitOfWork): UnitOfWork => ({
      ...uow,
      run: (work) => alive().then(() => uow.run(work)),
      read: (work) => alive().then(() => uow.read(work)),
    }),
  };
}

describe('a crash', () => {
  it('between sending and marking resends the identical bytes, marked as a possible repeat', async () => {
    const databaseUrl = newUrl();
    const { platform, clock, another, queue, rows, sender } = await open(databaseUrl);
    await sender.stop();
    const mortal = createMortal();
    platform.answerWith(() => {
      mortal.die();
      return { errcode: 0 };
    });
    await queue('lina', 'hello', 'and more');
    const dying = await another({ databaseUrl, through: mortal.through });
    dying.sender.wake();
    await platform.received(1);

    const next = await another({ databaseUrl });
    await next.sender.drain();
    expect(platform.sent).toHaveLength(1); // the dead one's lease still holds
    clock.wait(MINUTE);
    await next.sender.drain();
    expect(platform.textsTo('lina')).toEqual(['hello', 'hello', 'and more']);
    expect(platform.sent[1]?.body).toBe(platform.sent[0]?.body);
    const { enable_duplicate_check, duplicate_check_interval } = JSON.parse(platform.sent[0]?.body ?? '');
    expect(enable_duplicate_check).toBe(1);
    expect(duplicate_check_interval * 1000).toBeGreaterThan(MINUTE);
    expect((await rows()).map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  it('between freezing and sending sends the frozen bytes', async () => {
    const databaseUrl = newUrl();
    const { platform, clock, another, queue, rows, sender } = await open(databaseUrl);
    await sender.stop();
    const mortal = createMortal();
    const died = createGate();
    platform.tokenWith(() => {
      mortal.die();
      died.open();
      return { errcode: -1, errmsg: 'busy' };
    });
    await queue('lina', 'hello');
    const dying = await another({ databaseUrl, through: mortal.through });
    dying.sender.wake();
    await died.opened;
    const frozen = bodyIn((await rows())[0]?.request);

    platform.tokenWith(() => ({ errcode: 0, access_token: 'next', expires_in: 7200 }));
    clock.wait(MINUTE);
    const next = await another({ databaseUrl });
    await next.sender.drain();
    expect(platform.sent.map(({ body }) => body)).toEqual([frozen]);
  });

  it('in the middle of many loses none and keeps the order of each person', async () => {
    const databaseUrl = newUrl();
    const { platform, clock, another, queue, rows, sender } = await open(databaseUrl);
    await sender.stop();
    const people = Array.from({ length: 12 }, (_, at) => `person${at}`);
    for (const person of people) await queue(person, 'one', 'two', 'three');
    for (const deathAfter of [1, 9, 14]) {
      const mortal = createMortal();
      const before = platform.sent.length;
      platform.answerWith(() => {
        if (platform.sent.length - before >= deathAfter) mortal.die();
        return { errcode: 0 };
      });
      const dying = await another({ databaseUrl, through: mortal.through });
      dying.sender.wake();
      await platform.received(before + deathAfter);
      clock.wait(MINUTE);
    }
    platform.answerWith(() => ({ errcode: 0 }));
    await (await another({ databaseUrl })).sender.drain();
    expect((await rows()).every(({ state }) => state === 'sent')).toBe(true);
    for (const person of people) {
      const texts = platform.textsTo(person).filter((text, at, all) => text !== all[at - 1]);
      expect([person, texts]).toEqual([person, ['one', 'two', 'three']]);
      const bodies = platform.sent.filter(({ to }) => to === person).map(({ body }) => body);
      expect(new Set(bodies).size).toBe(3);
    }
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tellDeparture } from '../../src/chat/departure-notice.ts';
import { scheduleMemberLookups } from '../../src/jobs/member-lookups.ts';
import { openDatabase } from '../../src/store/database.ts';
import { bindUseCases, type Use } from '../../src/usecases/index.ts';
import type { Stores } from '../../src/usecases/ports.ts';
import { createAppApi } from '../../src/wecom/app-api.ts';
import { lookUpUser } from '../../src/wecom/user-lookup.ts';
import { createLogbook } from '../http/door.ts';
import { seed } from '../support/seed.ts';
import { startPlatform } from '../wecom/platform.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const joining = { open: true, admins: new Set(['boss']) };

/** The job with a real database and a platform that answers `user/get` as told, on a clock moved by the minute. */
async function start() {
  const answers = new Map<string, object>();
  const asked: string[] = [];
  const platform = await startPlatform(({ path, query }) => {
    if (path === '/cgi-bin/gettoken') return { errcode: 0, access_token: 'token', expires_in: 7200 };
    asked.push(query.userid ?? '');
    return answers.get(query.userid ?? '') ?? { errcode: 60011, errmsg: 'no privilege' };
  });
  const database = await openDatabase(':memory:', seed);
  const { log, lines } = createLogbook();
  let now = Date.parse('2026-06-10T10:00:00+08:00');
  let onMinute: (at: number) => void | Promise<void> = () => {};
  let woken = 0;
  const api = createAppApi({
    corpId: 'ww1',
    agentId: '1',
    secret: 's',
    apiBase: platform.apiBase,
    now: () => now,
  });
  const stop = scheduleMemberLookups({
    uow: database.uow,
    clock: {
      now: () => now,
      onMinute: (fn) => {
        onMinute = fn;
        return () => {};
      },
    },
    timeZone: 'Asia/Shanghai',
    joining,
    lookUp: (userid) => lookUpUser(api, userid),
    tell: (departure, outbox, at) => tellDeparture(departure, outbox, { channel: 'app', textLimitBytes: 2048 }, at),
    wakeSender: () => void woken++,
    log,
  });
  const use = <T>(work: (use: Use, stores: Stores) => Promise<T>) =>
    database.uow.run((stores) => work(bindUseCases({ stores, now, timeZone: 'Asia/Shanghai', joining }), stores));
  return {
    database,
    lines,
    asked,
    use,
    found: (userid: string, name: string) => answers.set(userid, { errcode: 0, userid, name, status: 1 }),
    answer: (userid: string, answer: object) => answers.set(userid, answer),
    join: (...userids: string[]) =>
      use(async ({ joinMember }) => {
        for (const userid of userids) await joinMember(userid);
      }),
    names: () => use(async ({ listMembers }) => (await listMembers()).map(({ name }) => name)),
    woken: () => woken,
    /** Lets time pass, up to the next minute; what was asked in it. */
    async pass(ms = MINUTE) {
      now += ms;
      asked.length = 0;
      await onMinute(now);
      return [...asked];
    },
    async close() {
      await stop();
      await api.close();
      await platform.close();
      await database.close();
    },
  };
}

let job: Awaited<ReturnType<typeof start>>;
beforeEach(async () => {
  job = await start();
});
afterEach(() => job.close());

describe('what members are called', () => {
  it('comes from the platform, within a minute of their first message, and once a week from then on', async () => {
    await job.join('lina');
    job.found('lina', ' 李\n娜 ');
    expect(await job.pass()).toEqual(['lina']);
    expect(await job.names()).toEqual(['李 娜']);
    job.found('lina', '李小娜');
    expect(await job.pass(6 * DAY)).toEqual([]);
    expect(await job.pass(DAY)).toEqual(['lina']);
    expect(await job.names()).toEqual(['李小娜']);
  });

  it('stays what an administrator said, whether before or after the platform was asked', async () => {
    await job.join('boss', 'lina', 'wang');
    for (const userid of ['boss', 'lina', 'wang']) job.found(userid, `平台${userid}`);
    const call = (userid: string, name: string) =>
      job.use(async (use, { members }) => {
        const [by, member] = [await members.byUserid('boss'), await members.byUserid(userid)];
        if (by && member) await use.setMember({ by, member, name });
      });
    await call('lina', '李娜');
    await job.pass();
    await call('wang', '老王');
    await job.pass(8 * DAY);
    expect(await job.names()).toEqual(['平台boss', '李娜', '老王']);
  });

  it.each([
    ['nothing', ''],
    ['more than we keep', 'x'.repeat(101)],
  ])('stays as it is when the platform has %s', async (_what, name) => {
    await job.join('lina');
    job.found('lina', name);
    await job.pass();
    expect(await job.names()).toEqual(['lina']);
  });

  it.each([60011, 50002])('is asked again after a day when it is not ours to know (%d)', async (errcode) => {
    await job.join('lina', 'wang');
    job.answer('lina', { errcode, errmsg: 'no' });
    job.found('wang', '王五');
    expect(await job.pass()).toEqual(['lina', 'wang']);
    expect(await job.names()).toEqual(['lina', '王五']);
    expect(await job.pass(DAY - MINUTE)).toEqual([]);
    expect(await job.pass()).toEqual(['lina']);
  });

  it('is asked of nobody for a day when the app may not ask at all', async () => {
    await job.join('lina', 'wang');
    job.answer('lina', { errcode: 48002, errmsg: 'api forbidden' });
    expect(await job.pass()).toEqual(['lina']);
    expect(await job.pass(DAY - MINUTE)).toEqual([]);
    job.found('lina', '李娜');
    job.found('wang', '王五');
    expect(await job.pass()).toEqual(['lina', 'wang']);
  });

  it('is asked again in ten minutes when no answer came, and others meanwhile', async () => {
    await job.join('lina', 'wang');
    job.answer('lina', { errcode: -1, errmsg: 'system busy' });
    job.found('wang', '王五');
    expect([await job.pass(), await job.pass(), await job.pass(8 * MINUTE)]).toEqual([['lina'], ['wang'], []]);
    expect(await job.pass()).toEqual(['lina']);
    expect(await job.names()).toEqual(['lina', '王五']);
    expect(JSON.stringify(job.lines)).not.toContain('lina');
  });

  it('is asked of twenty people a minute, in turn', async () => {
    await job.join(...Array.from({ length: 23 }, (_, n) => `rep${String(n).padStart(2, '0')}`));
    const asked = [await job.pass(), await job.pass(), await job.pass()];
    expect(asked.map((some) => some.length)).toEqual([20, 3, 0]);
  });
});

describe('somebody the platform does not know any more', () => {
  it.each([
    ['an error', { errcode: 60111, errmsg: 'userid not found' }],
    ['a status', { errcode: 0, userid: 'lina', name: '李娜', status: 5 }],
  ])('has left, by %s, and is named to the admin once', async (_how, answer) => {
    await job.join('boss', 'lina');
    job.found('boss', '老板');
    await job.use(async (use, { members }) => {
      const by = await members.byUserid('lina');
      if (by) await use.createLead({ by, name: '客户甲' });
    });
    job.answer('lina', answer);
    await job.pass();
    expect(job.woken()).toBe(1);
    expect(await job.pass(8 * DAY)).toEqual(['boss']);
    const queued = await job.database.engine.reader.selectFrom('outbox').select(['recipient', 'body']).execute();
    expect(queued).toEqual([{ recipient: 'boss', body: expect.stringContaining('lina 已离职，名下 1 条进行中') }]);
  });
});

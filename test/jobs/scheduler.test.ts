import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { UnitOfWork } from '../../src/usecases/ports.ts';
import { GROUP, openReminders, type Reminders, type RemindersOptions, type SentMessage } from '../support/reminders.ts';
import { replaced } from '../support/replaced-stores.ts';

const FIRST_LOOK = '2026-06-10T10:01';

describe('reminders', () => {
  const open: Reminders[] = [];
  const folders: string[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  const start = async (options?: RemindersOptions) => {
    const one = await openReminders(options);
    open.push(one);
    return one;
  };
  const newFile = () => {
    const folder = mkdtempSync(join(tmpdir(), 'reminders-'));
    folders.push(folder);
    return `file:${folder}/r.db`;
  };
  const begun = async (options?: RemindersOptions) => {
    const one = await start(options);
    await one.tick(FIRST_LOOK);
    return one;
  };
  const slotsOf = (one: Reminders) => one.database.uow.run(({ slots }) => slots.recent(1000));

  it('come on a workday morning, to each owner alone and to the group', async () => {
    const one = await begun();
    await one.minute('2026-06-11T09:05');
    expect(one.textsTo('lina')).toHaveLength(1);
    expect(one.textsTo('lina')[0]).toMatch(/^2026-06-11T09:05 你有 \d+ 条线索停住了\n· /);
    expect(one.textsTo(GROUP)).toHaveLength(1);
    const [group] = one.sent.filter(({ to }) => to === GROUP);
    expect(group?.message).toMatchObject({ kind: 'text', mention: expect.arrayContaining(['lina', 'zhangwei']) });
    expect(one.textsTo(GROUP)[0]).toContain('李娜：');
  });

  it('name five leads at most and say how many more there are', async () => {
    const one = await begun();
    await one.minute('2026-06-11T09:05');
    const [text = ''] = one.textsTo('zhangwei');
    expect(text.match(/^· /gm)).toHaveLength(5);
    expect(text).toMatch(/还有 \d+ 条，发 \/停滞 看全部/);
  });

  it('hide amounts from a group that may not see them', async () => {
    const one = await begun();
    await one.minute('2026-06-11T09:05');
    expect(one.textsTo(GROUP).join()).not.toMatch(/\d万/);
    expect(one.textsTo('lina').join()).toMatch(/\d万/);
  });

  it('do not come on a day off, and come on a make-up Sunday', async () => {
    const one = await begun();
    for (const day of ['06-13', '06-14']) await one.minute(`2026-${day}T09:05`);
    expect(one.sent).toEqual([]);
    for (const at of ['15T09:01', '18T09:05', '18T17:35']) await one.minute(`2026-06-${at}`);
    const { length } = one.sent;
    for (const day of ['06-19', '06-20', '06-21']) await one.minute(`2026-${day}T09:05`);
    expect(one.sent).toHaveLength(length);
    await one.minute('2026-09-20T09:05');
    expect(one.textsTo('lina').at(-1)).toMatch(/^2026-09-20T09:05/);
  });

  it('do not come twice for a minute told twice, nor after the clock was set back', async () => {
    const one = await begun();
    await one.minute('2026-06-11T09:05');
    const { length } = one.sent;
    await one.minute('2026-06-11T09:05');
    await one.minute('2026-06-11T09:00');
    await one.minute('2026-06-11T09:05');
    await one.minute('2026-06-11T09:06');
    expect(one.sent).toHaveLength(length);
  });

  it('speak of a lead again only when it reaches the next step', async () => {
    const one = await begun();
    const about = (name: string, to: string) =>
      one
        .textsTo(to)
        .filter((text) => text.includes(name))
        .map((text) => text.slice(0, 10));
    for (const day of ['11', '12', '15', '16', '17', '18']) await one.minute(`2026-06-${day}T09:05`);
    // Two workdays over on the 8th; 5 over on the 16th.
    expect(about('汕头澄海玩具', 'chenqiang')).toEqual(['2026-06-12', '2026-06-17']);
    expect(about('镇江恒顺调味', 'lina')).toEqual(['2026-06-11']);
    const escalated = one
      .textsTo('wangfang')
      .filter((text) => text.includes('停太久') && text.includes('镇江恒顺调味'));
    expect(escalated.map((text) => text.slice(0, 10))).toEqual(['2026-06-11', '2026-06-12']);
  });

  it('leave out a lead that was won after the reminder was decided on', async () => {
    const one = await begun();
    await one.tick('2026-06-11T09:05');
    await one.say('chenqiang', '/成交 徐州彭城工程机械 5万');
    await one.drain();
    const [text = ''] = one.textsTo('chenqiang');
    expect(text).toContain('淮安洪泽水务');
    expect(text).not.toContain('徐州彭城工程机械');
  });

  it('are not sent at all when nothing is left to say', async () => {
    const one = await begun();
    await one.minute('2026-06-11T09:05');
    await one.tick('2026-06-12T09:05');
    expect((await slotsOf(one)).find(({ key }) => key === 'slot/1/2026-06-12T09:05/member/chenqiang')?.state).toBe(
      'queued',
    );
    await one.say('chenqiang', '/跟进 汕头澄海玩具 通了电话');
    const before = one.textsTo('chenqiang').length;
    await one.drain();
    expect(one.textsTo('chenqiang')).toHaveLength(before);
    const slot = (await slotsOf(one)).find(({ key }) => key === 'slot/1/2026-06-12T09:05/member/chenqiang');
    expect(slot).toMatchObject({ state: 'nothing', reason: 'over' });
  });

  it('nudge a person once on a day, also when one of the evening before waited for the morning', async () => {
    const one = await begun();
    const quiet = { from: 21 * 60, to: 8 * 60 };
    await one.database.uow.run(async ({ schedules }) => {
      const [owners] = await schedules.all();
      if (!owners) throw new Error('no schedules');
      const { id: _, ...draft } = owners;
      await schedules.add({ ...draft, rhythm: { kind: 'daily', minute: 21 * 60 + 30 }, quiet }, 0);
    });
    await one.minute('2026-06-10T21:30');
    expect(one.textsTo('lina')).toEqual([]);
    for (const at of ['11T08:00', '11T09:05']) await one.minute(`2026-06-${at}`);
    expect(one.textsTo('lina').map((text) => text.slice(0, 16))).toEqual(['2026-06-11T08:00']);
    const slot = (await slotsOf(one)).find(({ key }) => key.startsWith('slot/1/2026-06-11') && key.endsWith('/lina'));
    expect(slot).toMatchObject({ state: 'nothing', reason: 'told_today' });
  });

  it('are not called missed when they went out and only the note of the minute was lost', async () => {
    const url = newFile();
    const sent: SentMessage[] = [];
    // The write after the last batch of the run is the one that says how far the scheduler has looked.
    const dying = await begun({ url, sent, through: (uow) => loseNote(uow) });
    await dying.minute('2026-06-11T09:05');
    await dying.close();
    open.splice(open.indexOf(dying), 1);
    const { length } = sent;
    expect(length).toBeGreaterThan(0);
    const again = await start({ url, sent });
    await again.minute('2026-06-14T10:00');
    const slots = await slotsOf(again);
    const ofThatMorning = slots.filter(({ slot, schedule }) => slot === '2026-06-11T09:05' && schedule > 0);
    expect(ofThatMorning.filter(({ state }) => state === 'expired')).toEqual([]);
    const expired = slots.filter(({ state, schedule }) => state === 'expired' && schedule === 1);
    expect(expired.map(({ slot, reason }) => `${slot} ${reason}`)).toEqual(['2026-06-12T09:05 too_old']);
  });

  it('are made up for after downtime on the same day, marked, and not on a later one', async () => {
    const one = await begun();
    await one.minute('2026-06-11T15:00');
    expect(one.textsTo('lina')[0]).toMatch(/^2026-06-11T15:00 补发（原定 6月11日 09:05）\n你有/);
    const { length } = one.sent;
    await one.minute('2026-06-17T08:00');
    expect(one.sent.filter(({ to }) => to === 'lina').length).toBe(
      one.sent.slice(0, length).filter(({ to }) => to === 'lina').length,
    );
    const expired = (await slotsOf(one)).filter(({ state, schedule }) => state === 'expired' && schedule === 1);
    expect(expired.map(({ slot, reason }) => `${slot} ${reason}`).sort()).toEqual([
      '2026-06-12T09:05 newer_one',
      '2026-06-15T09:05 newer_one',
      '2026-06-16T09:05 too_old',
    ]);
  });

  it('do not reach back to before the bot was first started', async () => {
    const one = await start();
    await one.minute('2026-06-10T17:36');
    expect(one.sent).toEqual([]);
  });

  it('are sent once by two programs on one database', async () => {
    const url = newFile();
    const sent: SentMessage[] = [];
    const [a, b] = [await begun({ url, sent }), await begun({ url, sent })];
    for (const one of [a, b]) await one.tick('2026-06-11T09:05');
    for (const one of [a, b]) await one.drain();
    const receivers = sent.filter(({ message }) => message.kind === 'text').map(({ to }) => to);
    expect(new Set(receivers).size).toBe(receivers.length);
    expect(receivers).toContain('lina');
    expect(receivers).toContain(GROUP);
  });

  it('are neither lost nor doubled when the process dies at any step of a run', async () => {
    const whole = await begun();
    await whole.minute('2026-06-11T09:05');
    const wanted = whole.sent.map(({ to, message }) => `${to} ${'text' in message ? message.text : ''}`).sort();
    for (let step = 1; step <= 8; step++) {
      const url = newFile();
      const sent: SentMessage[] = [];
      const dying = await begun({ url, sent, through: (uow) => dieAt(step + 1, uow) });
      await dying.tick('2026-06-11T09:05');
      await dying.close();
      open.splice(open.indexOf(dying), 1);
      const again = await start({ url, sent });
      await again.minute('2026-06-11T09:06');
      const got = sent.map(({ to, message }) => `${to} ${'text' in message ? message.text : ''}`).sort();
      expect(got, `dying at step ${step}`).toEqual(wanted);
    }
  });

  it('keep within what a webhook takes in a minute: the 21st message waits and arrives', async () => {
    const one = await begun();
    await one.database.uow.run(async ({ outbox }) => {
      for (let at = 1; at <= 21; at++) {
        const draft = {
          key: `many/${at}`,
          channel: 'webhook',
          to: GROUP,
          body: JSON.stringify({ text: `第 ${at} 条` }),
        };
        await outbox.enqueue({ ...draft, notBefore: 0 }, Date.parse('2026-06-10T11:00:00+08:00'));
      }
    });
    one.set('2026-06-10T11:00');
    await one.drain();
    expect(one.textsTo(GROUP)).toHaveLength(20);
    one.set('2026-06-10T11:01');
    await one.drain();
    expect(one.textsTo(GROUP).at(-1)).toBe('2026-06-10T11:01 第 21 条');
  });

  it('let every slot of a jump run once, in order', async () => {
    const one = await begun();
    const due = ['06-11T09:05', '06-12T09:05', '06-15T09:05', '06-16T09:05'];
    for (const at of due) await one.minute(`2026-${at}`);
    const ran = (await slotsOf(one)).filter(({ target, schedule }) => target === 'group/1' && schedule === 2);
    expect(ran.map(({ slot }) => slot).sort()).toEqual(due.map((at) => `2026-${at}`));
  });
});

/** A database that is gone from its `step`-th transaction on, whose work is rolled back. */
function dieAt(step: number, uow: UnitOfWork): UnitOfWork {
  let count = 0;
  return {
    ...uow,
    run: (work) => {
      count++;
      if (count < step) return uow.run(work);
      return uow.run(async (stores) => {
        await work(stores);
        throw new Error('killed');
      });
    },
  };
}

/** A database that takes everything but how far the scheduler has looked, from its second look on. */
function loseNote(uow: UnitOfWork): UnitOfWork {
  let looks = 0;
  return {
    ...uow,
    run: (work) =>
      uow.run((stores) => {
        const setCheckedUntil = async (at: number) => {
          if (++looks > 1) throw new Error('killed');
          await stores.schedules.setCheckedUntil(at);
        };
        return work(replaced(stores, { schedules: { ...stores.schedules, setCheckedUntil } }));
      }),
  };
}

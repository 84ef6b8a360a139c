import { afterEach, describe, expect, it } from 'vitest';
import type { Month } from '../../src/domain/month.ts';
import type { ScheduleKind } from '../../src/domain/schedule.ts';
import { BOT, digest } from '../../src/usecases/digest.ts';
import { beforeDigests } from '../../src/usecases/digest-times.ts';
import type { WhoKey } from '../../src/usecases/ports.ts';
import { CONVERSATION_START, TIME_ZONE } from '../support/conversation.ts';
import { GROUP, openReminders, type Reminders } from '../support/reminders.ts';

describe('digests', () => {
  const open: Reminders[] = [];
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });
  const begun = async () => {
    const one = await openReminders();
    open.push(one);
    await one.tick('2026-06-10T10:01');
    return one;
  };
  /** Adds a daily schedule of a kind to the managers and the group. */
  const add = (one: Reminders, kind: ScheduleKind) =>
    one.database.uow.run(async ({ schedules }) => {
      const draft = {
        kind,
        rhythm: { kind: 'daily', minute: 600 },
        days: 'workdays',
        filters: {},
        quiet: null,
        isOn: true,
        since: 0,
      } as const;
      await schedules.add({ ...draft, target: { kind: 'role', role: 'manager' } }, 0);
      await schedules.add({ ...draft, target: { kind: 'groups' } }, 0);
    });

  it('of the week come with a picture on its last workday, whatever happened', async () => {
    const one = await begun();
    await one.minute('2026-06-12T17:35');
    const [text = '', picture] = one
      .textsTo('wangfang')
      .filter((said) => said.includes('周报') || said.endsWith('picture'));
    expect(text).toMatch(/^2026-06-12T17:35 周报 · 华东组 · 6月8日–6月12日\n在途 \d+ 条/);
    expect(text).toContain('进出：线索 进 ');
    expect(text).toMatch(/数据质量 \d+ 分/);
    expect(text).toContain('预测：加权');
    expect(text).toContain('诊断：');
    expect(picture).toBe('2026-06-12T17:35 picture');
    const group = one.textsTo(GROUP).filter((said) => said.includes('周报') || said.endsWith('picture'));
    expect(group[0]).toContain('周报 · 全公司');
    expect(group).toHaveLength(2);
    expect(group[0]).not.toMatch(/\d万/);
  });

  it('move before a day off, and are not sent in a week that is wholly off', async () => {
    const one = await begun();
    await one.minute('2026-06-18T17:35');
    await one.minute('2026-06-19T17:35');
    expect(
      one
        .textsTo('wangfang')
        .filter((said) => said.includes('周报 ·'))
        .map((said) => said.slice(0, 10)),
    ).toEqual(['2026-06-18']);
    await one.minute('2026-10-08T17:35');
    await one.minute('2026-10-10T17:35');
    expect(
      one
        .textsTo('wangfang')
        .filter((said) => said.includes('周报 ·'))
        .at(-1),
    ).toMatch(/^2026-10-10/);
  });

  it('are made up for within two workdays, with the numbers of their own time', async () => {
    const one = await begun();
    await one.say('wangfang', '/新建 周末来的客户');
    await one.minute('2026-06-15T10:30');
    const [text = ''] = one.textsTo('wangfang').filter((said) => said.includes('周报'));
    expect(text).toMatch(/^2026-06-15T10:30 补发（原定 6月12日 17:35）\n周报 · 华东组 · 6月8日–6月12日/);
  });

  it('keep the numbers they showed, and tell the next time what became of the steps', async () => {
    const one = await begun();
    await one.minute('2026-06-12T17:35');
    const kept = await one.database.uow.run(({ snapshots }) =>
      snapshots.lastBefore(4, 'member/wangfang', '2026-06-18T17:35'),
    );
    const numbers = JSON.parse(kept?.numbers ?? '{}');
    expect(numbers.stages.map(({ id }: { id: string }) => id)).toEqual(['lead', 'interest', 'opp', 'quote']);
    const steps = numbers.keep.steps as { name: string; owner: string }[];
    expect(steps.length).toBeGreaterThan(0);
    for (const { name, owner } of steps.slice(0, 1)) await one.say(owner, `/跟进 ${name} 打了电话`);
    await one.minute('2026-06-18T17:35');
    const last = one.textsTo('wangfang').findLast((said) => said.includes('周报')) ?? '';
    expect(last).toContain(`上次要做的 ${steps.length} 件，做了 1 件`);
  });

  it('count from where the last one ended, so that nothing falls between two of them', async () => {
    const one = await begun();
    await one.minute('2026-06-12T17:35');
    one.set('2026-06-12T18:10');
    await one.say('zhangwei', '/新建 周五晚上来的');
    await one.minute('2026-06-18T17:35');
    const last = one.textsTo('wangfang').findLast((said) => said.includes('周报 ·')) ?? '';
    expect(last).toContain('周报 · 华东组 · 6月12日–6月18日');
    expect(last).toContain('这段时间：新增 1 ·');
  });

  it('keep what is expected of a month, and hold it against what came, as it was told then', async () => {
    const one = await begun();
    await one.minute('2026-06-12T17:35');
    const [kept] = await one.database.uow.run(({ forecasts }) =>
      forecasts.before('team:华东组' as WhoKey, '2026-07' as Month, 3),
    );
    expect(kept).toMatchObject({ month: '2026-06', at: Date.parse('2026-06-12T17:35:00+08:00') });
    one.set('2026-06-17T10:00');
    await one.say('lina', '/成交 舟山群岛渔业 8万');
    await one.minute('2026-07-03T17:35');
    const last = one.textsTo('wangfang').findLast((said) => said.includes('周报 ·')) ?? '';
    expect(last).toMatch(/预测准不准：6月 预测 [0-9.]+万 实际 [0-9.]+万/);
    expect(await one.say('wangfang', '/预测')).toMatch(/6月 当时预测当月成 [0-9.]+万/);
  });

  it('of lost leads also name the steps that were not taken, by owner', async () => {
    const one = await begun();
    await one.minute('2026-06-12T17:35');
    one.set('2026-06-16T10:00');
    await one.say('zhangwei', '/跟进 宁波北仑港务 见了面');
    await one.minute('2026-07-01T09:05');
    const [text = ''] = one.textsTo('wangfang').filter((said) => said.includes('复盘'));
    const [, undone = ''] = text.split('该做没做的：');
    expect(undone).toMatch(/\n· 张伟：.*合肥高新量子（周报点过名）/);
    expect(undone).toMatch(/\n· 李娜：绍兴轻纺供应链（说好 6月11日）/);
    expect(undone).not.toContain('宁波北仑港务');
  });

  it('do not make a move late that was written down before the bot was there', async () => {
    const one = await openReminders();
    open.push(one);
    const countedAt = async (iso: string) => {
      const now = Date.parse(`${iso}:00+08:00`);
      const joining = { open: true, admins: new Set<string>() };
      const spans = await one.database.uow.run((stores) =>
        beforeDigests({ stores, now, timeZone: TIME_ZONE, joining }, now),
      );
      return spans.map(({ to }) => new Date(to + 8 * 3_600_000).toISOString().slice(0, 16));
    };
    await one.tick('2026-06-10T10:01');
    expect(await countedAt('2026-06-10T10:02')).toEqual([]);
    expect(await countedAt('2026-06-12T17:36')).toEqual(['2026-06-12T17:35']);
  });

  it('of the week are what a diagnosis asked for later is measured against', async () => {
    const one = await begun();
    expect(await one.say('wangfang', '/诊断')).toContain('还没有每周的诊断记录');
    await one.minute('2026-06-12T17:35');
    expect(await one.say('wangfang', '/诊断')).toContain('对照的是 6月12日 17:35 的诊断');
  });

  it('hold the funnel against the rates the team set for itself, as a diagnosis does', async () => {
    const one = await begun();
    await one.say('zhaomin', '/阶段 改 意向 预期=30%');
    expect(await one.say('zhaomin', '/诊断')).toContain('目标 30%（自己定的）');
    const found = await one.database.uow.run((stores) =>
      digest(
        { stores, now: CONVERSATION_START, timeZone: TIME_ZONE, joining: { open: true, admins: new Set() } },
        { by: BOT, last: undefined },
      ),
    );
    expect(found.leading?.target).toMatchObject({ rate: 0.3, origin: 'configured' });
  });

  it('say that the next year’s holidays are missing, and remind admins of it once a week', async () => {
    const one = await begun();
    one.set('2026-12-20T10:00');
    await one.tick('2026-12-20T10:00');
    await one.minute('2026-12-25T09:35');
    await one.minute('2026-12-25T17:35');
    const reminders = () => one.textsTo('zhaomin').filter((said) => /^2026-12-(25|31).*节假日还没有/.test(said));
    expect(reminders()).toHaveLength(1);
    expect(one.textsTo('wangfang').findLast((said) => said.includes('周报'))).toContain('2027 年节假日未公布');
    await one.say('zhaomin', '/日历 2027-10-01~2027-10-07 休 国庆节');
    await one.minute('2026-12-31T09:35');
    expect(reminders()).toHaveLength(1);
  });

  it('of lost leads give the reason and how far each came', async () => {
    const one = await begun();
    await one.minute('2026-07-01T09:05');
    const [text = ''] = one.textsTo('wangfang').filter((said) => said.includes('复盘'));
    expect(text).toMatch(/复盘 · 华东组 · .*以来\n丢了 \d+ 条\n· .+ · (张伟|李娜) · .+ · (丢在|到过)/);
  });

  it.each([
    ['monthly', /月报 · 华东组 · 5月1日–5月31日/],
    ['quota', /本周推进\n· .+ \d+\/\d+/],
    ['quality', /数据质量 \d+ 分\n· 及时跟进 \d+%/],
  ] as const)('of kind %s', async (kind, wanted) => {
    const one = await begun();
    await add(one, kind);
    await one.minute(kind === 'monthly' ? '2026-06-10T10:02' : '2026-06-11T10:00');
    if (kind === 'monthly') {
      await one.database.uow.run(async ({ schedules }) => {
        for (const { id, kind: of } of await schedules.all()) {
          if (of === 'monthly') await schedules.change(id, { rhythm: { kind: 'monthly', dayOfMonth: 1, minute: 600 } });
        }
      });
      await one.minute('2026-07-01T10:00');
      expect(one.textsTo('wangfang').join('\n')).toContain('月报 · 华东组 · 6月1日–6月30日');
      return;
    }
    expect(one.textsTo('wangfang').join('\n')).toMatch(wanted);
    expect(one.textsTo(GROUP).join('\n')).toMatch(wanted);
  });

  it('of the day’s plans go to whoever has one', async () => {
    const one = await begun();
    await one.database.uow.run(({ schedules }) =>
      schedules.add(
        {
          kind: 'todo',
          target: { kind: 'owners' },
          rhythm: { kind: 'daily', minute: 540 },
          days: 'workdays',
          filters: {},
          quiet: null,
          isOn: true,
          since: 0,
        },
        0,
      ),
    );
    await one.minute('2026-06-11T09:00');
    expect(one.textsTo('lina')).toEqual([
      '2026-06-11T09:00 今天要做 2 件\n· 舟山群岛渔业：约技术交流\n· 绍兴轻纺供应链：发报价单',
    ]);
    expect(one.textsTo('zhaomin')).toEqual([]);
  });
});

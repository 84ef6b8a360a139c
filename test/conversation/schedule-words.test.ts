import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReminders, type Reminders } from '../support/reminders.ts';

describe('/提醒', () => {
  let one: Reminders;
  beforeEach(async () => {
    one = await openReminders();
    await one.tick('2026-06-10T10:01');
  });
  afterEach(async () => {
    await one.close();
  });
  const asAdmin = (line: string) => one.say('zhaomin', line);
  const schedules = () => one.database.uow.run((stores) => stores.schedules.all());

  it('lists with 列表 as without it', async () => {
    expect(await asAdmin('/提醒 列表')).toBe(await asAdmin('/提醒'));
  });

  it.each([
    ['停滞 工作日 09:05 销售群', '停滞 工作日 09:05 → 群「销售群」'],
    ['停滞 销售群 工作日 09:05', '停滞 工作日 09:05 → 群「销售群」'],
    ['停滞 工作日 09:05 给=销售群', '停滞 工作日 09:05 → 群「销售群」'],
    ['待办 工作日 09:05 @李娜', '待办 工作日 09:05 → 李娜'],
    ['待办 工作日 09:05 张伟', '待办 工作日 09:05 → 张伟'],
    ['配额 每周五 16:00 所有经理', '配额 每周五 16:00 → 经理'],
    ['底层 工作日 08:50', '底层 工作日 08:50 → 经理'],
    ['停滞 工作日 下午5点半', '停滞 工作日 17:30 → 每个负责人私聊'],
    ['周报 17:35', '周报 每周最后一个工作日 17:35 → 经理'],
    ['复盘 9:05', '复盘 每月第一个工作日 09:05 → 经理'],
    ['停滞 工作日 09:05 阶段=商机', '停滞 工作日 09:05 → 每个负责人私聊（阶段 商机）'],
    [
      '停滞 工作日 09:05 团队=华东组 阶段=商机、报价 最少=3天 免打扰=20:00-08:00',
      '停滞 工作日 09:05 → 每个负责人私聊（华东组，阶段 商机、报价，满 3 个工作日没动，20:00-08:00 免打扰）',
    ],
  ])('takes 添加 %s', async (words, wanted) => {
    expect(await asAdmin(`/提醒 添加 ${words}`)).toContain(`加好了，编号 6\n${wanted}\n接下来：`);
    expect(await asAdmin('/提醒')).toContain(`6. ${wanted} · `);
  });

  it('takes 本群 said in a group', async () => {
    expect(await one.say('zhaomin', '/提醒 添加 周报 每周五 17:35 本群', 'room:wrGroup')).toContain('→ 群「');
    const [added] = (await schedules()).slice(-1);
    expect(added?.target.kind).toBe('group');
  });

  it.each([
    ['添加 周报 17:35 没这个群', /没有叫「没这个群」的群或成员。可以写 本群、私聊/],
    ['添加 周报 17:35 阶段=商机', /「阶段=」只用在 停滞、待办、底层/],
    ['添加 待办 09:05 最少=3天', /「最少=」只用在 停滞/],
    ['添加 停滞 09:05 阶段=成交', /「成交」不是进行中的阶段/],
    ['添加 停滞 09:05 免打扰=一直', /免打扰「一直」看不懂。可以写 20:00-08:00/],
    ['添加 停滞 09:05 免打扰=8:00-8:00', /看不懂/],
    ['改 1 本群', /「本群」要在群里发/],
    ['改 99 10:00', /没有编号 99 的提醒/],
  ])('refuses %s with what to write instead, and changes nothing', async (line, wanted) => {
    const before = await schedules();
    expect(await asAdmin(`/提醒 ${line}`)).toMatch(wanted);
    expect(await schedules()).toEqual(before);
  });

  it('keeps what was said when it asks for the rest', async () => {
    await asAdmin('/提醒 添加 周报 销售群 免打扰=20:00-08:00');
    expect(await asAdmin('每周五 17:35')).toContain('周报 每周五 17:35 → 群「销售群」（20:00-08:00 免打扰）');
    await asAdmin('/提醒 添加 每周四 16:00 管理员');
    expect(await asAdmin('周报')).toContain('周报 每周四 16:00 → 管理员');
  });

  it('changes time, target, filters and quiet hours, each alone, and takes them away with 无', async () => {
    expect(await asAdmin('/提醒 改 1 10:20')).toContain('停滞 工作日 10:20 → 每个负责人私聊\n接下来：今天');
    expect(await asAdmin('/提醒 改 1 经理')).toContain('停滞 工作日 10:20 → 经理\n接下来：');
    expect(await asAdmin('/提醒 改 1 团队=华东组 最少=2天')).toContain('→ 经理（华东组，满 2 个工作日没动）');
    expect(await asAdmin('/提醒 改 1 免打扰=20:00-08:00 团队=无')).toContain(
      '→ 经理（满 2 个工作日没动，20:00-08:00 免打扰）',
    );
    expect(await asAdmin('/提醒 改 1 免打扰=无 最少=无 每周一 09:30')).toContain('停滞 每周一 09:30 → 经理\n接下来：');
  });

  it('asks what to change, with the lines for it', async () => {
    expect(await asAdmin('/提醒 改 2')).toContain('/提醒 改 2 经理');
    expect(await asAdmin('每周一 09:30')).toContain('改好了，编号 2\n停滞 每周一 09:30 → 所有绑定的群');
  });

  it('says when quiet hours will hold a run back, over a weekend until Monday', async () => {
    const said = await asAdmin('/提醒 添加 待办 工作日 21:30 免打扰=20:00-08:00');
    expect(said).toContain('今天（周三）21:30（免打扰，明天（周四）08:00 发）');
    expect(said).toContain('后天（周五）21:30（免打扰，6月15日（周一）08:00 发）');
  });

  it('holds a run back until the quiet hours end', async () => {
    await asAdmin('/提醒 改 1 免打扰=08:00-10:00');
    await one.minute('2026-06-11T09:05');
    expect(one.textsTo('lina')).toEqual([]);
    await one.minute('2026-06-11T10:00');
    expect(one.textsTo('lina')[0]).toMatch(/^2026-06-11T10:00 你有/);
  });

  it('leaves no run out and repeats none when filters, target or quiet hours change at the minute it is due', async () => {
    one.set('2026-06-11T09:05');
    await asAdmin('/提醒 改 1 最少=1天');
    await one.minute('2026-06-11T09:06');
    expect(one.textsTo('lina')).toHaveLength(1);
    await asAdmin('/提醒 改 1 免打扰=20:00-08:00');
    await asAdmin('/提醒 改 1 10:20');
    await one.minute('2026-06-11T10:20');
    expect(one.textsTo('lina')).toHaveLength(1);
  });

  it('narrows to stages and days untouched', async () => {
    await asAdmin('/提醒 改 1 阶段=报价 最少=15天');
    await one.minute('2026-06-11T09:05');
    const [said = ''] = one.textsTo('chenqiang');
    const leads = said.split('\n').filter((line) => line.startsWith('· '));
    expect(leads).toEqual([expect.stringContaining('南京紫金光电 · 报价 · 未跟进 22 个工作日')]);
  });

  it('goes with a team that is renamed and a stage that is archived', async () => {
    await asAdmin('/提醒 改 1 团队=华东组 阶段=商机、报价');
    await asAdmin('/团队 改名 华东组 东区');
    await asAdmin('/阶段 归档 商机 → 报价');
    await asAdmin('1');
    expect((await asAdmin('/提醒')).split('\n')[1]).toContain('→ 每个负责人私聊（东区，阶段 报价）');
  });

  it('warns of one that is just like another, and takes the same message only once', async () => {
    const line = '/提醒 添加 停滞 工作日 09:05 私聊';
    expect(await asAdmin(line)).toContain('和编号 1 一样，多半是重复的，不要就发 /提醒 删除 6');
    expect(await asAdmin(line)).toContain('刚刚已经加了一样的提醒，编号 6');
    expect(await schedules()).toHaveLength(6);
  });
});

describe('/提醒 试发', () => {
  let one: Reminders;
  beforeEach(async () => {
    one = await openReminders();
    await one.tick('2026-06-10T10:01');
  });
  afterEach(async () => {
    await one.close();
  });
  const attempt = async (line: string, chat = 'zhaomin') => {
    const answer = await one.say('zhaomin', line, chat);
    expect(one.sent).toEqual([]);
    await one.drain();
    return { answer, texts: one.textsTo('zhaomin'), all: one.sent };
  };

  it('sends what would go out now to the admin alone, marked, after the answer', async () => {
    const { answer, texts, all } = await attempt('/提醒 试发 1');
    expect(answer).toMatch(/^试发编号 1，只发给你，不算正式的一次\n停滞 工作日 09:05 → .*\n接下来：明天/);
    expect(texts[0]).toMatch(
      /试发 · 停滞 工作日 09:05 → 每个负责人私聊\n给 陈强 的这一份，另外还有 4 份：.*\n\n你有 3 条/,
    );
    expect(new Set(all.map(({ to }) => to))).toEqual(new Set(['zhaomin']));
  });

  it('comes with the picture where the kind has one, and shows a group’s copy as open as the group is', async () => {
    const { texts } = await attempt('/提醒 试发 3');
    expect(texts[0]).toMatch(/试发 · 周报 .* → 所有绑定的群\n给 销售群 的这一份\n\n周报 · 全公司/);
    expect(texts[0]).not.toMatch(/\d万/);
    expect(texts[1]).toBe('2026-06-10T10:01 picture');
  });

  it('claims nothing: the next run says what it would have said', async () => {
    await attempt('/提醒 试发 1');
    await trying(one, '/提醒 试发 4');
    expect(await one.database.uow.run(({ slots }) => slots.recent(10))).toEqual([]);
    expect(await one.say('wangfang', '/诊断')).toContain('还没有每周的诊断记录');
    await one.minute('2026-06-11T09:05');
    expect(one.textsTo('chenqiang')[0]).toContain('你有 4 条线索停住了');
  });

  it('says so when nothing would go out, and when nobody would get it', async () => {
    await one.say('zhaomin', '/提醒 添加 停滞 工作日 09:05 @王芳 最少=99天');
    const { texts } = await attempt('/提醒 试发 6');
    expect(texts[0]).toContain('现在发的话，没有要说的');
  });

  it('asked for in a group comes to the admin alone', async () => {
    const { answer, texts } = await attempt('/提醒 试发 1', 'room:wrGroup');
    expect(answer).toBe('已私聊发给你');
    expect(texts.join('\n')).toContain('试发 · 停滞');
    expect(one.textsTo('room:wrGroup')).toEqual([]);
  });

  it('shows nothing any more to somebody who is no admin by the time it goes out', async () => {
    await one.say('zhaomin', '/成员 @王芳 管理员');
    await one.say('zhaomin', '/提醒 试发 1');
    await one.say('wangfang', '/成员 @赵敏 销售');
    await one.drain();
    expect(one.textsTo('zhaomin').join('\n')).not.toContain('试发 ·');
  });
});

async function trying(one: Reminders, line: string): Promise<void> {
  await one.say('zhaomin', line);
  await one.drain();
}

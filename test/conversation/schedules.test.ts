import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReminders, type Reminders } from '../support/reminders.ts';

describe('/提醒', () => {
  let one: Reminders;
  beforeEach(async () => {
    one = await openReminders();
  });
  afterEach(async () => {
    await one.close();
  });
  const asAdmin = (line: string) => one.say('zhaomin', line);

  it('lists what is sent, to whom and the next three runs', async () => {
    const said = await asAdmin('/提醒');
    expect(said).toContain(
      '1. 停滞 工作日 09:05 → 每个负责人私聊 · 接下来 明天（周四）09:05、后天（周五）09:05、6月15日（周一）09:05',
    );
    expect(said).toContain('4. 周报 每周最后一个工作日 17:35 → 经理 · 接下来 后天（周五）17:35、6月18日（周四）17:35');
    expect(said).toContain('5. 复盘 每月第一个工作日 09:05 → 经理 · 接下来 7月1日（周三）09:05');
  });

  it.each([
    ['停滞 工作日 09:05 私聊', '停滞 工作日 09:05 → 每个负责人私聊'],
    ['周报 每周五 17:35 经理', '周报 每周五 17:35 → 经理'],
    ['周报 每周最后一个工作日 17:35 所有群', '周报 每周最后一个工作日 17:35 → 所有绑定的群'],
    ['月报 每月最后一个工作日 18:00', '月报 每月最后一个工作日 18:00 → 经理'],
    ['月报 每月1日 09:00', '月报 每月1日 09:00 → 经理'],
    ['待办 每天 18:00', '待办 每天 18:00 → 每个负责人私聊'],
    ['数据质量 0 18 * * 1-5 管理员', '数据质量 cron 0 18 * * 1-5 → 管理员'],
    ['停滞　工作日　０９：０５　私聊', '停滞 工作日 09:05 → 每个负责人私聊'],
    ['停滞 工作日 09:05 群=销售群', '停滞 工作日 09:05 → 群「销售群」'],
    ['周报 每周五 17:35 团队=华东组', '周报 每周五 17:35 → 经理（华东组）'],
  ])('takes 添加 %s', async (words, wanted) => {
    const said = await asAdmin(`/提醒 添加 ${words}`);
    expect(said).toContain(`加好了，编号 6\n${wanted}\n接下来：`);
    expect(said.split('接下来：')[1]?.split('\n')[0]?.split('、')).toHaveLength(3);
  });

  it('chooses minutes for an hour without them, shows and keeps them', async () => {
    const said = await asAdmin('/提醒 添加 停滞 工作日 9点');
    const [, minute = ''] = /停滞 工作日 (09:0[3-9]) →/.exec(said) ?? [];
    expect(minute).not.toBe('');
    expect(await asAdmin('/提醒')).toContain(`6. 停滞 工作日 ${minute}`);
  });

  it.each([
    ['/提醒 添加 停滞 每隔一会 09:05', /看不懂/],
    ['/提醒 添加 停滞 工作日 25:00', /看不懂/],
    ['/提醒 添加 停滞 * * * * *', /太密了/],
    ['/提醒 暂停 99', /没有编号 99 的提醒/],
    ['/提醒 添加 周报 每周五 17:35 本群', /「本群」要在群里发/],
    ['/提醒 添加 周报 每周五 17:35 团队=没有这个队', /没有团队/],
  ])('refuses %s with the reason and changes nothing', async (line, wanted) => {
    const all = () => one.database.uow.run(({ schedules }) => schedules.all());
    const before = await all();
    expect(await asAdmin(line)).toMatch(wanted);
    expect(await all()).toEqual(before);
  });

  it('asks for what is missing', async () => {
    expect(await asAdmin('/提醒 添加')).toContain('提醒什么');
    expect(await asAdmin('1')).toContain('什么时候发');
    expect(await asAdmin('工作日 09:05')).toContain('加好了，编号 6\n停滞 工作日 09:05');
  });

  it('pauses, resumes, changes and removes', async () => {
    expect(await asAdmin('/提醒 暂停 1')).toContain('暂停了。恢复发 /提醒 恢复 1');
    expect(await asAdmin('/提醒')).toContain('1. 停滞 工作日 09:05 → 每个负责人私聊 · 已暂停');
    await one.tick('2026-06-10T12:00');
    await one.minute('2026-06-11T09:05');
    expect(one.textsTo('lina')).toEqual([]);
    expect(await asAdmin('/提醒 恢复 1')).toContain('接下来：');
    await one.minute('2026-06-11T09:06');
    expect(one.textsTo('lina')).toEqual([]);
    expect(await asAdmin('/提醒 改 1 工作日 10:20')).toContain('停滞 工作日 10:20');
    await one.minute('2026-06-11T10:20');
    expect(one.textsTo('lina')).toHaveLength(1);
    expect(await asAdmin('/提醒 删除 1')).toContain('删掉了');
    expect(await asAdmin('/提醒')).not.toContain('1. 停滞 工作日 10:20');
  });

  it('is for admins only', async () => {
    expect(await one.say('lina', '/提醒 删除 1')).toContain('管理员');
    expect(await one.say('wangfang', '/投递')).toContain('管理员');
    expect((await asAdmin('/提醒')).split('\n')[0]).toBe('提醒 5 个');
  });

  it('refuses a group whose robot can only answer', async () => {
    await one.database.uow.run(async ({ groups }) => {
      const id = await groups.add({ name: '老群', privacy: { amounts: 'hidden', names: 'full', ranking: 'off' } }, 0);
      await groups.setAddress(id, { channel: 'robot', address: 'wr1' });
    });
    expect(await asAdmin('/提醒 添加 周报 每周五 17:35 群=老群')).toContain('只能回答，不能主动发');
    expect((await asAdmin('/提醒')).split('\n')[0]).toBe('提醒 5 个');
  });
});

describe('/休假', () => {
  let one: Reminders;
  beforeEach(async () => {
    one = await openReminders();
    await one.tick('2026-06-10T10:01');
  });
  afterEach(async () => {
    await one.close();
  });

  it('pauses the reminders of who is away, and makes up for them afterwards', async () => {
    expect(await one.say('lina', '/休假 6月11日~6月12日')).toBe(
      '6月11日到6月12日休假，提醒暂停。停留天数照常算。取消发 /休假 取消',
    );
    await one.minute('2026-06-11T09:05');
    await one.minute('2026-06-12T09:05');
    expect(one.textsTo('lina')).toEqual([]);
    expect(one.textsTo('zhangwei')).toHaveLength(2);
    await one.minute('2026-06-15T09:05');
    expect(one.textsTo('lina')[0]).toMatch(/^2026-06-15T09:05 你有 \d+ 条线索停住了/);
    expect(one.textsTo('lina')[0]).toContain('你有 14 条');
  });

  it('sends them to the substitute meanwhile', async () => {
    await one.say('lina', '/休假 6月11日 代办=@张伟');
    await one.minute('2026-06-11T09:05');
    expect(one.textsTo('lina')).toEqual([]);
    expect(one.textsTo('zhangwei')[0]).toMatch(/代看 \d+ 条（本人休假）/);
  });

  it('refuses days that are over or reversed, and oneself as substitute; can be seen and taken back', async () => {
    expect(await one.say('lina', '/休假')).toContain('没有记休假');
    expect(await one.say('lina', '/休假 6月12日~6月11日')).toContain('换一下');
    expect(await one.say('lina', '/休假 明天 代办=@李娜')).toContain('代办要写别人');
    expect(await one.say('lina', '/休假')).toContain('没有记休假');
    await one.say('lina', '/休假 明天');
    expect(await one.say('lina', '/休假')).toContain('6月11日休假，提醒暂停');
    expect(await one.say('lina', '/休假 取消')).toContain('休假取消了');
    await one.minute('2026-06-11T09:05');
    expect(one.textsTo('lina')).toHaveLength(1);
  });
});

describe('/投递', () => {
  it('shows what was sent and why something was not', async () => {
    const one = await openReminders();
    expect(await one.say('zhaomin', '/投递')).toBe('还没有发过');
    await one.tick('2026-06-10T10:02');
    await one.minute('2026-06-11T09:05');
    expect(await one.say('zhaomin', '/投递')).toContain('· 6月11日 09:05 李娜 停滞（app）已发');
    await one.database.uow.run(async ({ outbox }) => {
      await outbox.enqueue(
        { key: 'x', channel: 'app', to: 'lina', body: '{}', notBefore: 0 },
        Date.parse('2026-06-11T09:10:00+08:00'),
      );
    });
    const [row] = await one.database.uow.run(({ outbox }) =>
      outbox.claim(Date.parse('2026-06-11T09:10:00+08:00'), 1000, 1),
    );
    await one.database.uow.run(({ outbox }) => outbox.markFailed(row?.id ?? 0, 0, '60020'));
    expect(await one.say('zhaomin', '/投递 失败')).toContain(
      '李娜（app）没发出去：服务器 IP 不在可信 IP，去管理后台加上',
    );
    await one.close();
  });
});

describe('/投递 of what was missed', () => {
  it('names the run, why nothing was sent, and narrows to one reminder', async () => {
    const one = await openReminders();
    await one.tick('2026-06-10T10:02');
    await one.minute('2026-06-11T09:05');
    await one.minute('2026-06-16T08:00');
    const failed = await one.say('zhaomin', '/投递 失败');
    expect(failed).toContain('· 6月12日 09:05 所有人 停滞 没发：错过了，机器人当时没在运行，只补发最近的一次');
    expect(failed).toContain('· 6月15日 09:05 所有人 停滞 没发：错过了，机器人当时没在运行，补发也过时了');
    expect(failed).not.toContain('已发');
    const ofGroup = await one.say('zhaomin', '/投递 2');
    expect(ofGroup).toContain('· 6月11日 09:05 销售群 停滞（webhook）已发');
    expect(ofGroup).toContain('· 6月15日 09:05 所有人 停滞 没发');
    expect(ofGroup).not.toContain('李娜');
    const ofOwners = await one.say('zhaomin', '/投递 1');
    expect(ofOwners).toContain('· 6月11日 09:05 赵敏 停滞 没发：没有要说的');
    await one.close();
  });
});

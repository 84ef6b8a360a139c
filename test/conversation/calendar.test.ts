import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LocalDay } from '../../src/domain/period.ts';
import { type Chat, openChat } from '../support/conversation.ts';
import { expectConversation } from './transcript.ts';

describe('the calendar', () => {
  let chat: Chat;
  beforeEach(async () => {
    chat = await openChat();
  });
  afterEach(async () => {
    await chat.close();
  });
  const isWorkday = (day: string) =>
    chat.database.uow.run(async ({ settings }) => (await settings.calendar()).isWorkday(day as LocalDay));

  it('shows what is ahead and which year is not published', async () => {
    await expectConversation(
      chat,
      `
      赵敏> /日历
      接下来的节假日和调休：
      · 6月19日（周五）到6月21日（周日）休 端午
      · 9月20日（周日）上班 国庆节
      · 9月25日（周五）到9月27日（周日）休 中秋
      · 10月1日（周四）到10月7日（周三）休 国庆节
      · 10月10日（周六）上班 国庆节
      2027 年节假日未公布，先按周一到周五算。公布后一段一段发进来，填到国庆节（2027-10-01）就算齐了
      改一天：/日历 日期 休 名称，/日历 日期 班，/日历 删除 日期
    `,
    );
  });

  it('is filled in by an admin, a day or a stretch at a time, until the year is published', async () => {
    await expectConversation(
      chat,
      `
      赵敏> /日历 2027-01-01~2027-01-03 休 元旦
      2027年1月1日（周五）到2027年1月3日（周日）休
      2027年1月 20 个工作日
      不对就发 /日历 删除 2027-01-01~2027-01-03

      赵敏> /日历 2027-02-07 班
      2027年2月7日（周日）上班
      2027年2月 21 个工作日
      不对就发 /日历 删除 2027-02-07

      赵敏> ／日历 2027年9月30日到2027年10月7日 休 国庆节
      2027年9月30日（周四）到2027年10月7日（周四）休
      2027年9月 21 个工作日，2027年10月 16 个工作日
      2027 年的节假日算公布了
      不对就发 /日历 删除 2027-09-30~2027-10-07
    `,
    );
    expect(await chat.say('zhaomin', '/日历')).toMatch(
      /· 2027年1月1日（周五）到2027年1月3日（周日）休 元旦（自己定的）\n· 2027年2月7日（周日）上班（自己定的）\n/,
    );
    expect(await chat.say('zhaomin', '/日历')).not.toContain('未公布');
    expect(await isWorkday('2027-01-01')).toBe(false);
    expect(await isWorkday('2027-02-07')).toBe(true);
  });

  it('takes a decision back, and then what was published counts again', async () => {
    await expectConversation(
      chat,
      `
      赵敏> /日历 6月19日 班 客户要求
      6月19日（周五）上班
      2026年6月 22 个工作日
      不对就发 /日历 删除 2026-06-19

      赵敏> /日历 删除 6月19日
      6月19日（周五）不再单独定，按公布的算
      2026年6月 21 个工作日

      赵敏> /日历 删除 2026-06-19
      6月19日（周五）没有单独定过，本来就按公布的算。定过的发 /日历 看

      赵敏> /日历 6月22日 班
      6月22日（周一）上班，和原来一样
      2026年6月 21 个工作日
      不对就发 /日历 删除 2026-06-22
    `,
    );
  });

  it('asks for what is missing', async () => {
    await expectConversation(
      chat,
      `
      赵敏> /日历 2027-01-01
      2027年1月1日（周五）怎么改
      1. 休
      2. 上班
      3. 按公布的算
      回数字选择，0 取消

      赵敏> 1
      2027年1月1日（周五）休
      2027年1月 20 个工作日
      不对就发 /日历 删除 2027-01-01

      赵敏> /日历 删除
      哪一天，直接回日期，一段写成 2027-01-01~2027-01-03

      赵敏> 2027-01-01
      2027年1月1日（周五）不再单独定，按公布的算
      2027年1月 21 个工作日
    `,
    );
  });

  it('says what it cannot read, and changes nothing', async () => {
    await expectConversation(
      chat,
      `
      赵敏> /日历 2027-02-30 休
      /日历 没做，日期「2027-02-30」没看懂，可以写 明天、周五、3天后、3月5日、2026-12-01
      写法：/日历 [日期] [休/班/删除] [名称]
      例如：/日历 2027-01-01 休 元旦

      赵敏> /日历 2027-01-03~2027-01-01 休
      2027年1月3日（周日）在2027年1月1日（周五）后面，两个日期换一下

      赵敏> /日历 2027-01-01~2027-12-31 休
      这一段有 365 天，一次最多改 31 天，分几次发吧

      张伟> /日历 2027-01-01 休
      「日历」只有管理员能用。能用的命令发 /帮助 看
    `,
    );
    expect(await isWorkday('2027-01-01')).toBe(true);
    const special = await chat.database.uow.run(async ({ settings }) => (await settings.calendar()).specialDays);
    expect(special.filter(({ origin }) => origin === 'team')).toEqual([]);
  });
});

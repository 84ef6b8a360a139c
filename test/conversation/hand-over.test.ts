import { describe, expect, it } from 'vitest';
import { memberId } from '../../src/domain/ids.ts';
import { verifyProjections } from '../../src/store/verify-projections.ts';
import { openRichRoom } from '../support/rich-room.ts';
import { demoChat } from './demo-chat.ts';
import { expectConversation } from './transcript.ts';

const chat = demoChat();
const conversation = (transcript: string) => expectConversation(chat(), transcript);
const openOf = (id: string) => chat().database.uow.read(({ leads }) => leads.countOpenOf(memberId(id), undefined));

describe('handing all open leads of somebody to somebody else', () => {
  it('asks first, then moves every one of them, each with its history, and tells both', async () => {
    const [from, to] = [await openOf('chenqiang'), await openOf('zhangwei')];
    expect(from).toBeGreaterThan(5);
    await chat().database.uow.run(({ members }) => members.markLeft(memberId('chenqiang'), chat().now()));
    const asked = await chat().say('zhaomin', '/成员 @chenqiang 交接=@zhangwei');
    expect(asked.split('\n')[0]).toMatch(new RegExp(`^把 陈强 进行中的 ${from} 条都交给 张伟：.*、.* 等 ${from} 条$`));
    expect(asked.split('\n').slice(1)).toEqual([`1. 交接 ${from} 条`, '回数字选择，0 取消']);
    expect(await openOf('chenqiang')).toBe(from);

    expect(await chat().say('zhaomin', '1')).toBe(
      `陈强 的 ${from} 条都交给 张伟 了，阶段和停留天数照旧\n单条要换人发 /转交 客户 @账号\n张伟 收不到我的通知，请你说一声`,
    );
    expect([await openOf('chenqiang'), await openOf('zhangwei')]).toEqual([0, from + to]);
    expect(await chat().say('zhangwei', '/历史 南京紫金光电')).toMatch(/6月10日 赵敏：转交给 张伟$/);
    expect(await chat().say('zhaomin', '/审计')).toContain('交接线索');
    expect(await verifyProjections(chat().database.engine)).toEqual([]);
  });

  it('can be left alone, and there may be nothing to hand over', () =>
    conversation(`
      赵敏> /成员 @wangfang 交接=@lina
      王芳 没有进行中的线索，不用交接

      赵敏> /成员 @lina 交接=李娜
      李娜 的线索本来就归 李娜，没变

      赵敏> /成员 @lina 经理 交接=@zhangwei
      交接单独发一条，别的改动另发

      赵敏> /成员 @lina 交接=@nobody
      /成员 没做，没有成员「nobody」。对方给我发过一条消息，我才认识。名单发 /成员 看
      写法：/成员 [成员] [角色] [团队] [姓名=…] [账号=…] [交接=…]
      例如：/成员

      王芳> /成员 @lina 交接=@zhangwei
      「成员」只有管理员能用。能用的命令发 /帮助 看
    `));

  it('changes nothing when it is not confirmed, and goes to nobody who left', async () => {
    const before = await openOf('lina');
    await chat().say('zhaomin', '/成员 @lina 交接=@zhangwei');
    expect(await chat().say('zhaomin', '0')).toBe('好，取消了，什么都没变');
    expect(await openOf('lina')).toBe(before);
    await chat().database.uow.run(({ members }) => members.markLeft(memberId('zhangwei'), chat().now()));
    expect(await chat().say('zhaomin', '/成员 @lina 交接=@zhangwei 确认=交接')).toBe(
      '张伟 已离职，线索不能交给他。在职的人发 /成员 看',
    );
    expect(await openOf('lina')).toBe(before);
  });

  it('tells whoever gets them, and whoever had them if they are still there', async () => {
    const room = await openRichRoom();
    try {
      for (const person of ['lina', 'zhangwei', 'zhaomin']) await room.say(person, '/我的');
      const told = await room.say('zhaomin', '/成员 @lina 交接=@zhangwei 确认=交接');
      expect(told).toMatch(/→ zhangwei \(app\): 赵敏 把 李娜 的 [0-9]+ 条转交给你了：.+\n全部发 \/我的 看/);
      expect(told).toMatch(/→ lina \(app\): 赵敏 把你进行中的 [0-9]+ 条转交给 张伟 了/);
      const inGroup = await room.sayIn('east', 'zhaomin', '成员 @zhangwei 交接=@lina');
      expect(inGroup.split('\n')[0]).not.toContain('张伟');
    } finally {
      await room.close();
    }
  });

  it('can be taken back lead by lead', async () => {
    await chat().say('zhaomin', '/成员 @lina 交接=@zhangwei 确认=交接');
    expect(await chat().say('zhaomin', '/撤销 华信医疗器械')).toMatch(/^已撤销 华信医疗器械 的：转交/);
    expect(await chat().say('lina', '/查 华信医疗器械')).toContain('负责人 李娜');
    expect(await verifyProjections(chat().database.engine)).toEqual([]);
  });
});

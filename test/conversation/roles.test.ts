import { describe, expect, it } from 'vitest';
import { openChat } from '../support/conversation.ts';
import { demoChat } from './demo-chat.ts';
import { expectConversation } from './transcript.ts';

const demo = demoChat();
const conversation = (transcript: string) => expectConversation(demo(), transcript);

/** 张伟 and 李娜 are reps of one team, 王芳 its manager, 陈强 and 孙丽 rep and manager of another, 赵敏 admin. */
const PEOPLE = ['zhangwei', 'lina', 'wangfang', 'sunli', 'zhaomin'] as const;
const NOT_THEIRS = '云帆软件 是 张伟 负责的，请找 张伟';

describe('a lead of 张伟', () => {
  it.each([
    ['/查 云帆软件'],
    ['/历史 云帆软件'],
    ['/推进 云帆软件'],
    ['/推进 云帆软件 成交'],
    ['/推进 云帆软件 意向 退一步'],
    ['/退回 云帆软件 意向 退一步'],
    ['/成交 云帆软件'],
    ['/丢单 云帆软件 价格'],
    ['/无效 云帆软件 重复'],
    ['/跟进 云帆软件 聊过了'],
    ['/下一步 云帆软件 明天'],
    ['/延后 云帆软件 3天'],
    ['/改 云帆软件 电话=13800138000'],
    ['/转交 云帆软件 陈强'],
    ['/合并 云帆软件 客户A 确认=是'],
  ])('%s works for the owner, the manager of the team and an admin, for nobody else', async (line) => {
    const done: string[] = [];
    for (const person of PEOPLE) {
      const chat = await openChat();
      try {
        const answer = await chat.say(person, line);
        if (answer !== NOT_THEIRS) done.push(person);
      } finally {
        await chat.close();
      }
    }
    expect(done).toEqual(['zhangwei', 'wangfang', 'zhaomin']);
  });

  it('can be reopened and undone by the same people', async () => {
    for (const person of ['lina', 'sunli']) {
      expect(await demo().say(person, '/重启 远山食品')).toBe('远山食品 是 张伟 负责的，请找 张伟');
      expect(await demo().say(person, '/撤销 云帆软件')).toBe(NOT_THEIRS);
    }
    expect(await demo().say('wangfang', '/重启 远山食品')).toMatch(/^远山食品 重新打开/);
    expect(await demo().say('zhaomin', '/撤销 远山食品')).toMatch(/^已撤销 远山食品 的：重启/);
  });

  it('shows somebody else neither stage nor amount, contact, phone or note', async () => {
    await demo().say('zhangwei', '/跟进 云帆软件 机密内容');
    for (const line of [
      '/查 云帆软件',
      '/历史 云帆软件',
      '/新建 云帆软件',
      '/新建 甲 13900001002',
      '/查 云',
      '/推进 云帆',
    ]) {
      const answer = await demo().say('chenqiang', line);
      expect(answer).toContain('云帆软件');
      expect(answer).toContain('张伟');
      expect(answer).not.toMatch(/商机|12万|黄女士|13900001002|机密|展会|#3/);
    }
  });

  it('stays a secret when the question is answered', () =>
    conversation(`
      陈强> /推进 星河
      「星河」有几条像的，是哪一条
      1. 星河科技有限公司 · 张伟 负责
      2. 星河实业 · 李娜 负责
      回数字选择，0 取消

      陈强> 2
      星河实业 是 李娜 负责的，请找 李娜

      陈强> /新建 云帆软件
      可能已经有了，要再建一个「云帆软件」吗
      · 云帆软件 · 张伟 负责
      1. 仍然新建
      回数字选择，0 取消

      陈强> 1
      已新建 云帆软件 (#61)，在「线索」，负责人是你
      还没填来源和金额
      下一步：首次联系，确认是不是目标客户。不对就发 /撤销（10分钟内）

      张伟> /查 云帆软件
      云帆软件 (#3)
      「商机」16天，最近动静 5天前 · 负责人 张伟
      来源 展会 · 12万 · 联系人 黄女士 · 电话 13900001002
      还没有下一步，建议：见到拍板的人，对齐方案
      可以发：/推进 云帆软件 · /跟进 云帆软件 内容
    `));
});

describe('what is for admins', () => {
  it.each([['/成员'], ['/成员 @lina 管理员'], ['/团队'], ['/团队 新建 西南组']])(
    '%s is refused to reps and managers before it is even read',
    async (line) => {
      for (const person of ['zhangwei', 'wangfang', 'sunli', 'newbie']) {
        expect(await demo().say(person, line)).toMatch(/^「(成员|团队)」只有管理员能用。能用的命令发 \/帮助 看$/);
      }
      expect(await demo().say('zhaomin', line)).not.toMatch(/只有管理员能用/);
    },
  );

  it('is members: who there is, role, team and name', () =>
    conversation(`
      赵敏> /成员
      共 6 人
      · 陈强 销售 华南组 (chenqiang)
      · 李娜 销售 华东组 (lina)
      · 孙丽 经理 华南组 (sunli)
      · 王芳 经理 华东组 (wangfang)
      · 张伟 销售 华东组 (zhangwei)
      · 赵敏 管理员 (zhaomin)
      改角色：/成员 @账号 经理 华东组

      赵敏> /成员 @chenqiang 经理 西南组
      陈强 现在是 经理，西南组
      新建了团队「西南组」

      赵敏> /成员 陈强 销售 华南组
      陈强 现在是 销售，华南组

      赵敏> /成员 @lina 姓名=李小娜
      李小娜 现在是 销售，华东组

      赵敏> /成员 李小娜
      李小娜 现在是 销售，华东组

      赵敏> /成员 没这人 经理
      /成员 没做，没有成员「没这人」。对方给我发过一条消息，我才认识。名单发 /成员 看
      写法：/成员 [成员] [角色] [团队] [姓名=…] [账号=…] [交接=…]
      例如：/成员

      赵敏> /成员 @lina 账号=李娜
      /成员 没做，账号「李娜」不像企业微信账号，只能有字母、数字和 . _ - @
      写法：/成员 [成员] [角色] [团队] [姓名=…] [账号=…] [交接=…]
      例如：/成员
    `));

  it('is the last admin, who stays one', () =>
    conversation(`
      赵敏> /成员 @zhaomin 销售
      这是最后一个管理员，先让别人当管理员再改

      赵敏> /成员 @wangfang 管理员
      王芳 现在是 管理员，华东组

      赵敏> /成员 @zhaomin 销售
      赵敏 现在是 销售，没有团队

      赵敏> /成员
      「成员」只有管理员能用。能用的命令发 /帮助 看

      王芳> /成员 赵敏 经理
      赵敏 现在是 经理，没有团队
      经理要有团队才看得到组员的线索：/成员 @zhaomin 经理 团队名
    `));

  it('is teams: new, renamed, removed, one question at a time', () =>
    conversation(`
      赵敏> /团队
      华东组：李娜、王芳（经理）、张伟
      华南组：陈强、孙丽（经理）
      没有团队：赵敏

      赵敏> /团队 新建
      新团队叫什么，直接回名字

      赵敏> 西南 组
      新建了团队「西南 组」。加人：/成员 @账号 销售 「西南 组」

      赵敏> /团队 新建 西南组
      新建了团队「西南组」。加人：/成员 @账号 销售 西南组

      赵敏> /团队 新建 华东组
      已经有团队「华东组」了

      赵敏> /团队 改名 西南组
      「西南组」改叫什么，直接回名字

      赵敏> 西南一组
      「西南组」改名为「西南一组」

      赵敏> /团队 改名 西南组 西南二组
      没有团队「西南组」。现有的发 /团队 看

      赵敏> /团队 删除 西南一组
      团队「西南一组」没有了

      赵敏> /团队 删除 华东组
      「华东组」里还有 3 人，先把他们换到别的团队

      赵敏> /团队 解散 华东组
      /团队 没做，多出来的「解散」没看懂
      写法：/团队 [新建/改名/删除] [团队] [新名字]
      例如：/团队

      赵敏> /团队
      华东组：李娜、王芳（经理）、张伟
      华南组：陈强、孙丽（经理）
      西南 组：还没有人
      没有团队：赵敏
    `));

  it('takes effect at once: a new manager sees the team', () =>
    conversation(`
      李娜> /查 云帆软件
      云帆软件 是 张伟 负责的，请找 张伟

      赵敏> /成员 @lina 经理
      李娜 现在是 经理，华东组

      李娜> /查 云帆软件
      云帆软件 (#3)
      「商机」16天，最近动静 5天前 · 负责人 张伟
      来源 展会 · 12万 · 联系人 黄女士 · 电话 13900001002
      还没有下一步，建议：见到拍板的人，对齐方案
      可以发：/推进 云帆软件 · /跟进 云帆软件 内容

      赵敏> /成员 @lina 经理 华南组
      李娜 现在是 经理，华南组

      李娜> /查 云帆软件
      云帆软件 是 张伟 负责的，请找 张伟
    `));
});

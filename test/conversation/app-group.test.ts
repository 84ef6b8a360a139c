import { afterEach, describe, expect, it } from 'vitest';
import { openAppChat } from '../../src/puppet/appchat-sender.ts';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { createAppApi } from '../../src/wecom/app-api.ts';
import { openChat } from '../support/conversation.ts';
import { type OverChannel, startOver } from './over-channel.ts';

let stop: () => Promise<unknown> = async () => {};
afterEach(() => stop());

/** The bot with an app, and the groups that the app made. */
async function withApp() {
  const demo = await startOver('app');
  stop = () => demo.stop();
  const groups = () => [...demo.sandbox.world.conversations.values()].filter(({ kind }) => kind === 'appchat');
  return { demo, groups };
}

const textsIn = (demo: OverChannel, conversation: string) =>
  demo.sandbox.world.bubblesIn(conversation).map(({ content }) => ('text' in content ? content.text : content.kind));

describe('/群 新建', () => {
  it('has the app make a group of a team, says hello there and sends its digests there', async () => {
    const { demo, groups } = await withApp();
    expect(await demo.say('zhaomin', '/群 新建 华东周报群 团队=华东组')).toMatch(/^正在建群「华东周报群」，\d+ 人/);
    await demo.app.sender.drain();
    const [made] = groups();
    expect(made).toMatchObject({ title: '华东周报群', owner: 'zhaomin' });
    expect(made?.members).toEqual(expect.arrayContaining(['zhaomin', 'wangfang', 'zhangwei']));
    expect(made?.members).not.toContain('chenqiang');
    expect(textsIn(demo, made?.id ?? '')).toEqual([expect.stringContaining('这里是「华东周报群」')]);
    expect(await demo.say('zhaomin', '/群')).toContain('· 华东周报群（应用群聊）');

    expect(await demo.say('zhaomin', '/提醒 添加 周报 每周五 17:35 群=华东周报群')).toContain('加好了');
    await demo.clock.advanceTo(Date.parse('2026-06-12T17:35:00+08:00'));
    await demo.app.sender.drain();
    expect(textsIn(demo, made?.id ?? '').at(-1)).toBe('image');
  });

  it('is one group, however often it is asked for and sent', async () => {
    const { demo, groups } = await withApp();
    await demo.say('zhaomin', '/群 新建 周报群');
    await demo.app.sender.drain();
    expect(await demo.say('zhaomin', '/群 新建 周报群 团队=华东组')).toContain('「周报群」在这个渠道上已经有一个群了');
    await demo.app.sender.drain();
    const [made, ...more] = groups();
    expect(more).toEqual([]);
    // As after a crash between making it and knowing that: the request goes out again.
    const app = { ...seedCredentials, agentId: String(seedCredentials.agentId) };
    const api = createAppApi({ ...app, apiBase: demo.sandbox.url, now: demo.clock.now });
    const again = { chatid: made?.id ?? '', name: '周报群', owner: 'zhaomin', userids: ['zhaomin', 'lina'], text: '' };
    await openAppChat(api, again);
    await api.close();
    expect(groups()).toHaveLength(1);
  });

  it('joins a group that is known by its name already', async () => {
    const { demo } = await withApp();
    await demo.database.uow.run(async ({ groups }) => {
      const privacy = { amounts: 'hidden', names: 'full', ranking: 'off' } as const;
      await groups.setAddress(await groups.add({ name: '销售群', privacy }, 1), {
        channel: 'robot-socket',
        address: 'wr1',
      });
    });
    await demo.say('zhaomin', '/群 新建 销售群');
    expect(await demo.say('zhaomin', '/群')).toContain('共 1 个群');
  });

  it('is for admins, needs an app, a team that exists, and somebody besides whoever asks', async () => {
    const { demo, groups } = await withApp();
    expect(await demo.say('zhangwei', '/群 新建 周报群')).toContain('只有管理员能用');
    expect(await demo.say('zhaomin', '/群 新建 周报群 团队=没有的组')).toContain('没有团队「没有的组」');
    await demo.say('zhaomin', '/团队 新建 空组');
    expect(await demo.say('zhaomin', '/群 新建 周报群 团队=空组')).toContain('建群至少 2 个人，现在只有 1 个');
    expect(await demo.say('zhaomin', '/群 新建')).toContain('新群叫什么名字');
    await demo.app.sender.drain();
    expect(groups()).toEqual([]);
    const alone = await openChat({ admins: ['zhaomin'] });
    expect(await alone.say('zhaomin', '/群 新建 周报群')).toContain('建群要用自建应用');
    await alone.close();
  });
});

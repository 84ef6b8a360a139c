import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedCredentials } from '../../../src/sandbox/seed-world.ts';
import type { Sandbox } from '../../../src/sandbox/server.ts';
import { type AppApi, createAppApi } from '../../../src/wecom/app-api.ts';
import { startRobot } from '../../sandbox/robot/support/start-robot.ts';
import { png } from '../../sandbox/support/multipart.ts';

let sandbox: Sandbox;
let api: AppApi;
let closeSandbox: () => Promise<void>;
beforeEach(async () => {
  ({ sandbox, close: closeSandbox } = await startRobot());
  api = createAppApi({
    corpId: seedCredentials.corpId,
    agentId: String(seedCredentials.agentId),
    secret: seedCredentials.secret,
    apiBase: sandbox.url,
    now: sandbox.clock.now,
  });
});
afterEach(async () => {
  await api.close();
  await closeSandbox();
});

describe('the directory', () => {
  it('gives a member by any spelling of their userid', async () => {
    expect(await api.getUser('ZhangWei')).toEqual({ userid: 'zhangwei', name: '张伟', departmentIds: [3], status: 1 });
  });

  it('says by its code that there is no such member', async () => {
    await expect(api.getUser('nobody')).rejects.toMatchObject({ errcode: 60111, action: 'fail' });
  });

  it('gives the app itself', async () => {
    expect(await api.getAgent()).toEqual({
      name: '漏斗助手',
      isClosed: false,
      reportsEnter: true,
      userids: [],
      departmentIds: [1],
      tagIds: [],
    });
  });
});

describe('the menu', () => {
  it('is none at first, then what was written, sub-menus included', async () => {
    expect(await api.getMenu()).toBeUndefined();
    const menu = {
      button: [
        { type: 'click', name: '我的', key: '/我的' },
        { name: '更多', sub_button: [{ type: 'click', name: '帮助', key: '/帮助' }] },
      ],
    } as const;
    await api.createMenu(menu);
    expect(await api.getMenu()).toEqual(menu);
  });

  it('with a name too long is refused by its code', async () => {
    const menu = { button: [{ type: 'click', name: '超过十六个字节的名字', key: 'k' }] } as const;
    await expect(api.createMenu(menu)).rejects.toMatchObject({ errcode: 40058, action: 'fail' });
  });
});

describe('media', () => {
  it.each([
    ['image', '漏斗 "图".png', png],
    ['file', '六月\n周报.csv', Buffer.from('阶段,数量\n意向,3\n')],
  ] as const)('of type %s is stored byte by byte under its name', async (type, name, bytes) => {
    const id = await api.uploadMedia(type, { name, bytes });
    const media = sandbox.world.media.find(id);
    expect(media?.bytes.equals(bytes)).toBe(true);
    expect(media?.type).toBe(type);
    expect(media?.fileName).toContain(name.slice(-4));
  });

  it('of a kind the platform does not take is refused by its code', async () => {
    const upload = api.uploadMedia('image', { name: 'a.png', bytes: Buffer.from('no picture at all') });
    await expect(upload).rejects.toMatchObject({ errcode: 40004, action: 'fail' });
    await expect(api.uploadMedia('file', { name: 'a', bytes: new Uint8Array() })).rejects.toMatchObject({
      errcode: 44001,
    });
  });
});

describe('a group of the app', () => {
  it('is made, looked up, and written into with somebody called', async () => {
    const userids = ['zhangwei', 'lina', 'wangfang'];
    const chatid = await api.createChat({ name: '华东战报', owner: 'wangfang', userids });
    expect(await api.getChat(chatid)).toEqual({ chatid, name: '华东战报', owner: 'wangfang', userids });
  });

  it('of one person is refused by its code', async () => {
    const chat = { name: 'x', owner: 'lina', userids: ['lina'] };
    await expect(api.createChat(chat)).rejects.toMatchObject({ errcode: 86006, action: 'fail' });
  });
});

describe('the token', () => {
  it.each(['invalid', 'expired'] as const)('%s is fetched anew by one call for all who need it', async (as) => {
    await api.getAgent();
    sandbox.endToken(seedCredentials.agentId, as);
    const tokens = () => sandbox.log.entries({}).filter(({ path }) => path.includes('/cgi-bin/gettoken')).length;
    const before = tokens();
    await Promise.all(Array.from({ length: 30 }, () => api.getUser('lina')));
    expect(tokens() - before).toBe(1);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seedCredentials, seedWorld } from '../../src/sandbox/seed-world.ts';
import { callAsApp, chatOf, type Started, start } from './support/start.ts';

const { agentId, corpId } = seedCredentials;
let started: Started;
beforeEach(async () => {
  started = await start();
});
afterEach(() => started.close());

const get = (path: string, query: Record<string, string> = {}) => callAsApp(started.sandbox, path, undefined, query);

describe('members and departments', () => {
  it('gives a member without phone, mail and picture', async () => {
    const user = await get('user/get', { userid: 'ZhangWei' });
    expect(user).toMatchObject({ errcode: 0, userid: 'zhangwei', name: '张伟', department: [3], status: 1 });
    for (const field of ['mobile', 'email', 'avatar', 'gender']) expect(user).not.toHaveProperty(field);
  });

  it('refuses the unknown, the departed and the invisible', async () => {
    expect((await get('user/get')).errcode).toBe(41009);
    expect((await get('user/get', { userid: 'x' })).errcode).toBe(60111);
    await started.sandbox.special.dismiss('lina');
    expect((await get('user/get', { userid: 'lina' })).errcode).toBe(60111);
    started.sandbox.world.changeApp(agentId, { visibleTo: { users: [], departments: [3] } });
    expect((await get('user/get', { userid: 'zhaomin' })).errcode).toBe(60011);
  });

  it('lists the members of one department, without those below', async () => {
    expect((await get('user/simplelist', { department_id: '3' })).userlist).toEqual([
      { userid: 'zhangwei', name: '张伟', department: [3], open_userid: '' },
      { userid: 'lina', name: '李娜', department: [3], open_userid: '' },
    ]);
    expect((await get('user/list', { department_id: '2' })).userlist).toMatchObject([{ userid: 'wangfang' }]);
    expect(await get('user/simplelist', { department_id: '9' })).toMatchObject({ errcode: 60003, userlist: [] });
  });

  it('does not list all members to an application', async () => {
    const answer = await callAsApp(started.sandbox, 'user/list_id', { limit: 10 });
    expect(answer).toMatchObject({ errcode: 48002, dept_user: [] });
  });

  it('lists the departments in sight', async () => {
    expect((await get('department/simplelist')).department_id).toEqual([
      { id: 1, parentid: 0, order: 1 },
      { id: 2, parentid: 1, order: 10 },
      { id: 3, parentid: 2, order: 20 },
    ]);
    expect((await get('department/list', { id: '2' })).department).toMatchObject([
      { name: '销售部' },
      { name: '华东组' },
    ]);
    expect((await get('department/get', { id: '3' })).department).toMatchObject({ id: 3, name: '华东组', parentid: 2 });
    expect((await get('department/get', { id: '9' })).errcode).toBe(60123);
    started.sandbox.world.changeApp(agentId, { visibleTo: { users: [], departments: [3] } });
    expect((await get('department/get', { id: '1' })).errcode).toBe(60011);
    expect((await get('department/simplelist')).department_id).toMatchObject([{ id: 3 }]);
  });
});

describe('agent/get', () => {
  it('tells the visible range and what is reported', async () => {
    expect(await get('agent/get', { agentid: String(agentId) })).toMatchObject({
      name: '漏斗助手',
      allow_partys: { partyid: [1] },
      allow_userinfos: { user: [] },
      close: 0,
      isreportenter: 1,
    });
    expect((await get('agent/get', { agentid: '1' })).errcode).toBe(301002);
    expect((await get('agent/list')).agentlist).toMatchObject([{ agentid: agentId, name: '漏斗助手' }]);
  });
});

describe('the menu', () => {
  const create = (button: unknown) =>
    callAsApp(started.sandbox, 'menu/create', { button }, { agentid: String(agentId) });
  const click = { type: 'click', name: '待办', key: 'today' };

  it('can be made, read, pressed and deleted', async () => {
    const agentid = { agentid: String(agentId) };
    expect((await get('menu/get', agentid)).errcode).toBe(46003);
    const button = [click, { name: '更多', sub_button: [{ type: 'view', name: '官网', url: 'https://a/' }] }];
    expect(await create(button)).toEqual({ errcode: 0, errmsg: 'ok' });
    expect((await get('menu/get', agentid)).button).toEqual(button);
    await started.sandbox.menu('lina', agentId, 'today');
    await started.sandbox.menu('lina', agentId, 'https://a/');
    expect(started.bot.received.map((each) => [each.field('Event'), each.field('EventKey')])).toEqual([
      ['click', 'today'],
      ['view', 'https://a/'],
    ]);
    await expect(started.sandbox.menu('lina', agentId, 'nothing')).rejects.toThrow('no such menu button');
    expect((await get('menu/delete', agentid)).errcode).toBe(0);
    expect((await get('menu/get', agentid)).errcode).toBe(46003);
  });

  it.each([
    ['none', [], 40016],
    ['four', Array(4).fill(click), 40016],
    ['no array', 'x', 40016],
    ['six below one', [{ name: '更多', sub_button: Array(6).fill(click) }], 40023],
    ['a third level', [{ name: '一', sub_button: [{ name: '二', sub_button: [click] }] }], 40022],
    ['a name over 16 bytes', [{ ...click, name: '六个汉字长名' }], 40058],
    ['a name over 40 bytes below', [{ name: '一', sub_button: [{ ...click, name: '长'.repeat(14) }] }], 40058],
    ['an unknown type', [{ ...click, type: 'x' }], 40017],
    ['a key over 128 bytes', [{ ...click, key: 'a'.repeat(129) }], 40019],
    ['no key', [{ type: 'click', name: 'a' }], 40019],
    ['a url over 1024 bytes', [{ type: 'view', name: 'a', url: `https://${'a'.repeat(1024)}` }], 40020],
    ['a url without protocol', [{ type: 'view', name: 'a', url: 'a.com' }], 40055],
    ['a mini program without appid', [{ type: 'view_miniprogram', name: 'a', pagepath: 'p' }], 40020],
  ])('refuses %s', async (_what, button, errcode) => {
    expect((await create(button)).errcode).toBe(errcode);
  });
});

describe('appchat', () => {
  const userlist = ['ZhangWei', 'lina'];
  const post = (path: string, body: object) => callAsApp(started.sandbox, `appchat/${path}`, body);

  it('makes a group, posts into it, changes it', async () => {
    const { chatid } = await post('create', { name: '周报群', userlist, owner: 'lina', chatid: 'weekly01' });
    expect(chatid).toBe('weekly01');
    expect(await post('send', { chatid, msgtype: 'markdown', markdown: { content: '**周报** <@lina>' } })).toEqual({
      errcode: 0,
      errmsg: 'ok',
    });
    const { world } = started.sandbox;
    expect(world.bubblesIn('weekly01')).toMatchObject([{ content: { kind: 'markdown' }, mentions: ['lina'] }]);
    expect([world.canSee('lina', 'weekly01'), world.canSee('wangfang', 'weekly01')]).toEqual([true, false]);
    await post('update', { chatid, add_user_list: ['wangfang'], del_user_list: ['lina'], name: '新名' });
    expect((await get('appchat/get', { chatid: 'weekly01' })).chat_info).toEqual({
      chatid: 'weekly01',
      name: '新名',
      owner: 'zhangwei',
      userlist: ['zhangwei', 'wangfang'],
    });
  });

  it('hears nothing of what members say there', async () => {
    await post('create', { name: '群', userlist, chatid: 'quiet' });
    await started.sandbox.say('lina', 'quiet', '有人吗');
    expect(started.bot.received).toEqual([]);
  });

  it.each([
    ['no members', { name: 'a' }, 86204],
    ['a string of members', { userlist: 'lina|zhangwei' }, 40035],
    ['one member', { userlist: ['lina'] }, 86006],
    ['an unknown member', { userlist: ['lina', 'x'] }, 86216],
    ['an owner from outside', { userlist, owner: 'wangfang' }, 86207],
    ['a long chatid', { userlist, chatid: 'a'.repeat(33) }, 86206],
    ['a chatid with a dash', { userlist, chatid: 'a-b' }, 86001],
  ])('refuses %s', async (_what, body, errcode) => {
    expect((await post('create', body)).errcode).toBe(errcode);
  });

  it('refuses a chatid used before, an unknown chat, cards, and a second group beyond the daily limit', async () => {
    await started.close();
    started = await start({ settings: { appchatCreatesPerDay: 1 } });
    expect((await post('create', { userlist, chatid: 'one' })).errcode).toBe(0);
    expect((await post('create', { userlist, chatid: 'one' })).errcode).toBe(86215);
    expect((await post('create', { userlist, chatid: 'two' })).errcode).toBe(45009);
    expect((await post('send', { chatid: 'two', msgtype: 'text', text: { content: 'x' } })).errcode).toBe(86003);
    expect((await post('send', { chatid: 'one', msgtype: 'template_card', template_card: {} })).errcode).toBe(40008);
    expect((await post('send', { msgtype: 'text', text: { content: 'x' } })).errcode).toBe(86201);
  });

  it('needs the root department in sight', async () => {
    started.sandbox.world.changeApp(agentId, { visibleTo: { users: [], departments: [2] } });
    expect((await post('create', { userlist })).errcode).toBe(60011);
  });

  it('drops what is beyond a member’s limit without a word', async () => {
    await started.close();
    started = await start({ settings: { appchatPerMemberPerMinute: 2 } });
    await post('create', { userlist, chatid: 'busy' });
    for (let i = 0; i < 3; i += 1) {
      expect((await post('send', { chatid: 'busy', msgtype: 'text', text: { content: `${i}` } })).errcode).toBe(0);
    }
    expect(started.sandbox.world.bubblesIn('busy')).toHaveLength(2);
  });
});

describe('sign-in by web page', () => {
  const query = (more: Record<string, string> = {}) => ({
    appid: corpId,
    redirect_uri: 'http://127.0.0.1:8080/back?x=1',
    response_type: 'code',
    scope: 'snsapi_base',
    state: 'abc',
    agentid: String(agentId),
    sandbox_user: 'lina',
    ...more,
  });
  const authorize = (more: Record<string, string> = {}) =>
    fetch(`${started.sandbox.url}/connect/oauth2/authorize?${new URLSearchParams(query(more))}`, {
      redirect: 'manual',
    });
  beforeEach(async () => {
    await started.close();
    started = await start({
      populate(world) {
        seedWorld(world);
        world.changeApp(agentId, { trustedDomain: '127.0.0.1:8080' });
      },
    });
  });

  it('leads back with a code that names the member once', async () => {
    const response = await authorize();
    expect(response.status).toBe(302);
    const target = new URL(response.headers.get('location') ?? '');
    expect([target.host, target.searchParams.get('x'), target.searchParams.get('state')]).toEqual([
      '127.0.0.1:8080',
      '1',
      'abc',
    ]);
    const code = target.searchParams.get('code') ?? '';
    expect(await get('auth/getuserinfo', { code })).toEqual({ errcode: 0, errmsg: 'ok', userid: 'lina' });
    expect((await get('auth/getuserinfo', { code })).errcode).toBe(42022);
    expect((await get('auth/getuserinfo', { code: 'x' })).errcode).toBe(40029);
  });

  it('lets a code live for five minutes, and calls a stranger by an openid', async () => {
    const codeOf = async (user: string) =>
      new URL((await authorize({ sandbox_user: user })).headers.get('location') ?? '').searchParams.get('code') ?? '';
    expect(await get('auth/getuserinfo', { code: await codeOf('nobody') })).toHaveProperty('openid');
    const code = await codeOf('lina');
    await started.sandbox.clock.advanceBy(5 * 60_000);
    expect((await get('auth/getuserinfo', { code })).errcode).toBe(42003);
  });

  it.each([
    ['another port', { redirect_uri: 'http://127.0.0.1:8081/back' }, /^50001/],
    ['another host', { redirect_uri: 'https://evil.example/' }, /^50001/],
    ['a script', { redirect_uri: 'javascript:alert(1)' }, /^50001/],
    ['another corp', { appid: 'x' }, /^40013/],
    ['a state with signs', { state: '<>' }, /^40058/],
    ['no code', { response_type: 'token' }, /^40058/],
  ])('does not lead to %s', async (_what, more, message) => {
    const response = await authorize(more as Record<string, string>);
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(message);
  });
});

describe('who can see what', () => {
  it('keeps the chat of one member from every other', async () => {
    const { world } = started.sandbox;
    expect(world.canSee('zhangwei', chatOf('zhangwei'))).toBe(true);
    expect(world.canSee('lina', chatOf('zhangwei'))).toBe(false);
    await expect(started.sandbox.say('lina', chatOf('zhangwei'), 'x')).rejects.toThrow('no such person');
    expect(world.conversationsOf('lina').map((each) => each.title)).toEqual([
      '漏斗助手',
      '华东销售群',
      '全国销售群',
      '漏斗机器人',
    ]);
    expect(world.conversationsOf('zhaomin').map((each) => each.title)).toEqual([
      '漏斗助手',
      '全国销售群',
      '漏斗机器人',
    ]);
  });
});

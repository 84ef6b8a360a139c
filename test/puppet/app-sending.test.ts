import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChatCard, OutMessage, Sender } from '../../src/chat/reply-types.ts';
import { AppPuppet } from '../../src/puppet/app-puppet.ts';
import { createAppChatSender } from '../../src/puppet/appchat-sender.ts';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import type { Sandbox } from '../../src/sandbox/server.ts';
import { cardViewOf } from '../../src/sandbox/world/bubble.ts';
import { type AppApi, createAppApi } from '../../src/wecom/app-api.ts';
import { png } from '../sandbox/support/multipart.ts';
import { chatOf, start } from '../sandbox/support/start.ts';

let sandbox: Sandbox;
let api: AppApi;
let puppet: AppPuppet;
let close: () => Promise<void>;
beforeEach(async () => {
  ({ sandbox, close } = await start());
  const { corpId, secret } = seedCredentials;
  const agentId = String(seedCredentials.agentId);
  api = createAppApi({ corpId, agentId, secret, apiBase: sandbox.url, now: sandbox.clock.now });
  puppet = new AppPuppet({ agentId, api });
});
afterEach(async () => {
  await api.close();
  await close();
});

const send = async (to: string, message: OutMessage, sender: Sender = puppet) =>
  sender.sendPrepared(await sender.prepare(to, message, 1));
const seen = (conversation = chatOf('lina')) => sandbox.world.bubblesIn(conversation).map(({ content }) => content);

const card: ChatCard = {
  taskId: 'lead-17@1',
  title: '删除线索？',
  fields: [],
  options: [
    { label: '删除', key: 'yes' },
    { label: '取消', key: 'no' },
  ],
};

describe('an app', () => {
  it('sends words as words, whatever is in them', async () => {
    await send('lina', { kind: 'text', text: '<a href="http://evil.example">星河</a> 3<5' });
    expect(seen()).toEqual([{ kind: 'text', text: '＜a href="http://evil.example">星河＜/a> 3<5' }]);
  });

  it('sends markdown, and plain words where it would need a table or call somebody', async () => {
    await send('lina', { kind: 'markdown', markdown: '**本周** <@all>', text: '本周' });
    await send('lina', { kind: 'markdown', markdown: '| a | b |\n|--|--|\n| 1 | 2 |', text: 'a 1，b 2' });
    expect(seen()).toEqual([
      { kind: 'markdown', text: '**本周** ＜@all>' },
      { kind: 'text', text: 'a 1，b 2' },
    ]);
  });

  it('uploads a picture and a file once, and sends exactly the same bytes every time', async () => {
    for (const message of [
      { kind: 'picture', png, text: '漏斗图' },
      { kind: 'file', name: '周报.csv', bytes: Buffer.from('a,b\n1,2\n'), text: '周报' },
    ] as const) {
      const request = await puppet.prepare('lina', message, 1);
      await puppet.sendPrepared(request);
      await puppet.sendPrepared(request);
    }
    // The platform saw the second of each as a duplicate of the first.
    expect(seen().map(({ kind }) => kind)).toEqual(['image', 'file']);
    expect(sandbox.log.entries({}).filter(({ path }) => path.includes('media/upload'))).toHaveLength(2);
  });

  it('sends a card and shows it anew with what its sending gave, once', async () => {
    const { handle } = await send('lina', { kind: 'card', card, text: '删除线索？' });
    expect(handle).toMatch(/./);
    const update = await puppet.prepare(
      'lina',
      { kind: 'card_update', card: { ...card, done: '李娜 已删除' }, handle: handle ?? '', userids: ['lina'] },
      2,
    );
    await puppet.sendPrepared(update);
    const [bubble] = sandbox.world.bubblesIn(chatOf('lina'));
    expect(bubble && cardViewOf(bubble, 'lina')?.card).toMatchObject({
      card_type: 'text_notice',
      sub_title_text: '李娜 已删除',
    });
    await expect(puppet.sendPrepared(update)).rejects.toMatchObject({ action: 'give_up', code: '60140' });
  });

  it('says what it cannot send, and to whom it cannot', async () => {
    const words = (text: string) => ({ kind: 'text', text }) as const;
    await expect(send('lina', words('字'.repeat(700)))).rejects.toMatchObject({ action: 'give_up', code: 'too_long' });
    await expect(send('nobody', words('x'))).rejects.toMatchObject({ action: 'give_up', code: '81013' });
    await expect(send('room:wr1', words('x'))).rejects.toMatchObject({ action: 'give_up', code: 'no_groups_here' });
    const picture = { kind: 'picture', png: Buffer.from('no picture'), text: 'x' } as const;
    await expect(send('lina', picture)).rejects.toMatchObject({ action: 'give_up', code: '40004' });
    expect(seen()).toEqual([]);
  });
});

describe('a group of the app', () => {
  let chatid: string;
  let sender: Sender;
  beforeEach(async () => {
    chatid = await api.createChat({ name: '战报', owner: 'lina', userids: ['lina', 'zhangwei'] });
    sender = createAppChatSender(api);
  });

  it('gets words with somebody called by the list, and by nothing in the words', async () => {
    await send(`room:${chatid}`, { kind: 'text', text: '<@all> 客户A 停滞', mention: ['zhangwei'] }, sender);
    const [bubble] = sandbox.world.bubblesIn(chatid);
    expect([bubble?.content, bubble?.mentions]).toEqual([{ kind: 'text', text: '＜@all> 客户A 停滞' }, ['zhangwei']]);
  });

  it('gets markdown and pictures, and plain words in the place of a card', async () => {
    await send(`room:${chatid}`, { kind: 'markdown', markdown: '**3 条**', text: '3 条' }, sender);
    await send(`room:${chatid}`, { kind: 'picture', png, text: '漏斗图' }, sender);
    await send(`room:${chatid}`, { kind: 'card', card, text: '删除线索？回数字' }, sender);
    expect(seen(chatid)).toMatchObject([
      { kind: 'markdown', text: '**3 条**' },
      { kind: 'image' },
      { kind: 'text', text: '删除线索？回数字' },
    ]);
  });

  it('that is not there is given up, and so is a person', async () => {
    const words = { kind: 'text', text: 'x' } as const;
    await expect(send('room:nowhere', words, sender)).rejects.toMatchObject({ action: 'give_up', code: '86003' });
    await expect(send('lina', words, sender)).rejects.toMatchObject({ action: 'give_up', code: 'no_people_here' });
  });
});

import { type EventEmitter, once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { mock, PuppetMock } from 'wechaty-puppet-mock';
import { type Bot, startBot } from '../../src/chat/bot.ts';
import { createMessageHandler } from '../../src/chat/handle-message.ts';
import { loadCommands } from '../../src/chat/registry.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { seed } from '../support/seed.ts';

let bot: Bot | undefined;
let database: Database | undefined;
afterEach(async () => {
  await bot?.stop();
  await database?.close();
});

/** The real commands on a puppet that is not ours, in a made-up world of one salesperson, one group and the bot. */
async function enterMockWorld() {
  database = await openDatabase(':memory:', seed);
  const mocker = new mock.Mocker();
  const puppet = new PuppetMock({ mocker });
  const handle = createMessageHandler({
    uow: database.uow,
    clock: { now: () => Date.parse('2026-06-10T10:00:00+08:00') },
    registry: await loadCommands(fileURLToPath(new URL('../../commands', import.meta.url))),
    timeZone: 'Asia/Shanghai',
    joining: { open: true, admins: new Set() },
    log: pino({ level: 'silent' }),
    wakeSender: () => {},
    observe: () => {},
  });
  bot = await startBot({ puppet, handle, log: pino({ level: 'silent' }) });
  const self = mocker.createContact({ id: 'loudou', name: 'Loudou' });
  const lina = mocker.createContact({ id: 'LiNa', name: 'Li Na' });
  const group = mocker.createRoom({ id: 'sales@room', topic: 'sales', memberIdList: [self.id, lina.id] });
  mocker.login(self);
  return { self, lina, group };
}

type World = Awaited<ReturnType<typeof enterMockWorld>>;

/** The next text the bot says to somebody or into a group. */
async function nextOf(self: World['self'], where: World['lina'] | World['group']): Promise<string> {
  // Both are event emitters; the published types have lost it.
  const emitter = where as unknown as EventEmitter;
  for (;;) {
    const [message] = (await once(emitter, 'message')) as [mock.MessageMock];
    if (message.talker().id === self.id) return message.text() ?? '';
  }
}

const leads = async () => database?.engine.reader.selectFrom('lead').select('name').execute();

describe('the same bot on a puppet that is not ours', () => {
  it('answers a person with plain text', async () => {
    const { self, lina } = await enterMockWorld();
    const answer = nextOf(self, lina);
    lina.say('/新建 客户甲 来源=官网').to(self);
    expect(await answer).toContain('客户甲');
    expect(await leads()).toEqual([{ name: '客户甲' }]);
  });

  it('answers in a group where it is mentioned, and does not listen where it is not', async () => {
    const { self, lina, group } = await enterMockWorld();
    lina.say('/新建 客户乙 来源=官网').to(group);
    const answer = nextOf(self, group);
    lina.say('/新建 客户甲 来源=官网', [self]).to(group);
    expect(await answer).toContain('客户甲');
    expect(await leads()).toEqual([{ name: '客户甲' }]);
  });
});

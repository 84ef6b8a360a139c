import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAnswerKeeper } from '../../src/chat/answer-keeper.ts';
import type { Answer } from '../../src/chat/deliver.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { createLogbook } from '../http/door.ts';
import { instant } from '../support/instant.ts';
import { seed } from '../support/seed.ts';

const NOW = instant('06-10');
const DAY_MS = 24 * 3_600_000;

let database: Database;
let now = NOW;
let woken = 0;
beforeEach(async () => {
  database = await openDatabase(':memory:', seed);
  now = NOW;
  woken = 0;
});
afterEach(() => database.close());

const { log, lines } = createLogbook();

/** The channel as one run of the program has it. */
function run() {
  return createAnswerKeeper({
    uow: database.uow,
    clock: { now: () => now },
    channel: 'robot-socket',
    textLimitBytes: 60,
    wakeSender: () => {
      woken++;
    },
    log,
  });
}

const TURN: Answer = {
  reply: { kind: 'text', text: '星河科技：意向 → 商机' },
  via: 'turn',
  queued: false,
  origin: { to: 'zhangwei', reference: 'REQ-1' },
};

async function handled(id: string, answer: Partial<Answer> = {}): Promise<string> {
  const key = `robot-socket/aib/zhangwei/${id}`;
  await database.uow.once(key, now, async () => ({ ...TURN, ...answer }));
  return key;
}

/** What a new run finds left over and puts into the outbox. */
async function queuedByNextRun(): Promise<unknown[]> {
  const before = woken;
  const keeper = run();
  await keeper.open();
  keeper.connected();
  // Queueing takes its turn after this one on the only connection.
  await database.uow.run(async () => {});
  const rows = await database.engine.reader.selectFrom('outbox').selectAll().orderBy('id').execute();
  expect(woken - before).toBeLessThanOrEqual(1);
  return rows.map(({ key, recipient, body }) => ({ key, to: recipient, ...JSON.parse(body) }));
}

describe('an answer that was written down', () => {
  it('and given is not given again by the next run', async () => {
    const keeper = run();
    keeper.given(await handled('1'));
    keeper.given(await handled('2'));
    await keeper.close();
    expect(await queuedByNextRun()).toEqual([]);
    expect(await database.engine.reader.selectFrom('answered').select('at').execute()).toEqual([{ at: NOW }]);
  });

  it('and not given is queued where it belongs, once, however often the program starts and connects', async () => {
    const key = await handled('1');
    const queued = [
      {
        key: `${key}/stranded`,
        to: 'zhangwei',
        kind: 'text',
        text: '星河科技：意向 → 商机',
        answerTo: { key, reference: 'REQ-1', at: NOW },
      },
    ];
    expect(await queuedByNextRun()).toEqual(queued);
    expect(await queuedByNextRun()).toEqual(queued);
    expect(JSON.stringify(lines)).not.toContain('星河');
  });

  it('is queued by nobody before there is a connection', async () => {
    await handled('1');
    await run().open();
    expect(await database.uow.read(({ outbox }) => outbox.backlog())).toMatchObject({ waiting: 0 });
  });

  it('keeps what it was: the card as a card, and of a long text what was its first page', async () => {
    const card = { taskId: 't', title: '下一步', fields: [], options: [{ label: '明天', key: '1' }] };
    await handled('1', { own: { kind: 'card', card, text: '下一步\n1. 明天' } });
    await handled('2', { reply: { kind: 'text', text: '很长的一行\n'.repeat(6).trim() } });
    expect(await queuedByNextRun()).toMatchObject([
      { kind: 'card', card, answerTo: { reference: 'REQ-1' } },
      { kind: 'text', text: '很长的一行\n很长的一行\n(1/3)' },
    ]);
  });

  it('is left alone when it was nothing, is in the outbox, cannot be given any more, or is a day old', async () => {
    await handled('1', { own: null });
    await handled('2', { reply: { kind: 'text', text: '' } });
    await handled('3', { via: 'outbox' });
    const { origin: _, ...withoutPlace } = TURN;
    await database.uow.once('robot-socket/aib/zhangwei/4', now, async () => withoutPlace);
    await handled('5');
    now += DAY_MS + 1;
    expect(await queuedByNextRun()).toEqual([]);
  });
});

describe('a message that was answered while the database does not take it', () => {
  it('is noted as soon as it does', async () => {
    const key = await handled('1');
    const keeper = run();
    const { run: works } = database.uow;
    Object.assign(database.uow, { run: () => Promise.reject(new Error('disk full')) });
    keeper.given(key);
    await keeper.close();
    Object.assign(database.uow, { run: works });
    await keeper.close();
    expect(await queuedByNextRun()).toEqual([]);
  });
});

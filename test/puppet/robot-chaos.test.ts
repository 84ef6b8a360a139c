import { afterEach, expect, it } from 'vitest';
import { createRandom } from '../../src/sandbox/random.ts';
import { ROBOT, robotChat, seenIn } from '../sandbox/robot/support/start-robot.ts';
import { type RobotBot, startRobotBot } from './robot-bot.ts';

let bot: RobotBot;
afterEach(() => bot.stop());

const PEOPLE = ['zhangwei', 'lina', 'wangfang'];
const ROUNDS = process.env.LOUDOU_SOAK === '1' ? 200 : 20;
const MINUTE_MS = 60_000;
/** Rounds of the event loop in which a message arrives if it does. */
const ARRIVES_WITHIN = 500;

/** What may go wrong with the line while answers are under way. */
const FAULTS = {
  nothing: () => {},
  'cut before the platform has it': () => bot.wire.cutAtNextSend('before'),
  'cut before we know that it does': () => bot.wire.cutAtNextSend('after'),
  'dead without a word': () => bot.wire.goDead(),
  'closed by the platform': () => bot.sandbox.robots.cut(ROBOT.botId),
  'forgotten acknowledgements': () => bot.sandbox.faults.set({ robotDropAcks: 2 }),
  'late acknowledgements': () => bot.sandbox.faults.set({ robotLateAcks: 2 }),
} as const;

/** The answers in everybody's chat, each as often as it is shown. */
const shown = () =>
  PEOPLE.flatMap((userid) => seenIn(bot.sandbox, robotChat(userid)))
    .filter((line) => line.startsWith('漏斗机器人: 收到'))
    .sort();

function isUp(): boolean {
  try {
    bot.puppet.checkReady();
    return true;
  } catch {
    return false;
  }
}

it.each([1, 2, 3])(
  'whatever happens to the line, every answer is shown once (seed %i)',
  async (seed) => {
    const random = createRandom(seed);
    const keys: string[] = [];
    const heard: string[] = [];
    bot = await startRobotBot((message) => {
      keys.push(message.key);
      heard.push(`漏斗机器人: 收到 ${message.text}`);
      return message.answer(`收到 ${message.text}`);
    });
    const sent = new Set<string>();
    let isFlushing = false;
    /** Sends what is queued, as the outbox does: again and again until it is gone. */
    const flush = async () => {
      if (isFlushing) return;
      isFlushing = true;
      for (const { key, to, message } of bot.queued.filter((one) => !sent.has(one.key))) {
        const request = await bot.puppet.prepare(to, message);
        const isSent = await bot.puppet.sendPrepared(request).then(
          () => true,
          (error: unknown) => {
            expect(error).toMatchObject({ action: 'retry' });
            return false;
          },
        );
        if (isSent) sent.add(key);
      }
      isFlushing = false;
    };
    const isSettled = () =>
      isUp() &&
      !isFlushing &&
      keys.every((key) => bot.answered.includes(key)) &&
      bot.queued.every(({ key }) => sent.has(key));

    for (let round = 1; round <= ROUNDS; round++) {
      await bot.sandbox.clock.advanceBy(2 * MINUTE_MS);
      const [fault = 'nothing'] = random.shuffled(Object.keys(FAULTS) as (keyof typeof FAULTS)[]);
      // Most of the time the fault meets answers under way, some of the time it comes after them.
      const isAfter = random.chance(0.3);
      const speakers = PEOPLE.filter(() => random.chance(0.7));
      if (!isAfter) FAULTS[fault]();
      const all = heard.length + speakers.length;
      for (const userid of speakers) await bot.sandbox.say(userid, robotChat(userid), `${userid} ${round}`);
      if (isAfter) FAULTS[fault]();
      // Who speaks while nobody is connected is not heard: the platform does not deliver it later.
      for (let turns = 0; !isSettled() || (heard.length < all && turns < ARRIVES_WITHIN); turns++) {
        await new Promise((resolve) => setImmediate(resolve));
        if (random.chance(0.05)) bot.timers.pass(500);
        void flush();
      }
      bot.sandbox.faults.set({ robotDropAcks: 0, robotLateAcks: 0 });
      expect(shown(), `round ${round}: ${fault}`).toEqual([...heard].sort());
    }
    expect(heard.length).toBeGreaterThan(ROUNDS / 2);
  },
  ROUNDS * 5_000,
);

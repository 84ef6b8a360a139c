import { WechatyBuilder } from 'wechaty';
import { startBot } from '../../../src/chat/bot.ts';
import { createLog } from '../../../src/log.ts';
import { AppPuppet } from '../../../src/puppet/app-puppet.ts';
import { createAppApi } from '../../../src/wecom/app-api.ts';
import { identity } from '../../app/identity.ts';
import { openPlatform } from '../../app/open-platform.ts';
import { incoming, RecordingPuppet, startRecordingBot } from '../recording-puppet.ts';

/** Scenes about the process as a whole; each prints what happened and lets the process end by itself. */
const scenes: Readonly<Record<string, () => Promise<void>>> = {
  async 'bad message id, nobody listens'() {
    const puppet = new RecordingPuppet();
    const bot = WechatyBuilder.build({ puppet });
    await bot.start();
    puppet.emit('message', { messageId: 'nobody' });
    await settled();
    console.log('survived');
    process.exit(0);
  },

  async 'rejected listener, unwrapped'() {
    const puppet = new RecordingPuppet();
    const bot = WechatyBuilder.build({ puppet });
    bot.on('error', () => {});
    bot.on('message', async () => Promise.reject(new Error('out of order')));
    await bot.start();
    void puppet.receive(incoming('lina', 'x'));
    await settled();
    console.log('survived');
    process.exit(0);
  },

  async 'our bot'() {
    const { puppet, bot, lines } = await startRecordingBot(async (message) => {
      if (message.text === 'bad') throw new Error('out of order');
      await message.answer('still here');
    });
    puppet.emit('message', { messageId: 'nobody' });
    await puppet.receive(incoming('lina', 'bad'));
    await settled();
    console.log(JSON.stringify(await puppet.receive(incoming('lina', 'good'))));
    console.log(lines.map(({ err }) => (err as Error).message).join('\n'));
    await bot.stop();
  },

  async 'puppet that cannot start'() {
    class Broken extends RecordingPuppet {
      override async onStart(): Promise<void> {
        throw new Error('no platform');
      }
    }
    const puppet = new Broken();
    await startBot({ puppet, handle: async () => {}, log: createLog('silent') }).then(
      () => console.log('started'),
      (error: Error) => console.log(`rejected: ${error.message}`),
    );
  },

  async 'app channel at work'() {
    const platform = await openPlatform();
    const api = createAppApi({ ...identity, apiBase: platform.apiBase, now: Date.now });
    const puppet = new AppPuppet({ agentId: identity.agentId, api });
    const log = createLog('debug');
    const bot = await startBot({
      puppet,
      log,
      handle: async (message) => {
        if (message.text === 'bad') throw new Error('out of order');
        await message.answer('hello');
      },
    });
    await puppet.receive(incoming('lina', 'bad'));
    await puppet.receive(incoming('lina', 'good'));
    await puppet.messageSendText('lina', 'a reminder');
    platform.answerWith(() => ({ errcode: 40001, errmsg: `invalid credential, access_token=${accessToken}` }));
    await puppet.messageSendText('lina', 'late').catch((error: Error) => log.error({ err: error }, 'not sent'));
    console.log(`${puppet}`, JSON.stringify(puppet.options));
    await bot.stop();
    await api.close();
    await platform.close();
  },
};

const accessToken = 'ACCESS-token-of-the-day';

/** Long enough for everything Wechaty does with one event, which is promises only. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
}

await scenes[process.argv[2] ?? '']?.();

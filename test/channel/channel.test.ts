import { afterEach, describe, expect, it } from 'vitest';
import { type Channel, openChannel } from '../../src/channel.ts';
import { createLogbook } from '../http/door.ts';
import { incoming, RecordingPuppet } from '../puppet/recording-puppet.ts';

/** A puppet whose platform is not there for the first starts. */
class LatePuppet extends RecordingPuppet {
  readonly #isDown: boolean;

  constructor(isDown: boolean) {
    super();
    this.#isDown = isDown;
  }

  override async onStart(): Promise<void> {
    if (this.#isDown) throw new Error('no platform');
    await super.onStart();
  }
}

const open: Channel[] = [];
afterEach(async () => {
  for (const channel of open.splice(0)) await channel.stop();
});

/** A channel that fails to start `failures` times, then starts; each wait is told and ends at once. */
function channelFailing(failures: number) {
  const logbook = createLogbook();
  const delays: number[] = [];
  let made = 0;
  let started = () => {};
  const running = new Promise<void>((resolve) => {
    started = resolve;
  });
  const channel = openChannel(
    {
      name: 'app',
      makePuppet: () => {
        const puppet = new LatePuppet(++made <= failures);
        puppet.once('login', () => started());
        return puppet;
      },
    },
    {
      handle: async () => {},
      log: logbook.log,
      retryDelayMs: (count) => {
        delays.push(count);
        return 0;
      },
    },
  );
  open.push(channel);
  return { channel, running, delays, ...logbook };
}

describe('a channel that does not start', () => {
  it('is named by its check, sends nothing, and starts by itself once the platform is there', {
    timeout: 30_000,
  }, async () => {
    const { channel, running, delays } = channelFailing(1);
    await channel.start();
    expect(() => channel.check()).toThrow('channel app is not running');
    expect(channel.sender()).toBeUndefined();
    await running;
    while (channel.sender() === undefined) await new Promise((resolve) => setImmediate(resolve));
    expect(() => channel.check()).not.toThrow();
    expect(delays).toEqual([1]);
  });
});

describe('a channel that only sends', () => {
  it('is there from the first moment, and hears nothing', async () => {
    const sender = new RecordingPuppet();
    const channel = openChannel({ name: 'webhook', sender }, { handle: async () => {}, log: createLogbook().log });
    await channel.start();
    expect(channel.sender()).toBe(sender);
    expect(() => channel.check()).not.toThrow();
    await channel.stop();
  });
});

describe('a door', () => {
  it('is refused while its channel is down, so that the platform repeats the message, and served once it is up', async () => {
    let receive: ((message: ReturnType<typeof incoming>) => Promise<unknown>) | undefined;
    const channel = openChannel(
      {
        name: 'app',
        makePuppet: () => new RecordingPuppet(),
        routes: (hand) => {
          receive = hand;
          return [];
        },
      },
      { handle: async (message) => message.answer(`heard ${message.text}`), log: createLogbook().log },
    );
    open.push(channel);
    await expect(receive?.(incoming('lina', 'x'))).rejects.toThrow('channel app is not running');
    await channel.start();
    expect(await receive?.(incoming('lina', 'x'))).toEqual({ kind: 'text', text: 'heard x' });
  });
});

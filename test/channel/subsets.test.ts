import { afterEach, describe, expect, it } from 'vitest';
import { channelsOf } from '../../src/channels.ts';
import { readConfig } from '../../src/config.ts';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { createAppApi } from '../../src/wecom/app-api.ts';
import { startOver } from '../conversation/over-channel.ts';
import { createLogbook } from '../http/door.ts';

const { robot, webhooks, ...app } = seedCredentials;
const SETTINGS = {
  app: {
    WECOM_CORP_ID: app.corpId,
    WECOM_AGENT_ID: String(app.agentId),
    WECOM_SECRET: app.secret,
    WECOM_TOKEN: app.token,
    WECOM_ENCODING_AES_KEY: app.encodingAesKey,
  },
  'robot-socket': { WECOM_BOT_ID: robot.botId, WECOM_BOT_SECRET: robot.secret },
  robot: { WECOM_ROBOT_TOKEN: robot.token, WECOM_ROBOT_ENCODING_AES_KEY: robot.encodingAesKey },
  webhook: { WECOM_WEBHOOKS: `华东=${webhooks.华东销售群}` },
} as const;
type Configurable = keyof typeof SETTINGS;
const NAMES = Object.keys(SETTINGS) as Configurable[];
const subsets = Array.from({ length: 2 ** NAMES.length }, (_, bits) => NAMES.filter((_name, at) => bits & (1 << at)));

let stop: () => Promise<unknown> = async () => {};
afterEach(async () => {
  await stop();
  stop = async () => {};
});

it.each(subsets.map((names) => [names.join(', ') || 'nothing', names] as const))(
  'the settings of %s make just these channels, and with an app its groups',
  async (_, names) => {
    const settings: Record<string, string> = Object.assign({}, ...names.map((name) => SETTINGS[name]));
    const keeper = { open: async () => {}, connected() {}, given() {}, queue: async () => {}, close: async () => {} };
    const config = readConfig(settings);
    const now = () => 0;
    const api = config.app && createAppApi({ ...config.app, apiBase: config.apiBase, now });
    const specs = channelsOf({
      config,
      clock: { now },
      api,
      log: createLogbook().log,
      keeperFor: () => keeper,
    });
    stop = () => Promise.all([api?.close(), ...specs.map(({ close }) => close?.())]);
    expect(specs.map(({ name }) => name)).toEqual([...names, ...(names.includes('app') ? ['appchat'] : [])]);
  },
);

describe('a channel that does not reach its platform', () => {
  it('leaves the others at work, and readiness says which are up', async () => {
    const nowhere = { ...SETTINGS['robot-socket'], WECOM_WS_URL: 'ws://127.0.0.1:1' };
    const demo = await startOver('app', { ...nowhere, ...SETTINGS.webhook });
    stop = () => demo.stop();
    expect(await demo.say('zhangwei', '/推进 星河科技 商机')).toContain('星河科技有限公司：意向 → 商机');
    const ready = await fetch(`${demo.door}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      {
        status: 'unavailable',
        up: ['database', 'app channel', 'webhook channel', 'appchat channel'],
        failing: ['robot-socket channel'],
      },
    ]);
  });
});

import { randomInt } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { platformEndpoints } from './api/endpoints.ts';
import { createSignIn } from './api/oauth.ts';
import { serveApi } from './api/serve.ts';
import { createCourier } from './callbacks/deliver.ts';
import { createSpecialCallbacks, type SpecialCallbacks } from './callbacks/special.ts';
import { type UrlCheck, verifyUrl } from './callbacks/verify-url.ts';
import { CardDesk } from './card-desk.ts';
import type { SandboxClock } from './clock.ts';
import { plainWeeks, type WorkCalendar } from './clock-targets.ts';
import { createEventStreams } from './control/events.ts';
import { guardApi } from './control/guard.ts';
import { controlRoutes, sendMedia } from './control/routes.ts';
import { createFaults } from './faults.ts';
import { createLog } from './log.ts';
import { servePage } from './page-files.ts';
import { type Channel, createPersonActions, type PersonActions } from './person/actions.ts';
import { createAppChannel } from './person/app-channel.ts';
import type { Platform } from './platform.ts';
import { createRandom } from './random.ts';
import { robotControl } from './robot/control.ts';
import type { Robot } from './robot/robot.ts';
import { createRobotSide, type RobotControls } from './robot/robot-side.ts';
import { seedCredentials, seedRobot, seedWorld } from './seed-world.ts';
import { defaultSettings, type Settings } from './settings.ts';
import type { Story } from './story.ts';
import { createTokens } from './tokens.ts';
import type { Bubble } from './world/bubble.ts';
import { nextBubble } from './world/next-bubble.ts';
import { World } from './world/world.ts';

export interface SandboxOptions {
  clock: SandboxClock;
  /** 0 or absent: any free port. */
  port?: number;
  /** The value of NODE_ENV: the sandbox does not start in production. */
  nodeEnv?: string | undefined;
  settings?: Partial<Settings>;
  /** Puts people, applications and groups into the empty world; the default team if absent. */
  populate?: (world: World) => void;
  corpId?: string;
  /** Callback URL of every application. It can also be set later with `connect`. */
  callbackUrl?: string;
  /** Robots to begin with; absent: the default one of the default team, or none in a world of `populate`. */
  robots?: readonly Robot[];
  calendar?: WorkCalendar;
  /** What the page's 故事 button plays; absent: there is no such button. */
  story?: Story;
  /** Makes ids, nonces and XML order repeatable. Absent: different in every run, so a bot's memory of MsgIds holds. */
  seed?: number;
}

/** Everything a test or the demo can do with a running sandbox. */
export interface Sandbox extends PersonActions, Pick<Platform, 'world' | 'clock' | 'settings' | 'faults' | 'log'> {
  /** `http://127.0.0.1:PORT`: the page, and the base for the API paths. */
  url: string;
  platform: Platform;
  /** Callbacks that no person's action produces. */
  special: SpecialCallbacks;
  robots: RobotControls;
  /** The next bubble, new or changed, that fits. Ask before doing what makes it appear. */
  nextBubble(fits: (bubble: Bubble) => boolean): Promise<Bubble>;
  /** Ends an application's token early: 40014 from now on, or 42001 as if it had run out. */
  endToken(agentId: number, as: 'invalid' | 'expired'): void;
  /** Sets an application's callback URL after checking it as the console does; it is set only when the check passes. */
  connect(agentId: number, callbackUrl: string): Promise<UrlCheck>;
  close(): Promise<void>;
}

const goneAway = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ERR_STREAM_PREMATURE_CLOSE']);

/** Starts the simulated platform on loopback. Throws in production: it lets anybody on this machine be anybody. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  if (options.nodeEnv === 'production') throw new Error('the sandbox does not start with NODE_ENV=production');
  const { clock } = options;
  const settings: Settings = { ...defaultSettings, ...options.settings };
  const random = createRandom(options.seed ?? randomInt(2 ** 32));
  const world = new World({
    corpId: options.corpId ?? seedCredentials.corpId,
    now: clock.now,
    random,
    bubblesKeptPerConversation: settings.bubblesKeptPerConversation,
  });
  (options.populate ?? seedWorld)(world);
  for (const app of world.apps.values()) app.callbackUrl = options.callbackUrl ?? app.callbackUrl;

  const tokens = createTokens(clock.now, random, settings);
  const firstMsgId = 7_300_000_000_000_000_000n + BigInt(random.digits(17));
  let messages = 0n;
  const server = createServer();
  const robots = options.robots ?? (options.populate ? [] : [seedRobot()]);
  const platform: Platform = {
    world,
    robots: new Map(robots.map((robot) => [robot.id, robot])),
    clock,
    settings,
    random,
    tokens,
    faults: createFaults(),
    log: createLog(settings.logEntriesKept, () => [...secretsOf(world, tokens.secrets()), ...robotSecrets(robots)]),
    cards: new CardDesk(world, clock.now, random, settings),
    nextMsgId() {
      messages += 1n;
      return String(firstMsgId + messages);
    },
    baseUrl: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  };

  const courier = createCourier(platform);
  const robotSide = createRobotSide(platform);
  const channels: Channel[] = [createAppChannel(platform, courier), robotSide.channel];
  const actions = createPersonActions(platform, channels);
  const calendar = options.calendar ?? plainWeeks;
  const streams = createEventStreams(platform, calendar);

  const web = new Koa();
  web.on('error', (error: NodeJS.ErrnoException) => {
    // A page that goes away in the middle of its event stream is no news.
    if (!goneAway.has(error.code ?? '')) process.emitWarning(error);
  });
  const signIn = createSignIn(platform);
  web.use(guardApi());
  web.use(serveApi(platform, [...platformEndpoints(platform), ...signIn.endpoints, ...robotSide.endpoints]));
  web.use(signIn.authorize);
  web.use(robotSide.media);
  web.use(robotControl(platform, robotSide.controls));
  web.use(controlRoutes({ platform, actions, streams, calendar, story: options.story ?? null }));
  web.use(async (ctx, next) => {
    const picture = /^\/pic\/(\w+)$/.exec(ctx.path)?.[1];
    return picture ? sendMedia(platform, ctx, picture) : next();
  });
  web.use(servePage(new URL('./page/', import.meta.url)));
  server.on('request', web.callback());
  robotSide.attach(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // Loopback only, whatever the environment says.
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });

  return {
    url: platform.baseUrl(),
    platform,
    world,
    clock,
    settings,
    faults: platform.faults,
    log: platform.log,
    ...actions,
    special: createSpecialCallbacks(platform, courier),
    robots: robotSide.controls,
    nextBubble: (fits) => nextBubble(world, fits),
    endToken(agentId, as) {
      if (as === 'invalid') tokens.invalidate(agentId);
      else tokens.expire(agentId);
    },
    async connect(agentId, callbackUrl) {
      const app = world.apps.get(agentId);
      if (!app) throw new Error(`no application ${agentId}`);
      const check = await verifyUrl(platform, { ...app, callbackUrl });
      if (check.ok) world.changeApp(agentId, { callbackUrl });
      return check;
    },
    async close() {
      streams.close();
      await robotSide.close();
      await courier.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

const robotSecrets = (robots: readonly Robot[]): string[] =>
  robots.flatMap((robot) => [robot.secret, robot.token, robot.encodingAesKey]);

function secretsOf(world: World, tokens: readonly string[]): string[] {
  const ofApps = [...world.apps.values()].flatMap((app) => [app.secret, app.token, app.encodingAesKey]);
  const ofGroups = [...world.conversations.values()].flatMap((each) => each.webhooks.map((webhook) => webhook.key));
  return [...ofApps, ...ofGroups, ...tokens];
}

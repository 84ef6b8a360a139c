import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { type Bot, startBot } from './chat/bot.ts';
import { createMessageHandler } from './chat/handle-message.ts';
import { createOutboxSender, type OutboxSender } from './chat/outbox-sender.ts';
import { loadCommands } from './chat/registry.ts';
import { queueStranded } from './chat/stranded-answers.ts';
import type { Config } from './config.ts';
import { createHttpApp } from './http/app.ts';
import { callbackRoute } from './http/routes/callback.ts';
import { healthRoutes } from './http/routes/health.ts';
import { scheduleUpkeep } from './jobs/upkeep.ts';
import { createMetrics } from './metrics.ts';
import { commandsFolder, projectRoot } from './project-root.ts';
import { AppPuppet } from './puppet/app-puppet.ts';
import { RobotSocketPuppet } from './puppet/robot-socket-puppet.ts';
import { type Database, openDatabase } from './store/database.ts';
import { readSeed, type Seed } from './store/seed.ts';
import { texts } from './texts/index.ts';
import type { Clock } from './usecases/ports.ts';
import { createAppApi } from './wecom/app-api.ts';
import { createCallbackCrypto } from './wecom/callback-crypto.ts';
import { createRobotSocket } from './wecom/robot-socket.ts';

export interface AppOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Logger;
  /** An opened database instead of the configured one; it stays open when the app stops. */
  readonly database?: Database;
  readonly seed?: Seed;
  /** How long a callback may be answered, in ms. */
  readonly answerDeadlineMs?: number;
}

export interface App {
  readonly database: Database;
  readonly address: AddressInfo;
  readonly sender: OutboxSender;
  /** Closes the doors, lets running messages finish, then the rest, in the reverse order of starting. */
  stop(): Promise<void>;
}

/** Puts the rooms together and starts them; what fails on the way stops what was started. */
export async function startApp(options: AppOptions): Promise<App> {
  const { config, clock, log } = options;
  const undo: (() => Promise<unknown> | unknown)[] = [];
  const stop = async () => {
    for (const close of undo.splice(0).reverse()) await close();
  };
  try {
    const seed = options.seed ?? readSeed(`${projectRoot()}/data/seed`);
    const database = options.database ?? (await openDatabase(config.databaseUrl, seed, config.sqliteSynchronous));
    if (!options.database) undo.push(() => database.close());
    const { uow } = database;
    const registry = await loadCommands(commandsFolder());
    const metrics = createMetrics(uow);

    const api = config.app && createAppApi({ ...config.app, apiBase: config.apiBase, now: clock.now });
    if (api) undo.push(() => api.close());
    const puppet =
      config.app &&
      api &&
      new AppPuppet({
        agentId: config.app.agentId,
        api,
        ...(options.answerDeadlineMs !== undefined && { deadlineMs: options.answerDeadlineMs }),
      });

    const { robotSocket, wsUrl } = config;
    const robot =
      robotSocket &&
      new RobotSocketPuppet({
        botId: robotSocket.botId,
        connect: (handlers) =>
          createRobotSocket({
            ...robotSocket,
            ...handlers,
            ...(wsUrl !== undefined && { url: wsUrl }),
            now: clock.now,
            log,
          }),
        words: texts.robot,
        queue: queueStranded({ uow, clock, channel: 'robot-socket', wakeSender: () => sender.wake() }),
        now: clock.now,
        log,
      });
    const puppets = [puppet, robot].filter((one) => one !== undefined);

    const sender: OutboxSender = createOutboxSender({
      uow,
      clock,
      channel: (name) => puppets.find((one) => one.channel === name),
      log,
    });
    undo.push(() => sender.stop());
    undo.push(scheduleUpkeep({ uow, clock, timeZone: config.timeZone, log }));

    const handle = createMessageHandler({
      uow,
      clock,
      registry,
      timeZone: config.timeZone,
      joining: { open: config.joinOpen, admins: new Set(config.adminUsers) },
      log,
      wakeSender: () => sender.wake(),
      observe: metrics.messageHandled,
    });
    const bots: Bot[] = [];
    undo.push(() => Promise.all(bots.map((bot) => bot.stop())));
    for (const one of puppets) bots.push(await startBot({ puppet: one, handle, log }));

    const http = createHttpApp({
      log,
      routes: [
        healthRoutes({
          checks: [
            { name: 'database', check: () => uow.read(async ({ settings }) => void (await settings.pipeline())) },
            ...(puppet ? [{ name: 'app channel', check: () => assertActive(puppet) }] : []),
            ...(robot ? [{ name: 'robot connection', check: () => robot.assertConnected() }] : []),
          ],
          metrics: metrics.registry,
          ...(config.metricsToken !== undefined && { metricsToken: config.metricsToken }),
          log,
        }),
        ...(puppet && config.app
          ? [
              callbackRoute({
                app: config.app,
                crypto: createCallbackCrypto({ ...config.app, receiveId: config.app.corpId }),
                receive: (incoming, hangUp) => puppet.receive(incoming, hangUp),
                now: clock.now,
                maxSkewS: config.callbackMaxSkewS,
              }),
            ]
          : []),
      ],
    });
    const address = await http.listen({ host: config.host, port: config.port });
    undo.push(() => http.close());
    log.info(
      { host: address.address, port: address.port, app: puppet !== undefined, robot: robot !== undefined },
      'listening',
    );
    sender.wake();
    return { database, address, sender, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function assertActive(puppet: AppPuppet): void {
  if (!puppet.state.active()) throw new Error('the channel is not running');
}

import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { type Channel, openChannel } from './channel.ts';
import { channelsOf } from './channels.ts';
import { createRasteriser } from './charts/rasteriser.ts';
import { createAnswerKeeper } from './chat/answer-keeper.ts';
import { createConfigAlarm } from './chat/config-alarm.ts';
import { tellDeparture } from './chat/departure-notice.ts';
import { createMessageHandler } from './chat/handle-message.ts';
import { createOutboxSender, type OutboxSender } from './chat/outbox-sender.ts';
import { loadCommands } from './chat/registry.ts';
import type { Config } from './config.ts';
import { createHttpApp } from './http/app.ts';
import { healthRoutes } from './http/routes/health.ts';
import { scheduleDayPacking } from './jobs/day-packing.ts';
import { scheduleMemberLookups } from './jobs/member-lookups.ts';
import { scheduleUpkeep } from './jobs/upkeep.ts';
import { createMakers } from './makers.ts';
import { createMetrics } from './metrics.ts';
import { commandsFolder, projectRoot } from './project-root.ts';
import { publishedCalendar } from './published-calendar.ts';
import { openAppChat } from './puppet/appchat-sender.ts';
import { freshMaker, openScheduler } from './scheduled.ts';
import { type Database, openDatabase } from './store/database.ts';
import { packDays } from './store/facts/packed-days.ts';
import { readSeed, type Seed } from './store/seed.ts';
import { openTasks } from './tasks.ts';
import type { Clock } from './usecases/ports.ts';
import { createAppApi } from './wecom/app-api.ts';
import { APP_TEXT_LIMIT_BYTES } from './wecom/app-message.ts';
import { lookUpUser } from './wecom/user-lookup.ts';

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
    const database =
      options.database ?? (await openDatabase(config.databaseUrl, seed, config.sqliteSynchronous, publishedCalendar()));
    if (!options.database) undo.push(() => database.close());
    const { uow } = database;
    const registry = await loadCommands(commandsFolder());
    const metrics = createMetrics(uow);

    const joining = { open: config.joinOpen, admins: new Set(config.adminUsers) };
    // Made before the channels that hand messages in: these are only asked once messages come.
    let wakeSender = () => {};
    let wakeTasks = () => {};
    let channels: readonly Channel[] = [];
    const senders = () => channels.map((channel) => channel.sender()).filter((one) => one !== undefined);
    const rasteriser = createRasteriser();
    undo.push(() => rasteriser.close());
    const api = config.app && createAppApi({ ...config.app, apiBase: config.apiBase, now: clock.now });
    undo.push(() => api?.close());
    const makers = createMakers({
      rasteriser,
      uow,
      clock,
      timeZone: config.timeZone,
      openChat: api && ((group) => openAppChat(api, group)),
    });
    const handle = createMessageHandler({
      uow,
      clock,
      registry,
      timeZone: config.timeZone,
      joining,
      senders,
      webhooks: [...config.webhooks.keys()],
      makers,
      log,
      wakeSender: () => wakeSender(),
      wakeTasks: () => wakeTasks(),
      observe: metrics.messageHandled,
    });
    const { answerDeadlineMs } = options;
    const specs = channelsOf({
      config,
      clock,
      api,
      log,
      keeperFor: (channel, textLimitBytes) =>
        createAnswerKeeper({ uow, clock, channel, textLimitBytes, wakeSender: () => wakeSender(), log }),
      ...(answerDeadlineMs !== undefined && { answerDeadlineMs }),
    });
    channels = specs.map((spec) => openChannel(spec, { handle, log }));

    undo.push(() => Promise.all(channels.map(({ close }) => close())));
    const scheduler = openScheduler({
      uow,
      clock,
      timeZone: config.timeZone,
      joining,
      senders,
      wakeSender: () => wakeSender(),
      log,
    });
    const sender = createOutboxSender({
      uow,
      clock,
      makers: {
        ...makers,
        ...freshMaker({ scheduler, uow, clock, timeZone: config.timeZone, joining }),
      },
      channel: (name) => senders().find(({ channel }) => channel === name),
      alarm: createConfigAlarm({ senders, timeZone: config.timeZone }),
      log,
    });
    undo.push(() => sender.stop());
    undo.push(() => scheduler.stop());
    wakeSender = () => sender.wake();
    const tasks = openTasks({
      uow,
      clock,
      timeZone: config.timeZone,
      databaseUrl: config.databaseUrl,
      senders,
      wakeSender: () => wakeSender(),
      log,
    });
    undo.push(() => tasks.stop());
    wakeTasks = () => tasks.wake();
    undo.push(scheduleUpkeep({ uow, clock, timeZone: config.timeZone, log }));
    undo.push(scheduleDayPacking({ packDays: (now, signal) => packDays(database.engine, now, signal), clock, log }));
    if (api) {
      const lookups = scheduleMemberLookups({
        uow,
        clock,
        timeZone: config.timeZone,
        joining,
        lookUp: (userid) => lookUpUser(api, userid),
        tell: (departure, outbox, now) =>
          tellDeparture(departure, outbox, { channel: 'app', textLimitBytes: APP_TEXT_LIMIT_BYTES }, now),
        wakeSender,
        log,
      });
      undo.push(lookups);
    }
    undo.push(() => Promise.all(channels.map(({ stop: end }) => end())));
    await Promise.all(channels.map((channel) => channel.start()));

    const http = createHttpApp({
      log,
      routes: [
        healthRoutes({
          checks: [
            { name: 'database', check: () => uow.read(async ({ settings }) => void (await settings.pipeline())) },
            ...channels.map(({ name, check }) => ({ name: `${name} channel`, check })),
          ],
          metrics: metrics.registry,
          ...(config.metricsToken !== undefined && { metricsToken: config.metricsToken }),
          log,
        }),
        ...channels.flatMap(({ routes }) => routes),
      ],
    });
    const address = await http.listen({ host: config.host, port: config.port });
    undo.push(() => http.close());
    log.info({ host: address.address, port: address.port, channels: channels.map(({ name }) => name) }, 'listening');
    sender.wake();
    tasks.wake();
    return { database, address, sender, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

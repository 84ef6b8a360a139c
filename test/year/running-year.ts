import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { DEFAULT_PRIVACY } from '../../src/domain/chat-group.ts';
import { type LeadId, memberId, stageId } from '../../src/domain/ids.ts';
import type { LocalDay } from '../../src/domain/period.ts';
import { createSandboxClock } from '../../src/sandbox/clock.ts';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import type { Bubble } from '../../src/sandbox/world/bubble.ts';
import type { UnitOfWork } from '../../src/usecases/ports.ts';
import { seed } from '../support/seed.ts';
import { YEAR_SCHEDULES } from './year-schedules.ts';

/** A message as it stands in somebody's chat on the platform. */
export interface Received {
  readonly at: number;
  /** A userid, or the title of a group. */
  readonly to: string;
  readonly what: string;
}

const REPS = ['zhangwei', 'lina'] as const;
const GROUPS = ['华东销售群', '全国销售群'] as const;

/**
 * The whole bot against the whole simulated platform over loopback, on a clock that goes where it is told and tells only
 * the minutes it is told to; the bot can be stopped and started again on the same database file.
 */
export async function openYear(startAt: number) {
  const folder = mkdtempSync(join(tmpdir(), 'loudou-year-'));
  const clock = createSandboxClock({ startAt, frozen: true });
  const sandbox = await createSandbox({ clock, seed: 7, settings: { bubblesKeptPerConversation: 50 } });
  // Where presses would go to; without an address an app may send no buttons (WeCom doc 90236, errcode 43012).
  for (const one of sandbox.world.apps.values()) one.callbackUrl = 'http://127.0.0.1:9/wecom/callback';
  const received: Received[] = [];
  sandbox.world.onChange((change) => {
    if (change.kind !== 'bubble-added') return;
    // The buttons that follow a nudge belong to it.
    if (change.bubble.content.kind !== 'card') received.push(receivedOf(change.bubble));
  });
  const receivedOf = ({ at, conversation, content }: Bubble): Received => ({
    at,
    to: conversation.startsWith('app:') ? (conversation.split(':')[2] ?? '') : titleOf(conversation),
    what: content.kind === 'text' ? content.text : content.kind,
  });
  const titleOf = (id: string) => sandbox.world.conversations.get(id)?.title ?? id;

  const minuteListeners = new Set<(at: number) => void | Promise<void>>();
  const config = readConfig({
    WECOM_CORP_ID: seedCredentials.corpId,
    WECOM_AGENT_ID: String(seedCredentials.agentId),
    WECOM_SECRET: seedCredentials.secret,
    WECOM_TOKEN: seedCredentials.token,
    WECOM_ENCODING_AES_KEY: seedCredentials.encodingAesKey,
    WECOM_API_BASE: sandbox.url,
    WECOM_WEBHOOKS: GROUPS.map((name) => `${name}=${seedCredentials.webhooks[name]}`).join(','),
    DATABASE_URL: `file:${folder}/year.db`,
    HOST: '127.0.0.1',
    PORT: '0',
  });
  const start = () =>
    startApp({
      config,
      clock: {
        now: clock.now,
        onMinute(fn) {
          minuteListeners.add(fn);
          return () => void minuteListeners.delete(fn);
        },
      },
      log: pino({ level: 'silent' }),
      seed: { ...seed, schedules: [] },
    });
  let app: App | undefined = await start();
  const running = () => {
    if (!app) throw new Error('the bot is down');
    return app;
  };
  const uow = (): UnitOfWork => running().database.uow;
  await uow().run(async ({ members, presence, groups, schedules }) => {
    await members.addTeam('华东组');
    for (const [userid, name, role] of [
      ['zhangwei', '张伟', 'rep'],
      ['lina', '李娜', 'rep'],
      ['wangfang', '王芳', 'manager'],
      ['zhaomin', '赵敏', 'admin'],
    ] as const) {
      const team = role === 'admin' ? null : '华东组';
      await members.save({ id: memberId(userid), userid, name, role, team }, startAt);
      await presence.heard(userid, 'app', startAt);
    }
    for (const name of GROUPS) {
      const group = await groups.add({ name, privacy: DEFAULT_PRIVACY }, startAt);
      await groups.setAddress(group, { channel: 'webhook', address: name });
    }
    for (const { schedule } of YEAR_SCHEDULES) {
      const { id: _, ...draft } = schedule;
      await schedules.add(draft, startAt);
    }
  });
  const people = await openPeople(uow);

  return {
    clock,
    received,
    /** What people do before a day's work. */
    people,
    isUp: () => app !== undefined,
    /** The minute begins, and what is due goes out. */
    async minute(at: number) {
      await clock.advanceTo(at);
      if (!app) return;
      for (const fn of [...minuteListeners]) await fn(at);
      await app.sender.drain();
    },
    /** The minute begins, and the bot is stopped while the messages are going out. */
    async minuteCutShort(at: number) {
      await clock.advanceTo(at);
      for (const fn of [...minuteListeners]) await fn(at);
      await this.stop();
    },
    async start() {
      app ??= await start();
    },
    async stop() {
      await app?.stop();
      app = undefined;
    },
    /** Slots that were given up, as `schedule slot reason`. */
    expired: async () => {
      const rows = await running()
        .database.engine.reader.selectFrom('slot')
        .select(['schedule', 'slot', 'reason'])
        .where('state', '=', 'expired')
        .execute();
      return rows.map(({ schedule, slot, reason }) => `${schedule} ${slot} ${reason}`);
    },
    slots: () => running().database.engine.reader.selectFrom('slot').selectAll().execute(),
    outbox: () => running().database.engine.reader.selectFrom('outbox').selectAll().execute(),
    async close() {
      await this.stop();
      await sandbox.close();
      clock.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Reps who get a new customer each workday, forget it, lose it a month later, and plan something for every day. */
async function openPeople(uow: () => UnitOfWork) {
  const planned = new Map<string, LeadId>();
  const open: { readonly lead: LeadId; readonly rep: string; readonly day: number }[] = [];
  let workdays = 0;
  const KEPT_WORKDAYS = 20;
  return {
    /** A working day begins: something new to forget. */
    work: (at: number) =>
      uow().run(async ({ leads }) => {
        workdays++;
        for (const rep of REPS) {
          const fact = {
            type: 'created',
            to: stageId('lead'),
            name: `${rep} 的客户 ${workdays}`,
            owner: memberId(rep),
            amountFen: 1_000_000 + workdays,
          } as const;
          const { id } = await leads.append(undefined, [{ fact, actor: memberId(rep), at }], at);
          open.push({ lead: id, rep, day: workdays });
        }
        while (open[0] && open[0].day <= workdays - KEPT_WORKDAYS) {
          const { lead, rep } = open.shift() as (typeof open)[number];
          const fact = { type: 'closed', from: stageId('lead'), kind: 'lost', reason: 'price' } as const;
          await leads.append(await leads.byId(lead), [{ fact, actor: memberId(rep), at }], at);
        }
      }),
    /** Any day begins: something is planned for it. */
    plan: (day: string, at: number) =>
      uow().run(async ({ leads }) => {
        for (const rep of REPS) {
          const actor = memberId(rep);
          const owner = actor;
          const known = planned.get(rep);
          const created = {
            type: 'created',
            to: stageId('lead'),
            name: `${rep} 的老客户`,
            owner,
            amountFen: 5_000_000,
          } as const;
          const lead = known ?? (await leads.append(undefined, [{ fact: created, actor, at }], at)).id;
          planned.set(rep, lead);
          const next = { type: 'next_step_set', on: day as LocalDay, text: '打电话' } as const;
          await leads.append(await leads.byId(lead), [{ fact: next, actor, at }], at);
        }
      }),
  };
}

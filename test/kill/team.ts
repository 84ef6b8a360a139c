import { DEFAULT_PRIVACY } from '../../src/domain/chat-group.ts';
import { type LeadId, memberId, stageId } from '../../src/domain/ids.ts';
import type { LocalDay } from '../../src/domain/period.ts';
import type { Schedule } from '../../src/domain/schedule.ts';
import { publishedCalendar } from '../../src/published-calendar.ts';
import { createSandboxClock } from '../../src/sandbox/clock.ts';
import { seedCredentials, seedWorld } from '../../src/sandbox/seed-world.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import type { Bubble } from '../../src/sandbox/world/bubble.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { seed } from '../support/seed.ts';

/** Thursday, the evening before the first morning. */
export const EVENING = Date.parse('2026-06-11T18:00:00+08:00');
export const GROUPS = ['华东销售群', '全国销售群'] as const;

/** The platform with so many reps beside its own team, frozen on the evening before, and what it shows to whom. */
export async function openTeamPlatform(reps: number) {
  const clock = createSandboxClock({ startAt: EVENING, frozen: true });
  const sandbox = await createSandbox({
    clock,
    seed: 7,
    populate(world) {
      seedWorld(world);
      const like = world.person('zhangwei');
      if (!like) throw new Error('the seeded team has changed');
      // Where presses would go to; without an address an app may send no buttons (WeCom doc 90236, errcode 43012).
      for (const app of world.apps.values()) app.callbackUrl = 'http://127.0.0.1:9/wecom/callback';
      for (const userid of repsOf(reps)) {
        const person = { ...like, userid, name: userid };
        world.people.set(userid, person);
        for (const app of world.apps.values()) world.appConversation(app, person);
      }
    },
  });
  const shown: Bubble[] = [];
  sandbox.world.onChange((change) => {
    if (change.kind === 'bubble-added') shown.push(change.bubble);
  });
  const chatOf = (to: string) =>
    [...sandbox.world.conversations.values()].find(({ title, kind }) => kind === 'group' && title === to)?.id ??
    `app:${seedCredentials.agentId}:${to}`;
  const shownTo = (to: string, since = 0) =>
    shown.filter(({ conversation, at }) => conversation === chatOf(to) && at >= since);
  return {
    sandbox,
    clock,
    /** Everything that appeared in somebody's chat since an instant. */
    shownTo,
    /** The same without the buttons that follow a nudge. */
    saidTo: (to: string, since = 0) => shownTo(to, since).filter(({ content }) => content.kind !== 'card'),
    async close() {
      await sandbox.close();
      clock.stop();
    },
  };
}

export const repsOf = (count: number) => Array.from({ length: count }, (_, at) => `rep${at}`);

/** The environment of a bot on this platform, reached over `apiBase`. */
export function environmentFor(apiBase: string, databaseUrl: string): Record<string, string> {
  return {
    WECOM_CORP_ID: seedCredentials.corpId,
    WECOM_AGENT_ID: String(seedCredentials.agentId),
    WECOM_SECRET: seedCredentials.secret,
    WECOM_TOKEN: seedCredentials.token,
    WECOM_ENCODING_AES_KEY: seedCredentials.encodingAesKey,
    WECOM_API_BASE: apiBase,
    WECOM_WEBHOOKS: GROUPS.map((name) => `${name}=${seedCredentials.webhooks[name]}`).join(','),
    DATABASE_URL: databaseUrl,
    HOST: '127.0.0.1',
    PORT: '0',
  };
}

export const openTeamDatabase = (url: string): Promise<Database> =>
  openDatabase(url, { ...seed, schedules: [] }, 'NORMAL', publishedCalendar());

type Given = Pick<Schedule, 'kind' | 'target' | 'rhythm'> & Partial<Schedule>;

/** A database with these reps, a manager, the two groups, one lead each that stands still, and these schedules. */
export async function fillTeam(
  { uow }: Database,
  reps: number,
  schedules: readonly Given[],
): Promise<ReadonlyMap<string, LeadId>> {
  const leadOf = new Map<string, LeadId>();
  const createdAt = Date.parse('2026-06-01T10:00:00+08:00');
  await uow.run(async ({ members, presence, groups, leads, schedules: kept }) => {
    await members.addTeam('华东组');
    for (const userid of [...repsOf(reps), 'wangfang']) {
      const role = userid === 'wangfang' ? 'manager' : 'rep';
      await members.save({ id: memberId(userid), userid, name: userid, role, team: '华东组' }, createdAt);
      await presence.heard(userid, 'app', createdAt);
      if (role === 'manager') continue;
      const fact = {
        type: 'created',
        to: stageId('lead'),
        name: `${userid} 的客户`,
        owner: memberId(userid),
        amountFen: 1_000_000,
      } as const;
      const lead = await leads.append(undefined, [{ fact, actor: memberId(userid), at: createdAt }], createdAt);
      leadOf.set(userid, lead.id);
    }
    for (const name of GROUPS) {
      const group = await groups.add({ name, privacy: DEFAULT_PRIVACY }, createdAt);
      await groups.setAddress(group, { channel: 'webhook', address: name });
    }
    for (const given of schedules) {
      const draft = { days: 'workdays', filters: {}, quiet: null, isOn: true, since: 0, ...given } as const;
      await kept.add(draft, createdAt);
    }
    await kept.setCheckedUntil(EVENING);
  });
  return leadOf;
}

/** Every rep plans something for that day. */
export async function planFor({ uow }: Database, day: string, leadOf: ReadonlyMap<string, LeadId>, at: number) {
  await uow.run(async ({ leads }) => {
    for (const [userid, id] of leadOf) {
      const fact = { type: 'next_step_set', on: day as LocalDay, text: '打电话' } as const;
      await leads.append(await leads.byId(id), [{ fact, actor: memberId(userid), at }], at);
    }
  });
}

import { afterEach, beforeEach } from 'vitest';
import type { Member, Role } from '../../src/domain/access.ts';
import { type LeadId, memberId } from '../../src/domain/ids.ts';
import type { Lead } from '../../src/domain/lead.ts';
import { Refusal, type RefusalReason } from '../../src/domain/refusal.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { bindUseCases, type Joining, type Use } from '../../src/usecases/index.ts';
import type { Stores } from '../../src/usecases/ports.ts';
import { allRows } from './all-rows.ts';
import { instant } from './instant.ts';
import { seed, seedStage } from './seed.ts';

function member(id: string, name: string, role: Role, team: string | null): Member {
  return { id: memberId(id), userid: id, name, role, team };
}

/** Two teams: 华东 with a manager, two reps and a lead each to come, 华北 with one rep; and an admin. */
export const STAFF = {
  zhang: member('zhang', '张三', 'rep', '华东'),
  li: member('li', '李四', 'rep', '华东'),
  wang: member('wang', '王五', 'rep', '华北'),
  manager: member('chen', '陈经理', 'manager', '华东'),
  admin: member('zhao', '赵总', 'admin', null),
} as const;

export interface World {
  readonly db: Database;
  /** One unit of work at an instant of 2026 (`06-01`, `06-01 09:30`). */
  at<T>(when: string, work: (use: Use, stores: Stores) => Promise<T>): Promise<T>;
  /**
   * Why the use-case refuses. It is caught inside its unit of work, which then commits: so this also checks that a
   * refusal changed nothing by itself.
   */
  refusal(when: string, work: (use: Use) => Promise<unknown>): Promise<RefusalReason>;
  /** A lead of `zhang`, created 1 June 10:00 in 线索 unless told otherwise. */
  lead(by?: Member, stage?: string, name?: string): Promise<Lead>;
  /** The lead as it stands. */
  standing(id: LeadId): Promise<Lead>;
}

/** A new in-memory database with the staff for each test of the file. */
export function useWorld(joining: Joining = { open: true, admins: new Set() }, timeZone = 'Asia/Shanghai'): World {
  let opened: Database | undefined;
  const db = () => {
    if (!opened) throw new Error('the world exists only while a test runs');
    return opened;
  };
  beforeEach(async () => {
    opened = await openDatabase(':memory:', seed);
    await opened.uow.run(async ({ members }) => {
      for (const team of ['华东', '华北']) await members.addTeam(team);
      for (const one of Object.values(STAFF)) await members.save(one, 0);
    });
  });
  afterEach(async () => {
    await opened?.close();
  });
  const at: World['at'] = (when, work) =>
    db().uow.run((stores) => work(bindUseCases({ stores, now: instant(when), timeZone, joining }), stores));
  return {
    get db() {
      return db();
    },
    at,
    refusal: async (when, work) => {
      const before = await allRows(db());
      const reason = await at(when, async (use) => {
        try {
          await work(use);
        } catch (error) {
          if (error instanceof Refusal) return error.reason;
          throw error;
        }
        throw new Error('not refused');
      });
      const after = await allRows(db());
      if (JSON.stringify(after) !== JSON.stringify(before))
        throw new Error(`${reason.code}, but something was written`);
      return reason;
    },
    lead: (by = STAFF.zhang, stage = 'lead', name = '星河科技') =>
      at('06-01', async (use) => (await use.createLead({ by, name, stage: seedStage(stage) })).lead),
    standing: async (id) => {
      const lead = await db().uow.read(({ leads }) => leads.byId(id));
      if (!lead) throw new Error(`no lead ${id}`);
      return lead;
    },
  };
}

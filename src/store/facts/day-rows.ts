import { sql } from 'kysely';
import type { Session } from '../engine.ts';
import type { Layout, PackedRow } from './columns.ts';

/** The columns of each kind of facts that are packed by day. Whatever is missing here is looked up by lead. */
export const LAYOUTS = {
  /** By `at`, when it was decided. Reason and amount are those of the lead, for a lost or invalid one. */
  decisions: {
    lead: 'u32',
    stage: 'word',
    outcome: 'word',
    owner: 'word',
    source: 'word',
    reason: 'word',
    at: 'f64',
    reachedAt: 'f64',
    amountFen: 'f64',
  },
  /** By `at`, when the visit began. `from` is empty for a lead created or opened again. */
  entries: {
    lead: 'u32',
    no: 'u16',
    stage: 'word',
    how: 'word',
    from: 'word',
    owner: 'word',
    source: 'word',
    at: 'f64',
    recordedAt: 'f64',
  },
  /** By `at`, when the visit ended. `ms` is the lead's time in that stage up to then, earlier visits included. */
  exits: {
    lead: 'u32',
    no: 'u16',
    stage: 'word',
    exit: 'word',
    owner: 'word',
    source: 'word',
    at: 'f64',
    enteredAt: 'f64',
    ms: 'f64',
  },
} as const satisfies Record<string, Layout>;

export type Kind = keyof typeof LAYOUTS;
export type RowOf<K extends Kind> = PackedRow<(typeof LAYOUTS)[K]>;

/** The facts of one kind dated in `[from, to)`, from the rows that are kept of every lead. */
export async function rowsDated<K extends Kind>(on: Session, kind: K, from: number, to: number): Promise<RowOf<K>[]> {
  const rows = await QUERIES[kind](on, from, to);
  return rows as unknown as RowOf<K>[];
}

/**
 * Leads with a fact dated in `[from, to)`: those something happened to then, for a fact is dated by an event; and those
 * others were merged into, for theirs may be dated by an event of another. This needs one index on the events, where
 * facts would need three, each with its page to be written for every move.
 */
function leadsOf({ db }: Session, from: number, to: number) {
  return db
    .selectFrom('lead_event')
    .select('lead_id')
    .where('at', '>=', from)
    .where('at', '<', to)
    .union(
      db
        .selectFrom('lead')
        .select('merged_into as lead_id')
        .where('merged_into', 'is not', null)
        .$castTo<{ lead_id: number }>(),
    );
}

const QUERIES = {
  decisions: (on: Session, from: number, to: number) =>
    on.db
      .selectFrom('decision as d')
      .innerJoin('lead as l', 'l.id', 'd.lead_id')
      .where('d.lead_id', 'in', leadsOf(on, from, to))
      .where('d.decided_at', '>=', from)
      .where('d.decided_at', '<', to)
      .select(['d.lead_id as lead', 'd.stage', 'd.outcome', 'd.owner', 'd.source', 'd.decided_at as at'])
      .select(['d.reached_at as reachedAt', 'l.reason', 'l.amount_fen as amountFen'])
      .execute(),
  entries: (on: Session, from: number, to: number) =>
    on.db
      .selectFrom('visit')
      .where('lead_id', 'in', leadsOf(on, from, to))
      .where('entered_at', '>=', from)
      .where('entered_at', '<', to)
      .select(['lead_id as lead', 'no', 'stage', 'how', 'from_stage as from', 'owner', 'source', 'entered_at as at'])
      .select('recorded_at as recordedAt')
      .execute(),
  exits: (on: Session, from: number, to: number) =>
    on.db
      .selectFrom('visit as v')
      .where('v.lead_id', 'in', leadsOf(on, from, to))
      .where('v.left_at', '>=', from)
      .where('v.left_at', '<', to)
      .select([
        'v.lead_id as lead',
        'v.no',
        'v.stage',
        'v.exit',
        'v.exit_owner as owner',
        'v.source',
        'v.left_at as at',
      ])
      .select('v.entered_at as enteredAt')
      .select(({ selectFrom }) =>
        selectFrom('visit as w')
          .whereRef('w.lead_id', '=', 'v.lead_id')
          .whereRef('w.stage', '=', 'v.stage')
          .whereRef('w.no', '<=', 'v.no')
          .select(sql<number>`cast(sum(w.left_at - w.entered_at) as bigint)`.as('ms'))
          .as('ms'),
      )
      .execute(),
} as const;

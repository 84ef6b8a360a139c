import { sql } from 'kysely';
import { leadId, memberId, stageId } from '../../domain/ids.ts';
import type { LeadMatch, MatchTier } from '../../usecases/ports.ts';
import type { Db } from '../engine.ts';

/** A lead as the search sees it. */
export interface Found {
  readonly id: number;
  readonly name: string;
  readonly name_norm: string;
  readonly name_pinyin: string;
  readonly name_initials: string;
  readonly owner: string;
  readonly state: 'open' | 'won' | 'lost' | 'invalid' | 'merged' | 'void';
  readonly stage: string;
  readonly entered_at: number;
  readonly touched_at: number | null;
  readonly last_event_at: number;
  readonly owner_name: string | null;
  readonly owner_team: string | null;
}

/** Every lead there is, voided and merged ones left out, with its owner. */
export function findable(db: Db) {
  return db
    .selectFrom('lead')
    .leftJoin('member', 'member.id', 'lead.owner')
    .where('lead.state', '<>', sql.lit('void'))
    .where('lead.state', '<>', sql.lit('merged'))
    .select([
      'lead.id',
      'lead.name',
      'lead.name_norm',
      'lead.name_pinyin',
      'lead.name_initials',
      'lead.owner',
      'lead.state',
      'lead.stage',
      'lead.entered_at',
      'lead.touched_at',
      'lead.last_event_at',
      'member.name as owner_name',
      'member.team as owner_team',
    ]);
}

/** Open leads first, the liveliest first; those of `owner` before all others. */
export function liveliestFirst(rows: readonly Found[], owner?: string): Found[] {
  const rank = (row: Found) => (row.state === 'open' ? 0 : 2) + (row.owner === owner ? 0 : 1);
  return rows.toSorted((a, b) => rank(a) - rank(b) || b.last_event_at - a.last_event_at || b.id - a.id);
}

export function matchOf(row: Found, tier: MatchTier): LeadMatch {
  return {
    id: leadId(row.id),
    name: row.name,
    tier,
    owner: memberId(row.owner),
    ownerName: row.owner_name ?? row.owner,
    ownerTeam: row.owner_team,
    state: row.state,
    stage: stageId(row.stage),
    lastAt: Math.max(row.entered_at, row.touched_at ?? 0),
  };
}

import type { Generated } from 'kysely';

export interface ChatGroupTable {
  id: Generated<number>;
  /** '' until somebody names it. */
  name: string;
  external: number;
  amounts: 'hidden' | 'rounded' | 'shown';
  names: 'full' | 'initials';
  ranking: 'on' | 'off';
  created_at: number;
}

export interface GroupAddressTable {
  channel: string;
  address: string;
  group_id: number;
}

/** Who spoke to us alone over which channel, and so can be answered there. */
export interface PersonChannelTable {
  userid: string;
  channel: string;
  heard_at: number;
  /** Local day of the last welcome. */
  welcomed_on: string | null;
}

/** A card that was sent, and what a press of it means. */
export interface CardTable {
  id: string;
  /** JSON of what it shows, without what became of it. */
  shown: string;
  /** JSON: a command line per option. */
  lines: string;
  /** Member who alone may answer; null when whoever has the rights may press. */
  asked: string | null;
  state: 'open' | 'done';
  created_at: number;
  done_at: number | null;
  done_by: string | null;
  done: string | null;
}

export interface CardCopyTable {
  task_id: string;
  card_id: string;
  channel: string;
  recipient: string;
  handle: string | null;
}

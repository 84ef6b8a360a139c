/** How much of a lead a group may read; phones never. */
export interface GroupPrivacy {
  readonly amounts: 'hidden' | 'rounded' | 'shown';
  readonly names: 'full' | 'initials';
  readonly ranking: 'on' | 'off';
}

/** Where a group is found on one channel: the channel's own id of it, case kept. */
export interface GroupAddress {
  readonly channel: string;
  readonly address: string;
}

/** A group as we know it: one name, at most one address per channel, never assumed equal across channels. */
export interface ChatGroup {
  readonly id: number;
  /** '' until somebody names it. */
  readonly name: string;
  /** True when outsiders are in it: then it gets nothing. */
  readonly external: boolean;
  readonly privacy: GroupPrivacy;
  readonly addresses: readonly GroupAddress[];
}

/** What a group may read until an admin says otherwise. */
export const DEFAULT_PRIVACY: GroupPrivacy = { amounts: 'hidden', names: 'full', ranking: 'off' };

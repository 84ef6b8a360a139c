/** One message to be sent later: what to say as opaque JSON, to whom over which channel. */
export interface OutboxDraft {
  /** Unique: the same key is never sent twice. */
  readonly key: string;
  readonly channel: string;
  readonly to: string;
  readonly body: string;
  readonly notBefore: number;
}

export interface OutboxRow extends OutboxDraft {
  readonly id: number;
  readonly attempts: number;
  /** Request bytes frozen before the first attempt; null until then. */
  readonly request: string | null;
  readonly createdAt: number;
}

/** How many messages may go within a stretch of time, by channel. */
export interface PaceRule {
  readonly windowMs: number;
  /** `recipient`: to each. `channel`: to all of a channel together. */
  readonly of: 'recipient' | 'channel';
  readonly most: Readonly<Record<string, number>>;
  /** For a channel that is not listed; any number when absent. */
  readonly otherwise?: number;
}

/** All of them hold at once. */
export type Pace = readonly PaceRule[];

export interface OutboxStore {
  /** Queues a message; false when one with this key is already there. */
  enqueue(draft: OutboxDraft, now: number): Promise<boolean>;
  /**
   * Takes messages that are due, in order, none whose predecessor to the same person is still waiting. A message meant
   * for later holds nobody up before its time.
   */
  claim(now: number, leaseMs: number, limit: number, pace?: Pace): Promise<readonly OutboxRow[]>;
  freeze(id: number, request: string): Promise<void>;
  /** Takes a message back whose time came with nothing left to say. */
  drop(id: number, now: number): Promise<void>;
  /** The last messages put in, the latest first; `failed` only those that were not sent, of one schedule if given. */
  recent(limit: number, which: 'all' | 'failed', schedule?: number): Promise<readonly Delivery[]>;
  markSent(id: number, now: number): Promise<void>;
  retryAt(id: number, at: number, error: string): Promise<void>;
  markFailed(id: number, now: number, error: string): Promise<void>;
  /** True when a message is due that nobody is sending. */
  hasDue(now: number): Promise<boolean>;
  /** How many wait, and since when the oldest does. */
  backlog(): Promise<{ readonly waiting: number; readonly oldestAt: number | null; readonly failed: number }>;
}

/** One message of the delivery log. */
export interface Delivery {
  readonly key: string;
  readonly channel: string;
  readonly to: string;
  readonly state: 'due' | 'sent' | 'failed' | 'nothing';
  readonly attempts: number;
  readonly error: string | null;
  readonly createdAt: number;
  readonly notBefore: number;
  readonly doneAt: number | null;
}

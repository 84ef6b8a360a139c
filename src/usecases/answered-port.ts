/** A handled message of which nobody noted that its answer was given. */
export interface Unanswered {
  readonly key: string;
  /** When it was handled, UTC ms. */
  readonly at: number;
  /** What the inbound ledger keeps of its answer. */
  readonly answer: unknown;
}

/** Which handled messages had their answers, for a channel whose platform does not deliver a message again. */
export interface AnsweredStore {
  /** Notes many at once: one row, however many they are. */
  note(keys: readonly string[], now: number): Promise<void>;
  /** The others of one channel, handled since then (UTC ms), oldest first. */
  missing(channel: string, since: number): Promise<readonly Unanswered[]>;
}

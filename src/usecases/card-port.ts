import type { MemberId } from '../domain/ids.ts';

/** A card that can be pressed, and what became of it. */
export interface StoredCard {
  readonly id: string;
  /** What it shows, as opaque JSON. */
  readonly shown: string;
  /** The command line behind each option. */
  readonly lines: readonly string[];
  /** Who alone may answer; null when whoever has the rights may press. */
  readonly asked: MemberId | null;
  /** What became of it; null while it can be pressed. */
  readonly done: { readonly by: MemberId; readonly at: number; readonly text: string } | null;
}

/** One sent copy of a card. `handle` is what sending it gave, for a later update. */
export interface CardCopy {
  readonly taskId: string;
  readonly channel: string;
  readonly to: string;
  readonly handle: string | null;
}

export interface CardStore {
  /** Keeps a card with its first copy. */
  add(card: Pick<StoredCard, 'id' | 'shown' | 'lines' | 'asked'>, copy: CardCopy, now: number): Promise<void>;
  /** The card a copy is of, held for this transaction. */
  byTask(taskId: string): Promise<StoredCard | undefined>;
  byId(id: string): Promise<StoredCard | undefined>;
  copies(id: string): Promise<readonly CardCopy[]>;
  setHandle(taskId: string, handle: string): Promise<void>;
  /** False when it was done already. */
  finish(id: string, done: NonNullable<StoredCard['done']>): Promise<boolean>;
}

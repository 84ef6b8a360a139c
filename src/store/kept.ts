import type { Engine, Session } from './engine.ts';

/** Something read from the database, for one session. */
export interface Kept<T> {
  get(): Promise<T>;
  /** Tells that this session has just written what `get` reads. */
  changed(): void;
}

/**
 * Keeps what `read` finds between transactions, while nobody can have changed it: another connection's commits show in
 * the engine's version, this connection's own writes are told by `changed`. A transaction that wrote keeps nothing: it
 * may still be rolled back.
 */
export function createKept<T>(engine: Engine, read: (on: Session) => Promise<T>): (on: Session) => Kept<T> {
  let kept: { readonly version: number; readonly value: T } | undefined;

  return (on) => {
    let value: Promise<T> | undefined;
    let hasWritten = false;

    const load = async (): Promise<T> => {
      if (hasWritten) return read(on);
      const version = on.inTransaction ? await engine.version(on) : undefined;
      if (kept && kept.version === version) return kept.value;
      const found = await read(on);
      if (!hasWritten && version !== undefined) kept = { version, value: found };
      return found;
    };

    return {
      get: () => {
        value ??= load();
        return value;
      },
      changed: () => {
        hasWritten = true;
        value = undefined;
        kept = undefined;
      },
    };
  };
}

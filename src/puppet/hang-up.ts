import type { HangUp } from '../wecom/incoming.ts';

/** Somebody who waits for an answer until they do not. */
export function createHangUp(): HangUp & { now(): void } {
  const listeners: (() => void)[] = [];
  let aborted = false;
  return {
    get aborted() {
      return aborted;
    },
    addEventListener(_type, listener) {
      listeners.push(listener);
    },
    now() {
      aborted = true;
      for (const listener of listeners.splice(0)) listener();
    },
  };
}

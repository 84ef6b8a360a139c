/** @import { World } from '../state/world.js' */

/** Something a story needs has not come. */
export class NotThere extends Error {}

/** Real milliseconds: a picture on a busy machine, after a jump over days, may take its time. */
const PATIENCE_MS = 45_000;

/**
 * Resolves with what `find` finds, now or after whatever happens in the world; rejects with `NotThere` when patience ends
 * and with the signal's reason when it is aborted.
 * @template T
 * @param {World} world
 * @param {() => T | null | undefined | false} find
 * @param {{ what: string, signal: AbortSignal }} options
 * @returns {Promise<T>}
 */
export function waitFor(world, find, { what, signal }) {
  return new Promise((resolve, reject) => {
    /** @type {(() => void)[]} */
    const stops = [];
    /** @param {() => void} settle */
    const end = (settle) => {
      for (const stop of stops) stop();
      settle();
    };
    const look = () => {
      const found = find();
      if (found) end(() => resolve(found));
    };
    const abort = () => end(() => reject(signal.reason));
    if (signal.aborted) return abort();
    const timer = setTimeout(() => end(() => reject(new NotThere(what))), PATIENCE_MS);
    signal.addEventListener('abort', abort);
    stops.push(
      world.on('loaded', look),
      world.on('bubble', look),
      world.on('conversations', look),
      () => clearTimeout(timer),
      () => signal.removeEventListener('abort', abort),
    );
    look();
  });
}

/**
 * A moment to read; 0 is none.
 * @param {number} ms
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function moment(ms, signal) {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

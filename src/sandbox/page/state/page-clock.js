import { createEmitter } from '../dom/emitter.js';

/** @import { ClockView } from '../../control/contract.ts' */
/** @typedef {{ kind: 'moved' | 'frozen' | 'unfrozen', at: number }} ClockChange */

/** A jump smaller than this is only the way the message took. */
const NOTICEABLE_MS = 5000;

/** The sandbox's clock as the page knows it: goes on by itself between two messages about it. */
export function createPageClock() {
  const emitter = /** @type {typeof createEmitter<{ change: ClockChange, view: ClockView }>} */ (createEmitter)();
  /** @type {ClockView} */
  let view = { now: 0, frozen: true, targets: { hour: 0, monday: 0, evening: 0 } };
  let heardAt = performance.now();
  let known = false;

  const now = () => (view.frozen ? view.now : view.now + (performance.now() - heardAt));

  return {
    now,
    on: emitter.on,
    view: () => view,
    /**
     * Takes what the sandbox says; tells when that is a jump or a stop rather than time passing.
     * @param {ClockView} next
     */
    set(next) {
      const before = now();
      const wasFrozen = view.frozen;
      view = next;
      heardAt = performance.now();
      emitter.emit('view', next);
      if (known && next.now - before > NOTICEABLE_MS) emitter.emit('change', { kind: 'moved', at: next.now });
      if (known && next.frozen !== wasFrozen) {
        emitter.emit('change', { kind: next.frozen ? 'frozen' : 'unfrozen', at: next.now });
      }
      known = true;
    },
  };
}

/** @typedef {ReturnType<typeof createPageClock>} PageClock */

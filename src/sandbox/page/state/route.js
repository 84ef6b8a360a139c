import { createEmitter } from '../dom/emitter.js';

/**
 * Where the page is. `panel`: one of the tabs, `none` when closed on purpose, '' where the width decides.
 * @typedef {{ viewer: string, chat: string, panel: string, bubble: string }} Place
 */

/** Keeps the place in the address, so the back button and a reload work. */
export function createRoute() {
  const emitter = /** @type {typeof createEmitter<{ change: Place }>} */ (createEmitter)();

  /** @returns {Place} */
  function read() {
    const query = new URLSearchParams(location.hash.slice(1));
    const part = (/** @type {string} */ name) => query.get(name) ?? '';
    return { viewer: part('viewer'), chat: part('chat'), panel: part('panel'), bubble: part('bubble') };
  }

  let place = read();
  const arrive = () => {
    place = read();
    emitter.emit('change', place);
  };
  window.addEventListener('popstate', arrive);

  return {
    on: emitter.on,
    place: () => place,
    /**
     * Goes somewhere; what is not named stays. Going where one is does nothing.
     * @param {Partial<Place>} change
     */
    go(change) {
      const next = { ...place, ...change };
      const filled = Object.entries(next).filter(([, value]) => value !== '');
      const hash = `#${new URLSearchParams(filled)}`;
      if (hash === location.hash || (hash === '#' && location.hash === '')) return;
      history.pushState(null, '', hash);
      arrive();
    },
  };
}

/** @typedef {ReturnType<typeof createRoute>} Route */

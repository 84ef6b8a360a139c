/** @import { SandboxEvent, SandboxState } from '../../control/contract.ts' */

const RETRY_MS = 1500;

/**
 * Keeps one person's view up to date. Listens first, then asks for the state, so nothing falls between the two; does
 * the same again after every break in the connection. `follow` switches to another person.
 * @param {{ loadState: (viewer: string) => Promise<SandboxState>, onState: (state: SandboxState) => void,
 *   onEvent: (event: SandboxEvent) => void, onConnection: (connected: boolean) => void }} parts
 */
export function createLive({ loadState, onState, onEvent, onConnection }) {
  /** @type {EventSource | null} */
  let source = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry;

  /** @param {string} viewer */
  function follow(viewer) {
    clearTimeout(retry);
    source?.close();
    const mine = new EventSource(`/sandbox/api/events?${viewer === '' ? '' : new URLSearchParams({ viewer })}`);
    source = mine;
    /** Events that came while the state was on its way. @type {SandboxEvent[] | null} */
    let waiting = [];

    function lost() {
      if (source !== mine) return;
      onConnection(false);
      // The browser's own retries end with the first answer that is no event stream.
      mine.close();
      clearTimeout(retry);
      retry = setTimeout(() => follow(viewer), RETRY_MS);
    }

    mine.addEventListener('open', async () => {
      try {
        const state = await loadState(viewer);
        if (source !== mine) return;
        onState(state);
        const early = waiting ?? [];
        waiting = null;
        onConnection(true);
        for (const event of early) onEvent(event);
      } catch {
        lost();
      }
    });
    mine.addEventListener('message', (message) => {
      if (source !== mine) return;
      const event = /** @type {SandboxEvent} */ (JSON.parse(message.data));
      if (waiting) waiting.push(event);
      else onEvent(event);
    });
    mine.addEventListener('error', lost);
  }

  window.addEventListener('pagehide', () => source?.close());
  return { follow };
}

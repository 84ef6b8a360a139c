import { reasonOf } from '../api/control-api.js';
import { element, fill } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { texts } from '../texts.js';
import { playStep } from './play-step.js';
import { moment, NotThere } from './waiting.js';

/**
 * @import { ControlApi } from '../api/control-api.js'
 * @import { Toasts } from '../dom/toast.js'
 * @import { Navigation } from '../navigation.js'
 * @import { PageClock } from '../state/page-clock.js'
 * @import { World } from '../state/world.js'
 */

/** Milliseconds a person needs to look up, and to read one character. */
const LOOK_MS = 900;
const CHARACTER_MS = 38;

/**
 * A scripted week that plays by itself: a button to begin, and a line that says what is to be seen. `?pace=` in the
 * address stretches the moments for reading, or leaves them out with 0; everything else waits for what it needs.
 * @param {{ api: ControlApi, world: World, clock: PageClock, navigation: Navigation, toasts: Toasts }} parts
 */
export function createStory({ api, world, clock, navigation, toasts }) {
  const asked = Number(new URLSearchParams(location.search).get('pace') ?? 1);
  const pace = asked >= 0 && asked <= 10 ? asked : 1;
  /** @type {AbortController | null} */
  let playing = null;

  const progress = element('span', { class: 'story-progress' });
  const line = element('p', { class: 'story-line', 'aria-live': 'polite' });
  const stop = element('button', { type: 'button', class: 'plain-button', onclick: end });
  const bar = element(
    'section',
    { class: 'story', 'aria-label': texts.story.heading, hidden: true },
    progress,
    line,
    stop,
  );
  const button = element(
    'button',
    { type: 'button', class: 'story-button', title: texts.story.playLong, hidden: true, onclick: () => void play() },
    icon('play'),
    texts.story.play,
  );

  function end() {
    playing?.abort();
    playing = null;
    bar.hidden = true;
    button.disabled = false;
  }

  async function play() {
    if (playing) return;
    const mine = new AbortController();
    playing = mine;
    const { signal } = mine;
    button.disabled = true;
    try {
      const { steps } = await api.story();
      let since = 0;
      for (const [at, step] of steps.entries()) {
        signal.throwIfAborted();
        fill(progress, texts.story.progress(at + 1, steps.length));
        fill(line, step.tell);
        fill(stop, texts.story.stop);
        bar.hidden = false;
        await playStep(step, { api, world, clock, navigation, signal, since });
        since = Math.max(since, step.at ?? 0);
        if (at < steps.length - 1) await moment((LOOK_MS + [...step.tell].length * CHARACTER_MS) * pace, signal);
      }
      // The last line stays until it is put away.
      fill(stop, texts.story.close);
      button.disabled = false;
      playing = null;
    } catch (error) {
      if (signal.aborted) return;
      end();
      toasts.show(error instanceof NotThere ? texts.story.stuck(error.message) : reasonOf(error), 'bad');
    }
  }

  return {
    button,
    bar,
    /** @param {boolean} isThere */
    setAvailable(isThere) {
      button.hidden = !isThere;
    },
  };
}

import { element, fill } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { dayInWords, timeOfDay } from '../state/shanghai-time.js';
import { texts } from '../texts.js';

/** @import { PageClock } from '../state/page-clock.js' */

/**
 * Sandbox time in a few words, going on by itself; pressing it leads to the clock.
 * @param {PageClock} clock
 * @param {() => void} open
 */
export function createClockLine(clock, open) {
  const words = element('time');
  const node = element('button', { type: 'button', class: 'clock-line', onclick: open }, icon('clock'), words);
  function show() {
    const now = clock.now();
    const text = `${dayInWords(now)} ${timeOfDay(now)}`;
    if (words.textContent === text && node.dataset.frozen === String(clock.view().frozen)) return;
    fill(words, text);
    node.dataset.frozen = String(clock.view().frozen);
    const state = clock.view().frozen ? texts.clock.frozen : texts.clock.running;
    node.setAttribute('aria-label', `${texts.clock.now} ${text}，${state}`);
    node.title = `${texts.clock.now} · ${state}`;
  }
  clock.on('view', show);
  setInterval(show, 1000);
  return node;
}

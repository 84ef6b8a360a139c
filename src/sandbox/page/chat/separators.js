import { element } from '../dom/element.js';
import { dayInWords, dayOf, timeOfDay } from '../state/shanghai-time.js';

/** @import { BubbleView } from '../../control/contract.ts' */

const PAUSE_MS = 5 * 60_000;

/**
 * What stands between two messages: a day line when a new day began, a time when there was a pause.
 * @param {BubbleView | undefined} before
 * @param {BubbleView} bubble
 * @returns {HTMLElement[]}
 */
export function separators(before, bubble) {
  const isNewDay = !before || dayOf(before.at) !== dayOf(bubble.at);
  const lines = [];
  if (isNewDay) {
    lines.push(element('li', { class: 'day', role: 'separator' }, element('time', {}, dayInWords(bubble.at))));
  }
  if (isNewDay || bubble.at - before.at > PAUSE_MS) {
    lines.push(element('li', { class: 'pause', role: 'separator' }, element('time', {}, timeOfDay(bubble.at))));
  }
  return lines;
}

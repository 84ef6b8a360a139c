import { element, fill } from '../dom/element.js';
import { texts } from '../texts.js';
import { counter, isDuration, toggle } from './fault-controls.js';

/**
 * @import { World } from '../state/world.js'
 * @import { SetFault } from './fault-controls.js'
 */

const isOn = (/** @type {unknown} */ value) => value === true || (typeof value === 'number' && value > 0);

/** How many switches are on. @param {World['faults']} faults */
export const activeFaults = (faults) => Object.values(faults ?? {}).filter(isOn).length;

/**
 * Switches for what can be made to go wrong, each with what it does. Built from what the sandbox says it has, so a
 * switch added there appears here.
 * @param {{ world: World, belongs: (key: string) => boolean, set: SetFault }} parts
 */
export function createFaultList({ world, belongs, set }) {
  const node = element('ul', { class: 'faults' });

  /** @param {string} key @param {number | boolean} value */
  function row(key, value) {
    const { title, explain } = texts.faultKinds[key] ?? { title: key, explain: '' };
    return element(
      'li',
      { class: 'fault', 'data-on': String(isOn(value)), 'data-fault': key },
      element(
        'div',
        { class: 'fault-top' },
        element('span', { class: 'fault-title' }, title),
        isDuration(key) ? element('span', { class: 'fault-unit note' }, texts.faults.unit) : null,
        typeof value === 'boolean' ? toggle(key, title, value, set) : counter(key, title, value, set),
      ),
      element('p', { class: 'note' }, explain),
    );
  }

  function show() {
    const focused = /** @type {HTMLElement | null} */ (node.querySelector(':focus'))?.dataset.key;
    const mine = Object.entries(world.faults ?? {}).filter(([key]) => belongs(key));
    fill(
      node,
      mine.map(([key, value]) => row(key, value)),
    );
    if (focused) /** @type {HTMLElement | null} */ (node.querySelector(`[data-key="${focused}"]`))?.focus();
  }

  world.on('loaded', show);
  world.on('faults', show);
  return node;
}

import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { texts } from '../texts.js';

/** @typedef {(key: string, value: number | boolean) => void} SetFault */

const STEP_MS = 1000;

/** A fault counted in milliseconds, not in times. @param {string} key */
export const isDuration = (key) => key.endsWith('Ms');

/** @param {string} key @param {string} title @param {boolean} value @param {SetFault} set */
export const toggle = (key, title, value, set) =>
  element(
    'button',
    {
      type: 'button',
      class: 'switch',
      role: 'switch',
      'aria-checked': String(value),
      'aria-label': title,
      'data-key': `${key} toggle`,
      onclick: () => set(key, !value),
    },
    element('span', {}, value ? texts.faults.on : texts.faults.off),
  );

/** @param {string} key @param {string} title @param {number} value @param {SetFault} set */
export function counter(key, title, value, set) {
  const step = isDuration(key) ? STEP_MS : 1;
  const field = element('input', {
    type: 'number',
    min: '0',
    step,
    value,
    'aria-label': `${title}，${isDuration(key) ? texts.faults.unit : texts.faults.left}`,
    'data-key': `${key} field`,
    onchange: () => set(key, Math.max(0, Math.round(Number(field.value) || 0))),
  });
  const by = (/** @type {number} */ amount, /** @type {'plus' | 'minus'} */ sign) =>
    element(
      'button',
      {
        type: 'button',
        'aria-label': `${title}，${sign === 'plus' ? texts.faults.more : texts.faults.less}`,
        'data-key': `${key} ${sign}`,
        disabled: value + amount < 0,
        onclick: () => set(key, value + amount),
      },
      icon(sign),
    );
  return element('span', { class: 'counter' }, by(-step, 'minus'), field, by(step, 'plus'));
}

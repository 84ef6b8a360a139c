import { element } from './element.js';

const SHOWN_MS = 4000;

/** Short news at the foot of the page, read out politely. */
export function createToasts() {
  const node = element('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
  return {
    node,
    /**
     * @param {string} text
     * @param {'good' | 'bad'} [tone]
     */
    show(text, tone = 'good') {
      const toast = element('div', { class: 'toast', 'data-tone': tone }, text);
      node.append(toast);
      setTimeout(() => toast.remove(), tone === 'bad' ? SHOWN_MS * 2 : SHOWN_MS);
    },
  };
}

/** @typedef {ReturnType<typeof createToasts>} Toasts */

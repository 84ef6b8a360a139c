import { personAvatar } from '../dom/avatar.js';
import { element } from '../dom/element.js';
import { plainName } from '../message/plain-name.js';
import { texts } from '../texts.js';

/** @import { Parcel } from '../state/outbox.js' */

/**
 * A message on its way, or one that could not be sent and what can be done about it.
 * @param {Parcel} parcel
 * @param {{ name: string, retry: () => void, edit: () => void, discard: () => void }} actions
 */
export function parcelRow(parcel, { name, retry, edit, discard }) {
  const action = (/** @type {string} */ text, /** @type {() => void} */ act) =>
    element('button', { type: 'button', class: 'text-button', onclick: act }, text);
  const content = parcel.file ? plainName(parcel.file.name) : parcel.text;
  const state =
    parcel.status === 'failed'
      ? element(
          'div',
          { class: 'send-failed', role: 'alert' },
          element('span', {}, parcel.error),
          action(texts.send.retry, retry),
          parcel.file ? null : action(texts.send.edit, edit),
          action(texts.send.discard, discard),
        )
      : element('div', { class: 'foot' }, element('span', { class: 'sending' }, texts.send.sending));
  return element(
    'li',
    { class: 'row', 'data-side': 'mine', 'data-frame': 'bubble', 'data-status': parcel.status },
    personAvatar(parcel.viewer, name),
    element(
      'div',
      { class: 'words' },
      element('div', { class: 'content frame-bubble' }, element('div', { class: 'text', dir: 'auto' }, content)),
      state,
    ),
  );
}

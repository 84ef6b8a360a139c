import { reasonOf } from '../api/control-api.js';
import { element, fill } from '../dom/element.js';
import {
  dayInWords,
  fieldValue,
  instantOfField,
  momentInWords,
  timeOfDay,
  timeWithSeconds,
} from '../state/shanghai-time.js';
import { texts } from '../texts.js';

/**
 * @import { ClockRequest } from '../../control/contract.ts'
 * @import { ControlApi } from '../api/control-api.js'
 * @import { Toasts } from '../dom/toast.js'
 * @import { LogBook } from '../state/log-book.js'
 * @import { PageClock } from '../state/page-clock.js'
 */

const jumps = /** @type {const} */ (['hour', 'monday', 'evening']);

/** @param {{ api: ControlApi, clock: PageClock, logBook: LogBook, toasts: Toasts }} parts */
export function createClockTab({ api, clock, logBook, toasts }) {
  const date = element('div', { class: 'clock-date' });
  const time = element('div', { class: 'clock-time' });
  const state = element('span', { class: 'clock-state' });
  const status = element('div', { class: 'clock-status', role: 'status' });
  const history = element('ul', { class: 'clock-history' });
  const targets = jumps.map(() => element('span', { class: 'jump-target' }));
  const buttons = jumps.map((to, index) =>
    element(
      'button',
      { type: 'button', class: 'jump-button', onclick: () => void move({ op: 'jump', to }) },
      element('span', {}, texts.clock.jumps[to]),
      targets[index],
    ),
  );
  const freeze = element('button', {
    type: 'button',
    class: 'plain-button',
    onclick: () => void move({ op: clock.view().frozen ? 'unfreeze' : 'freeze' }),
  });
  const field = element('input', { type: 'datetime-local', 'aria-label': texts.clock.custom });
  const form = element(
    'form',
    {
      class: 'clock-custom',
      onsubmit: (/** @type {SubmitEvent} */ event) => {
        event.preventDefault();
        const at = instantOfField(field.value);
        if (Number.isFinite(at)) void move({ op: 'to', at });
      },
    },
    field,
    element('button', { type: 'submit', class: 'plain-button' }, texts.clock.go),
  );
  const node = element(
    'div',
    { class: 'clock-tab' },
    element(
      'div',
      { class: 'clock-face' },
      element('div', { class: 'clock-top' }, date, state),
      element('div', { class: 'clock-top' }, time, freeze),
    ),
    element('div', { class: 'jumps' }, buttons),
    form,
    status,
    element('p', { class: 'note' }, texts.clock.explain),
    element('h3', {}, texts.clock.history),
    history,
  );

  /** @param {ClockRequest} request */
  async function move(request) {
    node.setAttribute('aria-busy', 'true');
    for (const button of node.querySelectorAll('button')) button.disabled = true;
    fill(status, texts.clock.moving);
    try {
      const view = await api.clock(request);
      clock.set(view);
      if (request.op !== 'freeze' && request.op !== 'unfreeze')
        toasts.show(texts.clock.arrived(momentInWords(view.now)));
    } catch (error) {
      toasts.show(reasonOf(error), 'bad');
    }
    fill(status);
    node.removeAttribute('aria-busy');
    for (const button of node.querySelectorAll('button')) button.disabled = false;
  }

  function tick() {
    const now = clock.now();
    if (time.textContent !== timeWithSeconds(now)) fill(time, timeWithSeconds(now));
    if (date.textContent !== dayInWords(now)) fill(date, dayInWords(now));
  }

  function show() {
    const { frozen, targets: at, now } = clock.view();
    tick();
    fill(state, frozen ? texts.clock.frozen : texts.clock.running);
    state.dataset.frozen = String(frozen);
    fill(freeze, frozen ? texts.clock.unfreeze : texts.clock.freeze);
    jumps.forEach((to, index) => {
      const target = targets[index];
      if (target) fill(target, `${dayInWords(at[to])} ${timeOfDay(at[to])}`);
    });
    if (document.activeElement !== field) field.value = fieldValue(now);
    field.min = fieldValue(now);
  }

  function showHistory() {
    const notes = logBook.notes().slice(0, 20);
    fill(
      history,
      notes.length > 0
        ? notes.map((note) => element('li', {}, note.text))
        : element('li', { class: 'note' }, texts.clock.noHistory),
    );
  }

  clock.on('view', show);
  logBook.on('added', showHistory);
  setInterval(tick, 500);
  showHistory();
  return node;
}

import { reasonOf } from '../api/control-api.js';
import { element, fill } from '../dom/element.js';
import { texts } from '../texts.js';

/**
 * @import { AppView } from '../../control/contract.ts'
 * @import { ControlApi } from '../api/control-api.js'
 * @import { World } from '../state/world.js'
 */

/**
 * Where each application's callbacks go; a new address is verified as the console does it before it counts.
 * @param {{ api: ControlApi, world: World }} parts
 */
export function createConnectionSection({ api, world }) {
  const list = element('div', { class: 'connections' });
  const node = element('section', {}, element('h3', {}, texts.faults.connection), list);

  /** @param {AppView} app */
  function row(app) {
    const field = element('input', {
      type: 'url',
      value: app.callbackUrl ?? '',
      placeholder: texts.faults.noUrl,
      'aria-label': `${app.name} ${texts.faults.url}`,
    });
    const status = element('div', { class: 'note', role: 'status' });
    return element(
      'form',
      {
        class: 'connection',
        onsubmit: async (/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          fill(status, '…');
          try {
            const url = field.value.trim();
            const answer = await api.verify({ agentId: app.agentId, ...(url !== '' && { url }) });
            fill(status, answer.ok ? texts.faults.verified : texts.faults.notVerified(answer.reason));
          } catch (error) {
            fill(status, reasonOf(error));
          }
        },
      },
      element('div', { class: 'connection-name' }, element('bdi', {}, app.name)),
      element(
        'div',
        { class: 'connection-row' },
        field,
        element('button', { type: 'submit', class: 'plain-button' }, texts.faults.verify),
      ),
      status,
    );
  }

  let drawn = '';
  function show() {
    // Saving an address is itself news of the application: the answer beside the field must outlive it.
    const next = world.apps.map((app) => app.agentId).join();
    if (next === drawn) return;
    drawn = next;
    fill(list, world.apps.map(row));
  }
  world.on('loaded', show);
  world.on('apps', show);
  return node;
}

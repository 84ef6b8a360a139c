import { reasonOf } from '../api/control-api.js';
import { element, fill } from '../dom/element.js';
import { texts } from '../texts.js';

/**
 * @import { RobotRequest, RobotView } from '../../control/contract.ts'
 * @import { ControlApi } from '../api/control-api.js'
 * @import { Toasts } from '../dom/toast.js'
 * @import { World } from '../state/world.js'
 */

const breaks = /** @type {const} */ (['kick', 'cut', 'forget']);

/**
 * The robots: how each is connected, and ways to break its long connection.
 * @param {{ api: ControlApi, world: World, toasts: Toasts }} parts
 */
export function createRobotSection({ api, world, toasts }) {
  const list = element('div', { class: 'connections' });
  const node = element('section', {}, element('h3', {}, texts.robots.heading), list);

  /** @param {RobotRequest} request */
  async function ask(request) {
    try {
      const { robot, check } = await api.robot(request);
      world.putRobot(robot);
      if (check) {
        const words = check.ok ? texts.faults.verified : texts.faults.notVerified(check.reason);
        toasts.show(words, check.ok ? 'good' : 'bad');
      } else toasts.show(texts.robots.done);
    } catch (error) {
      toasts.show(reasonOf(error), 'bad');
    }
  }

  /** @param {RobotView} robot */
  function row(robot) {
    const isLong = robot.transport === 'long-connection';
    const field = element('input', {
      type: 'url',
      value: robot.callbackUrl ?? '',
      placeholder: texts.faults.noUrl,
      'aria-label': `${robot.name} ${texts.faults.url}`,
      required: true,
    });
    const state = isLong ? (robot.online ? texts.robots.online : texts.robots.offline) : texts.robots.webhook;
    const buttons = breaks.map((connection) =>
      element(
        'button',
        {
          type: 'button',
          class: 'plain-button',
          title: texts.robots.breaks[connection].explain,
          disabled: !isLong,
          onclick: () => void ask({ robot: robot.id, connection }),
        },
        texts.robots.breaks[connection].title,
      ),
    );
    const toLong = element(
      'button',
      {
        type: 'button',
        class: 'plain-button',
        onclick: () => void ask({ robot: robot.id, transport: { kind: 'long-connection' } }),
      },
      texts.robots.useLong,
    );
    const form = element(
      'form',
      {
        class: 'connection-row',
        onsubmit: (/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          void ask({ robot: robot.id, transport: { kind: 'webhook', url: field.value.trim() } });
        },
      },
      field,
      element('button', { type: 'submit', class: 'plain-button' }, texts.robots.useWebhook),
    );
    return element(
      'div',
      { class: 'connection' },
      element('div', {}, element('bdi', {}, robot.name), element('span', { class: 'note' }, ` · ${state}`)),
      element('div', { class: 'button-row' }, isLong ? buttons : toLong),
      form,
    );
  }

  const show = () => {
    node.hidden = world.robots.length === 0;
    fill(list, world.robots.map(row));
  };
  world.on('loaded', show);
  world.on('robots', show);
  return node;
}

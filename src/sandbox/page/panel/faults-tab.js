import { reasonOf } from '../api/control-api.js';
import { element } from '../dom/element.js';
import { texts } from '../texts.js';
import { createConnectionSection } from './connection-section.js';
import { activeFaults, createFaultList } from './fault-list.js';
import { createRobotSection } from './robot-section.js';

/**
 * @import { FaultsRequest } from '../../control/contract.ts'
 * @import { ControlApi } from '../api/control-api.js'
 * @import { Toasts } from '../dom/toast.js'
 * @import { World } from '../state/world.js'
 */

/** Switches of robots are named so, and set at another address. @param {string} key */
const isRobots = (key) => key.startsWith('robot');

/**
 * Everything that can be made to go wrong, on the platform's side and on the robots'.
 * @param {{ api: ControlApi, world: World, toasts: Toasts }} parts
 */
export function createFaultsTab({ api, world, toasts }) {
  /** @param {FaultsRequest} request */
  async function change(request) {
    try {
      await api.faults(request);
      return true;
    } catch (error) {
      toasts.show(reasonOf(error), 'bad');
      return false;
    }
  }

  /** @param {Record<string, number | boolean>} values */
  async function changeRobots(values) {
    // The switches are for all robots, whichever is named.
    const robot = world.robots[0]?.id;
    if (robot === undefined) return;
    try {
      await api.robot({ robot, set: values });
    } catch (error) {
      toasts.show(reasonOf(error), 'bad');
    }
  }

  function turnOff() {
    const off = Object.entries(world.faults ?? {}).map(
      ([key, value]) => /** @type {const} */ ([key, typeof value === 'boolean' ? false : 0]),
    );
    void change({ set: Object.fromEntries(off.filter(([key]) => !isRobots(key))) });
    void changeRobots(Object.fromEntries(off.filter(([key]) => isRobots(key))));
  }

  const token = (/** @type {'expire' | 'invalidate'} */ how) =>
    element(
      'button',
      {
        type: 'button',
        class: 'plain-button',
        onclick: async () => {
          if (await change({ token: how })) toasts.show(texts.faults.tokenDone);
        },
      },
      texts.faults[how],
    );
  const reset = element('button', { type: 'button', class: 'plain-button', onclick: turnOff }, texts.faults.reset);
  const showReset = () => {
    reset.disabled = activeFaults(world.faults) === 0;
  };
  world.on('loaded', showReset);
  world.on('faults', showReset);

  return element(
    'div',
    { class: 'faults-tab' },
    element('div', { class: 'faults-head' }, element('p', { class: 'note' }, texts.faults.explain), reset),
    createFaultList({
      world,
      belongs: (key) => !isRobots(key),
      set: (key, value) => void change({ set: { [key]: value } }),
    }),
    element('h3', {}, texts.faults.token),
    element('p', { class: 'note' }, texts.faults.tokenExplain),
    element('div', { class: 'button-row' }, token('expire'), token('invalidate')),
    createConnectionSection({ api, world }),
    createRobotSection({ api, world, toasts }),
    createFaultList({ world, belongs: isRobots, set: (key, value) => void changeRobots({ [key]: value }) }),
  );
}

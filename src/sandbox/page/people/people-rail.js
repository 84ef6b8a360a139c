import { personAvatar } from '../dom/avatar.js';
import { element, fill } from '../dom/element.js';
import { texts } from '../texts.js';

/** @import { World } from '../state/world.js' */

/**
 * The people whose eyes one can look through.
 * @param {{ world: World, choose: (userid: string) => void }} parts
 */
export function createPeopleRail({ world, choose }) {
  const list = element('ul', { class: 'people-list' });
  const node = element(
    'nav',
    { class: 'people', 'aria-label': texts.people.heading },
    element('div', { class: 'people-heading' }, texts.people.heading),
    list,
  );

  function show() {
    const focused = /** @type {HTMLElement | null} */ (list.querySelector('button:focus'))?.dataset.userid;
    const items = world.people.map((person) => {
      const isViewer = person.userid === world.viewer;
      const unread = isViewer ? 0 : person.unread;
      return element(
        'li',
        {},
        element(
          'button',
          {
            type: 'button',
            class: 'person',
            'data-userid': person.userid,
            'aria-current': isViewer ? 'true' : null,
            'aria-label': texts.people.label(person.name, person.role, unread),
            onclick: () => choose(person.userid),
          },
          element(
            'span',
            { class: 'avatar-holder' },
            personAvatar(person.userid, person.name),
            unread > 0 ? element('span', { class: 'badge' }, unread > 99 ? '99+' : unread) : null,
          ),
          element('span', { class: 'person-name' }, person.name),
          element('span', { class: 'person-role' }, person.role),
        ),
      );
    });
    fill(list, items);
    if (focused)
      /** @type {HTMLElement | null} */ (list.querySelector(`[data-userid="${CSS.escape(focused)}"]`))?.focus();
  }

  world.on('loaded', show);
  world.on('people', show);
  return node;
}

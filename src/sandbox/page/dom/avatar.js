import { element } from './element.js';
import { icon } from './icon.js';

const TINTS = 6;

/** The same name always has the same tint. @param {string} id */
const tintOf = (id) => [...id].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) % TINTS;

/**
 * A person: the last two characters of a Chinese name, else the first letters. Decoration beside the written name.
 * @param {string} id
 * @param {string} name
 */
export function personAvatar(id, name) {
  const letters = [...name.trim()];
  const isLatin = /^[\u0020-\u024f]*$/.test(name);
  const initials = isLatin ? letters.slice(0, 2).join('').toUpperCase() : letters.slice(-2).join('');
  return element('span', { class: 'avatar', 'data-tint': tintOf(id), 'aria-hidden': 'true' }, initials);
}

const icons = /** @type {const} */ ({
  app: 'funnel',
  robot: 'robot',
  webhook: 'megaphone',
  group: 'group',
  appchat: 'group',
  system: 'menu',
});

/** An application, robot, webhook or group. @param {keyof typeof icons} kind */
export const thingAvatar = (kind) =>
  element('span', { class: 'avatar', 'data-kind': kind, 'aria-hidden': 'true' }, icon(icons[kind] ?? 'menu'));

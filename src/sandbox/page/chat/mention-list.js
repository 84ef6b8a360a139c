import { personAvatar, thingAvatar } from '../dom/avatar.js';
import { element, fill } from '../dom/element.js';
import { texts } from '../texts.js';

/** @typedef {{ id: string, name: string, kind: 'person' | 'robot' }} Callable */

/** What is being called where the caret stands: an @ and what follows it, not in the middle of an address. */
const CALL = /(?:^|[\s\u3000-\u303f\uff00-\uffef\u4e00-\u9fff])@([^\s@]{0,20})$/;

/**
 * Offers the people and robots of a chat after an @. The field keeps the focus; arrows choose, Enter or Tab take.
 * @param {{ field: HTMLTextAreaElement, callables: () => Callable[], onTake: () => void }} parts
 */
export function createMentionList({ field, callables, onTake }) {
  const node = element('ul', {
    class: 'mentions',
    role: 'listbox',
    id: 'mentions',
    'aria-label': texts.composer.mention,
    hidden: true,
  });
  /** @type {Callable[]} */
  let offered = [];
  let active = 0;

  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', 'mentions');

  const wanted = () => CALL.exec(field.value.slice(0, field.selectionStart))?.[1];

  function show() {
    const text = wanted()?.toLowerCase();
    offered =
      text === undefined
        ? []
        : callables().filter(
            (each) => each.name.toLowerCase().includes(text) || each.id.toLowerCase().startsWith(text),
          );
    active = Math.min(active, Math.max(0, offered.length - 1));
    node.hidden = offered.length === 0;
    field.setAttribute('aria-expanded', String(!node.hidden));
    const items = offered.map((each, index) =>
      element(
        'li',
        {
          id: `mention-${index}`,
          role: 'option',
          'aria-selected': String(index === active),
          // Before the field loses the focus.
          onpointerdown: (/** @type {PointerEvent} */ event) => {
            event.preventDefault();
            take(each);
          },
        },
        each.kind === 'robot' ? thingAvatar('robot') : personAvatar(each.id, each.name),
        element('bdi', {}, each.name),
      ),
    );
    fill(node, items);
    if (node.hidden) field.removeAttribute('aria-activedescendant');
    else field.setAttribute('aria-activedescendant', `mention-${active}`);
    node.children[active]?.scrollIntoView({ block: 'nearest' });
  }

  function hide() {
    offered = [];
    active = 0;
    node.hidden = true;
    field.setAttribute('aria-expanded', 'false');
    field.removeAttribute('aria-activedescendant');
  }

  /** @param {Callable} callable */
  function take(callable) {
    const caret = field.selectionStart;
    const start = caret - (wanted()?.length ?? 0);
    field.setRangeText(`${callable.name} `, start, caret, 'end');
    hide();
    onTake();
  }

  field.addEventListener('input', () => {
    active = 0;
    show();
  });
  field.addEventListener('click', show);
  field.addEventListener('blur', hide);

  return {
    node,
    hide,
    /** Whether the key was for the list. @param {KeyboardEvent} event */
    takesKey(event) {
      if (node.hidden || event.isComposing) return false;
      const chosen = offered[active];
      if (event.key === 'ArrowDown') active = (active + 1) % offered.length;
      else if (event.key === 'ArrowUp') active = (active + offered.length - 1) % offered.length;
      else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) take(chosen);
      else if (event.key === 'Escape') hide();
      else return false;
      event.preventDefault();
      if (!node.hidden) show();
      return true;
    },
  };
}

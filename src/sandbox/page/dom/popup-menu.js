import { element } from './element.js';

/**
 * A button that opens a small menu. Arrow keys move, Escape and a press elsewhere close, the focus returns.
 * @param {{ label: string, content: Node | string, className: string, disabled?: boolean,
 *   items: { text: string, choose: () => void }[] }} options
 */
export function popupMenu({ label, content, className, disabled = false, items }) {
  const button = element(
    'button',
    {
      type: 'button',
      class: className,
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'aria-label': label,
      disabled,
    },
    content,
  );
  const menu = element('div', { class: 'popup', role: 'menu', 'aria-label': label, hidden: true });
  const choices = items.map(({ text, choose }) =>
    element(
      'button',
      {
        type: 'button',
        role: 'menuitem',
        tabindex: '-1',
        onclick: () => {
          close(true);
          choose();
        },
      },
      text,
    ),
  );
  menu.append(...choices);
  const node = element('span', { class: 'popup-holder' }, button, menu);

  /** @param {Event} event */
  const elsewhere = (event) => {
    if (!node.contains(/** @type {Node} */ (event.target))) close(false);
  };
  function open() {
    menu.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    document.addEventListener('pointerdown', elsewhere);
    choices[0]?.focus();
  }
  /** @param {boolean} refocus */
  function close(refocus) {
    menu.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    document.removeEventListener('pointerdown', elsewhere);
    if (refocus) button.focus();
  }
  button.addEventListener('click', () => (menu.hidden ? open() : close(true)));
  menu.addEventListener('keydown', (event) => {
    const at = choices.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) choices[(at + step + choices.length) % choices.length]?.focus();
    else if (event.key === 'Escape') close(true);
    else if (event.key === 'Tab') return close(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return node;
}

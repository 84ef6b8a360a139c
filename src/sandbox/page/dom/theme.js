import { texts } from '../texts.js';
import { element, fill } from './element.js';
import { icon } from './icon.js';

const KEY = 'sandbox-theme';
const order = /** @type {const} */ (['auto', 'light', 'dark']);
const icons = /** @type {const} */ ({ auto: 'auto', light: 'sun', dark: 'moon' });

/** A button that goes through "as the system", light and dark, and remembers. */
export function createThemeButton() {
  const node = element('button', { type: 'button', class: 'icon-button' });
  const stored = localStorage.getItem(KEY);
  /** @type {(typeof order)[number]} */
  let theme = stored === 'light' || stored === 'dark' ? stored : 'auto';

  function show() {
    const root = document.documentElement;
    if (theme === 'auto') delete root.dataset.theme;
    else root.dataset.theme = theme;
    const label = texts.theme[theme];
    node.setAttribute('aria-label', label);
    node.title = label;
    fill(node, icon(icons[theme]));
  }

  node.addEventListener('click', () => {
    theme = order[(order.indexOf(theme) + 1) % order.length] ?? 'auto';
    if (theme === 'auto') localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
    show();
  });
  show();
  return node;
}

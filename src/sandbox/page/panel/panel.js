import { element, fill } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { texts } from '../texts.js';

/** @typedef {{ id: string, node: HTMLElement, onShow?: () => void }} Tab */

/**
 * The panel with its tabs; arrow keys go from tab to tab.
 * @param {{ tabs: Tab[], clockLine: Node, choose: (id: string) => void, close: () => void }} parts
 */
export function createPanel({ tabs, clockLine, choose, close }) {
  const marks = new Map(tabs.map((tab) => [tab.id, element('span', { class: 'tab-mark' })]));
  const buttons = tabs.map((tab) =>
    element(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${tab.id}`,
        'aria-controls': `panel-${tab.id}`,
        onclick: () => choose(tab.id),
      },
      texts.panel.tabs[/** @type {keyof typeof texts.panel.tabs} */ (tab.id)],
      marks.get(tab.id) ?? null,
    ),
  );
  const list = element('div', { class: 'tabs', role: 'tablist', 'aria-label': texts.panel.heading }, buttons);
  const bodies = tabs.map((tab) =>
    element(
      'section',
      { class: 'tab-body', role: 'tabpanel', id: `panel-${tab.id}`, 'aria-labelledby': `tab-${tab.id}`, hidden: true },
      tab.node,
    ),
  );
  const node = element(
    'aside',
    { class: 'panel', 'aria-label': texts.panel.heading },
    element(
      'header',
      { class: 'panel-head' },
      element(
        'button',
        { type: 'button', class: 'icon-button only-narrow', 'aria-label': texts.panel.back, onclick: close },
        icon('back'),
      ),
      element('h2', {}, texts.panel.heading),
      clockLine,
      element(
        'button',
        {
          type: 'button',
          class: 'icon-button only-wide',
          'aria-label': texts.panel.close,
          title: texts.panel.close,
          onclick: close,
        },
        icon('close'),
      ),
    ),
    list,
    bodies,
  );

  list.addEventListener('keydown', (event) => {
    const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step || at === -1) return;
    const next = (at + step + tabs.length) % tabs.length;
    choose(tabs[next]?.id ?? '');
    buttons[next]?.focus();
  });

  return {
    node,
    /** @param {string} id */
    show(id) {
      tabs.forEach((tab, index) => {
        const isShown = tab.id === id;
        buttons[index]?.setAttribute('aria-selected', String(isShown));
        buttons[index]?.setAttribute('tabindex', isShown ? '0' : '-1');
        const body = bodies[index];
        if (body) body.hidden = !isShown;
        if (isShown) tab.onShow?.();
      });
    },
    /** A small number beside a tab's name. @param {string} id @param {string} text */
    setMark(id, text) {
      const mark = marks.get(id);
      if (mark) fill(mark, text);
    },
  };
}

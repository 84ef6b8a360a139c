import { element, fill } from '../dom/element.js';
import { texts } from '../texts.js';
import { logLine } from './log-line.js';

/**
 * @import { Toasts } from '../dom/toast.js'
 * @import { LogBook, LogFilter, LogLine } from '../state/log-book.js'
 */

/** As many lines are drawn at once. */
const DRAWN = 150;

/**
 * Every callback and API call, newest first, filtered.
 * @param {{ logBook: LogBook, toasts: Toasts }} parts
 */
export function createLogTab({ logBook, toasts }) {
  /** @type {LogFilter} */
  let filter = { text: '', direction: '', channel: '', problems: false };
  let drawn = DRAWN;
  const list = element('ul', { class: 'log-list' });
  const more = element('button', { type: 'button', class: 'plain-button log-more', hidden: true, onclick: showMore });
  const count = element('span', { class: 'note', role: 'status' });

  const search = element('input', {
    type: 'search',
    class: 'log-search',
    placeholder: texts.log.search,
    'aria-label': texts.log.search,
    oninput: () => refilter({ text: search.value }),
  });
  const directions = /** @type {const} */ (['', 'callback', 'api']).map((direction) =>
    element(
      'button',
      {
        type: 'button',
        class: 'segment',
        'aria-pressed': String(direction === ''),
        onclick: () => refilter({ direction }),
        'data-value': direction,
      },
      direction === '' ? texts.log.all : texts.log[direction],
    ),
  );
  const channels = element(
    'select',
    {
      'aria-label': texts.log.channel,
      onchange: () => refilter({ channel: /** @type {LogFilter['channel']} */ (channels.value) }),
    },
    element('option', { value: '' }, `${texts.log.channel}：${texts.log.all}`),
    Object.entries(texts.log.channels).map(([value, text]) => element('option', { value }, text)),
  );
  const problems = element('input', { type: 'checkbox', onchange: () => refilter({ problems: problems.checked }) });
  const node = element(
    'div',
    { class: 'log-tab' },
    element(
      'div',
      { class: 'log-filter' },
      search,
      element('div', { class: 'segments', role: 'group', 'aria-label': texts.log.direction }, directions),
      channels,
      element('label', { class: 'check' }, problems, texts.log.problems),
      count,
    ),
    list,
    more,
  );

  /** @param {Partial<LogFilter>} change */
  function refilter(change) {
    filter = { ...filter, ...change };
    drawn = DRAWN;
    for (const button of directions) {
      button.setAttribute('aria-pressed', String(button.dataset.value === filter.direction));
    }
    show();
  }

  function showMore() {
    drawn += DRAWN;
    show();
  }

  function show() {
    const lines = logBook.matching(filter);
    const isFiltered = filter.text !== '' || filter.direction !== '' || filter.channel !== '' || filter.problems;
    const empty = element('li', { class: 'empty' }, isFiltered ? texts.log.noMatch : texts.log.empty);
    fill(list, lines.length > 0 ? lines.slice(0, drawn).map((line) => logLine(line, toasts)) : empty);
    showCounts(lines.length);
  }

  /** @param {number} all */
  function showCounts(all) {
    fill(count, texts.log.count(all));
    more.hidden = all <= drawn;
    fill(more, texts.log.more(Math.min(DRAWN, Math.max(0, all - drawn))));
  }

  /** @param {LogLine} line */
  function add(line) {
    if (!logBook.fits(line, filter)) return;
    list.querySelector('.empty')?.remove();
    list.prepend(logLine(line, toasts));
    while (list.childElementCount > drawn) list.lastElementChild?.remove();
    showCounts(logBook.matching(filter).length);
  }

  logBook.on('loaded', show);
  logBook.on('added', add);
  show();
  return node;
}

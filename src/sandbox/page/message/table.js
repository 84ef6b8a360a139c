import { element } from '../dom/element.js';

const DIVIDER_CELL = /^:?-{1,100}:?$/;

/** @param {string} line */
function cells(line) {
  const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  return inner.split('|').map((cell) => cell.trim());
}

/** @param {string} line */
const isDivider = (line) =>
  line.includes('-') && line.includes('|') && cells(line).every((cell) => DIVIDER_CELL.test(cell));

/** Whether a table begins here: a row, then a line of dashes. @param {string[]} lines @param {number} at */
export const isTableStart = (lines, at) => (lines[at] ?? '').includes('|') && isDivider(lines[at + 1] ?? '');

/** @param {string} cell */
function alignOf(cell) {
  if (cell.startsWith(':') && cell.endsWith(':')) return 'center';
  return cell.endsWith(':') ? 'end' : 'start';
}

/**
 * The table that begins at a line, and the number of the first line after it.
 * @param {string[]} lines
 * @param {number} at
 * @param {(text: string) => (Node | string)[]} inline
 */
export function readTable(lines, at, inline) {
  const head = cells(lines[at] ?? '');
  const aligns = cells(lines[at + 1] ?? '').map(alignOf);
  const row = (/** @type {string[]} */ texts, /** @type {'th' | 'td'} */ tag) =>
    element(
      'tr',
      {},
      head.map((_, index) => element(tag, { 'data-align': aligns[index] ?? 'start' }, inline(texts[index] ?? ''))),
    );
  let end = at + 2;
  const body = [];
  while (end < lines.length && (lines[end] ?? '').includes('|')) {
    body.push(row(cells(lines[end] ?? ''), 'td'));
    end += 1;
  }
  const table = element('table', {}, element('thead', {}, row(head, 'th')), element('tbody', {}, body));
  // Wide tables scroll by themselves, by keyboard too.
  return { table: element('div', { class: 'table-holder', tabindex: '0' }, table), end };
}

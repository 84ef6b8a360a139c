import { copyText } from '../dom/copy-text.js';
import { element } from '../dom/element.js';
import { icon } from '../dom/icon.js';
import { isProblem } from '../state/log-book.js';
import { timeWithSeconds } from '../state/shanghai-time.js';
import { texts } from '../texts.js';

/**
 * @import { LogEntry } from '../../log.ts'
 * @import { Toasts } from '../dom/toast.js'
 * @import { LogLine } from '../state/log-book.js'
 */

/** JSON and XML with line breaks for reading; anything else as it is. @param {string} body */
export function readable(body) {
  if (/^\s*[[{]/.test(body)) {
    try {
      return JSON.stringify(JSON.parse(body), null, 2);
    } catch {
      return body;
    }
  }
  // A new line after each element, none inside one that holds only text.
  return body.startsWith('<') ? body.replace(/(<\/\w+>|<xml>)\s*(?=<)/g, '$1\n') : body;
}

/** @param {LogEntry} entry */
function outcome(entry) {
  if (entry.status === null) return texts.log.noAnswer;
  return entry.errcode === null ? `HTTP ${entry.status}` : String(entry.errcode);
}

/** @param {string} heading @param {string} body */
function bodyBlock(heading, body) {
  return [
    element('h4', {}, heading),
    element('pre', { tabindex: '0', 'aria-label': heading }, body === '' ? texts.log.nothing : readable(body)),
  ];
}

/**
 * Everything of one exchange: what was said both ways, decrypted, and what was odd about it.
 * @param {LogEntry} entry
 * @param {Toasts} toasts
 */
function details(entry, toasts) {
  const copyButton = (/** @type {string} */ text, /** @type {string} */ value) =>
    element(
      'button',
      {
        type: 'button',
        class: 'plain-button',
        onclick: async () => {
          const isCopied = await copyText(value);
          toasts.show(isCopied ? texts.log.copied : texts.log.notCopied, isCopied ? 'good' : 'bad');
        },
      },
      icon('copy'),
      text,
    );
  const warnings = entry.warnings.map((warning) => element('li', {}, warning));
  return element(
    'div',
    { class: 'log-details' },
    element('div', { class: 'log-path' }, `${entry.method} ${entry.path}`),
    warnings.length > 0
      ? element('div', { class: 'log-warnings' }, texts.log.warnings, element('ul', {}, warnings))
      : null,
    bodyBlock(texts.log.request, entry.request),
    bodyBlock(texts.log.response, entry.response),
    element(
      'div',
      { class: 'log-actions' },
      entry.curl === '' ? null : copyButton(texts.log.copyCurl, entry.curl),
      copyButton(texts.log.copyRequest, entry.request),
    ),
  );
}

/**
 * One line of the log; an exchange opens to show its details.
 * @param {LogLine} line
 * @param {Toasts} toasts
 */
export function logLine(line, toasts) {
  if (line.kind === 'clock') {
    return element('li', { class: 'log-note' }, icon('clock'), element('span', {}, line.text));
  }
  const { entry } = line;
  const isCallback = entry.direction === 'callback';
  const head = element(
    'button',
    { type: 'button', class: 'log-head', 'aria-expanded': 'false', onclick: toggle },
    element(
      'span',
      { class: 'log-direction', title: isCallback ? texts.log.callbackLong : texts.log.apiLong },
      icon(isCallback ? 'into' : 'out'),
      element('span', { class: 'hidden' }, isCallback ? texts.log.callbackLong : texts.log.apiLong),
    ),
    element(
      'span',
      { class: 'log-words' },
      element('bdi', { class: 'log-title' }, entry.title),
      element(
        'span',
        { class: 'log-meta' },
        `${timeWithSeconds(entry.at)} · ${texts.log.channels[entry.channel] ?? entry.channel} · ${texts.log.duration(entry.durationMs)}`,
      ),
    ),
    element('span', { class: 'log-outcome' }, outcome(entry)),
  );
  const node = element(
    'li',
    { class: 'log-line', 'data-direction': entry.direction, 'data-problem': String(isProblem(entry)) },
    head,
  );

  function toggle() {
    const isOpen = head.getAttribute('aria-expanded') === 'true';
    head.setAttribute('aria-expanded', String(!isOpen));
    if (isOpen) node.lastElementChild?.remove();
    else node.append(details(entry, toasts));
  }
  return node;
}

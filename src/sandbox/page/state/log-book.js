import { createEmitter } from '../dom/emitter.js';

/** @import { LogEntry } from '../../log.ts' */
/** @typedef {{ kind: 'exchange', entry: LogEntry } | { kind: 'clock', id: number, at: number, text: string }} LogLine */
/** @typedef {{ text: string, direction: '' | LogEntry['direction'], channel: '' | LogEntry['channel'], problems: boolean }} LogFilter */

const KEPT = 3000;

/** @param {LogEntry} entry */
export const isProblem = (entry) => entry.warnings.length > 0 || (entry.errcode ?? 0) !== 0 || entry.status !== 200;

/**
 * @param {LogLine} line
 * @param {LogFilter} filter
 */
function fits(line, filter) {
  const wanted = filter.text.trim().toLowerCase();
  const has = (/** @type {string[]} */ ...parts) => parts.some((part) => part.toLowerCase().includes(wanted));
  if (line.kind === 'clock') {
    return filter.direction === '' && filter.channel === '' && !filter.problems && has(line.text);
  }
  const { entry } = line;
  if (filter.direction !== '' && entry.direction !== filter.direction) return false;
  if (filter.channel !== '' && entry.channel !== filter.channel) return false;
  if (filter.problems && !isProblem(entry)) return false;
  return wanted === '' || has(entry.title, entry.path, entry.request, entry.response, String(entry.errcode ?? ''));
}

/** Callbacks and API calls, and between them what happened to the clock. Newest first. */
export function createLogBook() {
  const emitter = /** @type {typeof createEmitter<{ added: LogLine, loaded: null }>} */ (createEmitter)();
  /** Oldest first. @type {LogLine[]} */
  let lines = [];
  let notes = 0;

  /** @param {LogLine} line */
  function add(line) {
    lines.push(line);
    if (lines.length > KEPT) lines.shift();
    emitter.emit('added', line);
  }

  return {
    on: emitter.on,
    /**
     * Takes what the sandbox remembers; notes about the clock stay at their time.
     * @param {LogEntry[]} entries
     */
    load(entries) {
      const kept = lines.filter((line) => line.kind === 'clock');
      const at = (/** @type {LogLine} */ line) => (line.kind === 'clock' ? line.at : line.entry.at);
      lines = [...entries.map((entry) => /** @type {LogLine} */ ({ kind: 'exchange', entry })), ...kept];
      lines.sort((a, b) => at(a) - at(b));
      emitter.emit('loaded', null);
    },
    /** @param {LogEntry} entry */
    addEntry(entry) {
      if (lines.some((line) => line.kind === 'exchange' && line.entry.id === entry.id)) return;
      add({ kind: 'exchange', entry });
    },
    /** @param {number} at @param {string} text */
    addNote(at, text) {
      notes += 1;
      add({ kind: 'clock', id: notes, at, text });
    },
    notes: () => lines.filter((line) => line.kind === 'clock').reverse(),
    /** @param {LogFilter} filter */
    matching: (filter) => lines.filter((line) => fits(line, filter)).reverse(),
    fits,
  };
}

/** @typedef {ReturnType<typeof createLogBook>} LogBook */

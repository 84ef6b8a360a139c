import { maskSecrets } from './mask.ts';

/** One HTTP exchange, or one robot frame, as the page shows it. Texts are decrypted and carry no secret. */
export interface LogEntry {
  id: number;
  /** Sandbox time at which it began, UTC milliseconds. */
  at: number;
  /** Real milliseconds it took. */
  durationMs: number;
  /** `callback`: platform → bot. `api`: bot → platform. */
  direction: 'callback' | 'api';
  channel: 'app' | 'webhook' | 'robot' | 'oauth';
  /** A few words: `text · zhangwei`, `message/send`. */
  title: string;
  method: string;
  /** With the query, credentials masked. */
  path: string;
  /** HTTP status; `null` when there was no answer. */
  status: number | null;
  /** The errcode of an API answer; `null` for callbacks and binary answers. */
  errcode: number | null;
  request: string;
  response: string;
  /** Deviations from the protocol and what the platform made of them; empty when all went well. */
  warnings: string[];
  /** A command line that does the same; credentials as shell variables such as `$ACCESS_TOKEN`. */
  curl: string;
}

export type LogDraft = Omit<LogEntry, 'id'>;

interface LogFilter {
  direction?: LogEntry['direction'];
  channel?: LogEntry['channel'];
  /** Part of title, path, request or response; case does not matter. */
  text?: string;
  /** Only entries with warnings, a non-zero errcode, or without a 200. */
  problemsOnly?: boolean;
  /** Only entries newer than this id. */
  afterId?: number;
  /** At most this many, the newest. */
  limit?: number;
}

export interface SandboxLog {
  add(draft: LogDraft): LogEntry;
  entries(filter?: LogFilter): LogEntry[];
  onEntry(listener: (entry: LogEntry) => void): () => void;
}

/** Longer bodies are cut in the log: it is for reading. */
const SHOWN_CHARS = 20_000;

const isProblem = (entry: LogEntry) => entry.warnings.length > 0 || (entry.errcode ?? 0) !== 0 || entry.status !== 200;

function fits(entry: LogEntry, filter: LogFilter): boolean {
  if (filter.direction && entry.direction !== filter.direction) return false;
  if (filter.channel && entry.channel !== filter.channel) return false;
  if (filter.afterId !== undefined && entry.id <= filter.afterId) return false;
  if (filter.problemsOnly && !isProblem(entry)) return false;
  if (!filter.text) return true;
  const wanted = filter.text.toLowerCase();
  return [entry.title, entry.path, entry.request, entry.response].some((text) => text.toLowerCase().includes(wanted));
}

/** Keeps the last `keep` exchanges. `secrets` names what must never be shown; it is asked for every entry. */
export function createLog(keep: number, secrets: () => Iterable<string>): SandboxLog {
  const kept: LogEntry[] = [];
  const listeners = new Set<(entry: LogEntry) => void>();
  let lastId = 0;
  return {
    add(draft) {
      const hidden = [...secrets()];
      const clean = (text: string) => {
        const masked = maskSecrets(text, hidden);
        return masked.length > SHOWN_CHARS ? `${masked.slice(0, SHOWN_CHARS)}…` : masked;
      };
      lastId += 1;
      const entry: LogEntry = {
        ...draft,
        id: lastId,
        path: clean(draft.path),
        request: clean(draft.request),
        response: clean(draft.response),
        warnings: draft.warnings.map(clean),
        curl: clean(draft.curl),
      };
      kept.push(entry);
      if (kept.length > keep) kept.shift();
      for (const listener of listeners) listener(entry);
      return entry;
    },
    entries(filter = {}) {
      const found = kept.filter((entry) => fits(entry, filter));
      return filter.limit === undefined ? found : found.slice(-filter.limit);
    },
    onEntry(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

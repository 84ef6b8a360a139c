import { extname } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { startThread } from '../start-thread.ts';
import type { LogLength } from './checkpoint-thread.ts';

/** Keeps a database file's write-ahead log short. */
export interface Checkpoints {
  /** Tells that a transaction was committed. */
  committed(): void;
  /** Present while the log is being emptied: resolves when the next transaction may begin. */
  readonly pause: Promise<void> | undefined;
  /** Ends the thread, if one was started; the database must still be open, so that its last connection tidies up. */
  close(): Promise<void>;
}

/** Commits between two checkpoints: some 3,000 pages of log. */
const COMMITS = 256;
/** Pages of log past which it is emptied, 25 MB. */
const LONG_LOG = 6_000;
const THREAD = new URL(`./checkpoint-thread${extname(import.meta.url)}`, import.meta.url);

/**
 * Moves what was committed from SQLite's log into the database file in a thread of its own. A checkpoint waits for the
 * disk (sqlite.org/wal.html §3.2), and inside a commit it kept every message waiting: at 1,000 messages a second one in
 * three hundred took 20 to 160 ms.
 *
 * The log is begun anew only when everything in it was moved, and while somebody writes there is always more: so a long
 * log gets one more checkpoint with the transactions held back meanwhile, a few ms in which nothing else waits.
 *
 * The thread starts with the first checkpoint that is due, so a database that is hardly written to has none; if it dies,
 * the log grows until a commit shortens it or the next thread does.
 */
export function createCheckpoints(file: string): Checkpoints {
  let commits = 0;
  let thread: Worker | undefined;
  let isBusy = false;
  let pause: Promise<void> | undefined;
  let resume = () => {};

  function start(): Worker {
    const own = startThread(THREAD, { file });
    own
      .on('message', moved)
      .on('error', () => undefined)
      .once('exit', () => {
        if (thread === own) thread = undefined;
        done();
      });
    return own;
  }

  function moved({ pages }: LogLength): void {
    if (pause !== undefined || pages < LONG_LOG) done();
    else {
      pause = new Promise((resolve) => {
        resume = resolve;
      });
      thread?.postMessage('checkpoint');
    }
  }

  function done(): void {
    isBusy = false;
    pause = undefined;
    resume();
    if (thread && commits >= COMMITS) begin(thread);
    else thread?.unref();
  }

  function begin(own: Worker): void {
    commits = 0;
    isBusy = true;
    // While it is unref'ed a thread is not even listened to.
    own.ref();
    own.postMessage('checkpoint');
  }

  return {
    get pause() {
      return pause;
    },
    committed() {
      if (++commits < COMMITS || isBusy) return;
      thread ??= start();
      begin(thread);
    },
    async close() {
      const own = thread;
      if (!own) return;
      // What it still has to tell is nobody's business: it would be let go while its end is waited for.
      own.off('message', moved);
      thread = undefined;
      done();
      const ended = new Promise((resolve) => own.once('exit', resolve));
      own.ref();
      own.postMessage('close');
      await ended;
    },
  };
}

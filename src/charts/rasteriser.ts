import { extname } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { startThread } from '../start-thread.ts';
import type { RasterAnswer, RasterRequest, RasterSettings } from './raster-thread.ts';

export interface Rasteriser {
  /** The SVG as PNG, three pixels each CSS pixel. Rejects with a `RasteriserError`. */
  png(svg: string): Promise<Uint8Array>;
  /** Refuses what waits, lets the running picture end, then ends the thread. */
  close(): Promise<void>;
}

/** Why there is no picture. `busy`, `crashed` and `timeout` may go better another time; `undrawable` will not. */
export class RasteriserError extends Error {
  readonly code: 'busy' | 'crashed' | 'timeout' | 'closed' | 'undrawable';

  constructor(code: RasteriserError['code'], cause?: unknown) {
    super(`no picture: ${code}`, { cause });
    this.name = 'RasteriserError';
    this.code = code;
  }
}

export interface RasteriserOptions {
  /** Pictures that may wait for the one being drawn; more are refused as `busy`. */
  readonly maxWaiting?: number;
  /** How long one picture may take; the thread is given up after that. */
  readonly timeoutMs?: number;
  /** A PNG stays below this; WeCom takes images up to 2 MB. */
  readonly maxBytes?: number;
  /** What runs in the thread. */
  readonly thread?: URL;
}

interface Job {
  readonly svg: string;
  readonly resolve: (png: Uint8Array) => void;
  readonly reject: (error: RasteriserError) => void;
}

const THREAD = new URL(`./raster-thread${extname(import.meta.url)}`, import.meta.url);

/**
 * Makes PNGs in a thread of its own, because drawing blocks for a tenth of a second and callbacks must not wait. The
 * thread starts with the first picture and stays; it draws one picture at a time, so when it dies only that one fails,
 * and the next starts a new thread. An idle rasteriser keeps no process alive.
 */
export function createRasteriser(options: RasteriserOptions = {}): Rasteriser {
  const { maxWaiting = 100, timeoutMs = 20_000, maxBytes = 2_000_000, thread = THREAD } = options;
  const waiting: Job[] = [];
  let worker: Worker | undefined;
  let running: Promise<void> | undefined;
  let isClosed = false;

  function start(): Worker {
    const settings: RasterSettings = { maxBytes };
    const own = startThread(thread, settings);
    // A thread that dies while it has nothing to do fails nobody: the next picture finds it gone.
    own
      .on('error', () => undefined)
      .once('exit', () => {
        if (worker === own) worker = undefined;
      });
    worker = own;
    return own;
  }

  /** Draws one picture; settles, whatever becomes of it, when the thread is ready for the next or gone. */
  async function draw({ svg, resolve, reject }: Job): Promise<void> {
    const own = worker ?? start();
    own.ref();
    const answer = await askThread(own, { svg }, timeoutMs);
    if (answer instanceof RasteriserError) {
      worker = undefined;
      await own.terminate();
      reject(answer);
    } else if (answer.kind === 'failed') reject(new RasteriserError('undrawable', answer.why));
    else resolve(answer.png);
    own.unref();
  }

  async function drawAll(): Promise<void> {
    for (let job = waiting.shift(); job; job = waiting.shift()) await draw(job);
    running = undefined;
  }

  return {
    png: (svg) =>
      new Promise((resolve, reject) => {
        if (isClosed) return reject(new RasteriserError('closed'));
        if (waiting.length >= maxWaiting) return reject(new RasteriserError('busy'));
        waiting.push({ svg, resolve, reject });
        running ??= drawAll();
      }),
    async close() {
      isClosed = true;
      for (const { reject } of waiting.splice(0)) reject(new RasteriserError('closed'));
      await running;
      await worker?.terminate();
      worker = undefined;
    },
  };
}

/** The thread's answer to one picture, or why there is none. */
function askThread(worker: Worker, request: RasterRequest, timeoutMs: number): Promise<RasterAnswer | RasteriserError> {
  return new Promise((resolve) => {
    const settle = (answer: RasterAnswer | RasteriserError) => {
      clearTimeout(timer);
      worker.off('message', settle).off('error', onError).off('exit', onExit);
      resolve(answer);
    };
    const onError = (error: unknown) => settle(new RasteriserError('crashed', error));
    const onExit = () => settle(new RasteriserError('crashed'));
    const timer = setTimeout(() => settle(new RasteriserError('timeout')), timeoutMs);
    worker.on('message', settle).on('error', onError).on('exit', onExit);
    worker.postMessage(request);
  });
}

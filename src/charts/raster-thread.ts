import { parentPort, workerData } from 'node:worker_threads';
import { createPngRenderer } from './png-renderer.ts';

/** What the thread is asked: one picture at a time. */
export interface RasterRequest {
  readonly svg: string;
}

export type RasterAnswer =
  | { readonly kind: 'png'; readonly png: Uint8Array }
  | { readonly kind: 'failed'; readonly why: string };

export interface RasterSettings {
  readonly maxBytes: number;
}

// The thread of rasteriser.ts: started by it, never imported for its values.
const render = createPngRenderer((workerData as RasterSettings).maxBytes);

parentPort?.on('message', ({ svg }: RasterRequest) => {
  let answer: RasterAnswer;
  try {
    // A copy that owns all of its buffer, which is then handed over and not copied again.
    answer = { kind: 'png', png: Uint8Array.from(render(svg)) };
  } catch (error) {
    answer = { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer, answer.kind === 'png' ? [answer.png.buffer as ArrayBuffer] : []);
});

import type { Platform } from '../../platform.ts';

interface Exchange {
  title: string;
  request: string;
  response: string;
  /** `null` for frames of the platform, which get no ack. */
  errcode: number | null;
  /** Whether the other end got what it should. */
  arrived: boolean;
  warnings: string[];
}

/** Puts frames of a long connection into the log as if they were HTTP exchanges. */
export const createFrameLog =
  ({ log, clock }: Platform, path: string) =>
  ({ title, request, response, errcode, arrived, warnings }: Exchange): void => {
    log.add({
      at: clock.now(),
      durationMs: 0,
      direction: errcode === null ? 'callback' : 'api',
      channel: 'robot',
      title,
      method: 'WS',
      path,
      status: arrived ? 200 : null,
      errcode,
      request,
      response,
      warnings,
      // A frame is no HTTP request.
      curl: '',
    });
  };

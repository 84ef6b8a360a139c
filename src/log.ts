import { type DestinationStream, type Logger, pino } from 'pino';

/**
 * The structured log: ids and codes, one JSON object a line. Errors are logged with type, code and stack; what a query
 * was called with is never part of them.
 */
export function createLog(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: ['err.parameters', 'err.config', 'err.options', 'err.detail', '*.secret', '*.token'],
        remove: true,
      },
    },
    destination ?? pino.destination({ sync: false }),
  );
}

import { type ParsedUrlQuery, parse } from 'node:querystring';
import { CallbackError } from '../wecom/callback-error.ts';

/** The query parameters every callback carries, exactly as strings: they are signed (WeCom doc 90968). */
export interface SignedQuery {
  readonly signature: string;
  readonly timestamp: string;
  readonly nonce: string;
}

export interface Freshness {
  /** How far the timestamp may be off, in seconds; 0 accepts any. */
  readonly maxSkewS: number;
  readonly now: () => number;
}

/** Decodes a raw query string once, keeping repeated parameters visible; koa's `ctx.query` costs ten times as much. */
export function parseQuery(querystring: string): ParsedUrlQuery {
  return parse(querystring);
}

/** Reads the signed parameters. Throws `missing_parameter`, `repeated_parameter` or `stale`. */
export function readSignedQuery(query: ParsedUrlQuery, { maxSkewS, now }: Freshness): SignedQuery {
  const timestamp = parameter(query, 'timestamp');
  const signed = { signature: parameter(query, 'msg_signature'), timestamp, nonce: parameter(query, 'nonce') };
  if (maxSkewS > 0) {
    const isSeconds = /^[0-9]{1,11}$/.test(timestamp);
    if (!isSeconds || Math.abs(now() / 1000 - Number(timestamp)) > maxSkewS) throw new CallbackError('stale');
  }
  return signed;
}

/** The one value of a query parameter. Throws `missing_parameter` or `repeated_parameter`. */
export function parameter(query: ParsedUrlQuery, name: string): string {
  const value = query[name];
  if (value === undefined || value === '') throw new CallbackError('missing_parameter', name);
  if (typeof value !== 'string') throw new CallbackError('repeated_parameter', name);
  return value;
}

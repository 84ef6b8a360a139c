import type { IncomingHttpHeaders } from 'node:http';
import type { Platform } from '../platform.ts';
import type { App } from '../world/app.ts';
import { ApiError } from './api-error.ts';

export type JsonObject = Record<string, unknown>;

/** One API call after the checks that come before its own. */
export interface Call<A extends App | null = App> {
  platform: Platform;
  /** The application the access token belongs to. */
  app: A;
  query: URLSearchParams;
  /** The parsed JSON body, `{}` when there is none. */
  body: JsonObject;
  raw: Buffer;
  headers: IncomingHttpHeaders;
}

/** A file as the answer (`media/get`). */
export interface BinaryAnswer {
  binary: Buffer;
  contentType: string;
  fileName: string;
}

interface Common {
  method: 'GET' | 'POST';
  path: string;
  /** The fields that are in the answer even when the call fails, with their empty values. */
  empty?: JsonObject;
  /** How the body is read; `multipart` leaves it to the handler. */
  body?: 'json' | 'multipart';
  channel?: 'app' | 'webhook' | 'robot';
}

/** An API of the platform. It answers with the fields beside errcode and errmsg, or throws an `ApiError`. */
export type Endpoint = Common &
  (
    | { credential: 'token'; handle(call: Call): JsonObject | BinaryAnswer }
    | { credential: 'none'; handle(call: Call<null>): JsonObject | BinaryAnswer }
  );

export const isBinary = (answer: JsonObject | BinaryAnswer): answer is BinaryAnswer =>
  Buffer.isBuffer((answer as { binary?: unknown }).binary);

/** A text of the body; missing or of another type is refused with `errcode`. */
export function textField(body: JsonObject, name: string, errcode: number): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw new ApiError(errcode, `${name} missing`);
  return value;
}

/** An object of the body; anything else counts as absent. */
export function objectField(body: JsonObject, name: string): JsonObject {
  const value = body[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};
}

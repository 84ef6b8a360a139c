import type { JsonObject } from '../../api/endpoint.ts';
import { objectField } from '../../api/endpoint.ts';
import type { Command } from './commands.ts';

/** Reads one text frame; `null` for anything that is not `{cmd, headers, body?}`. */
export function readFrame(text: string): Command | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const frame = value as JsonObject;
  const reqId = objectField(frame, 'headers').req_id;
  if (typeof frame.cmd !== 'string') return null;
  return { cmd: frame.cmd, reqId: typeof reqId === 'string' ? reqId : '', body: objectField(frame, 'body') };
}

/** What the bot gets back for a frame: no cmd, the same req_id. */
export interface Ack {
  headers: { req_id: string };
  errcode: number;
  errmsg: string;
  body?: JsonObject;
}

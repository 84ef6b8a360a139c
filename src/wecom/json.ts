/** A JSON object from outside, of which nothing is known yet. */
export type Json = Readonly<Record<string, unknown>>;

/** The value as an object; an empty one for anything else, so that fields of fields can be looked for. */
export function jsonOf(value: unknown): Json {
  return isJson(value) ? value : {};
}

export function partOf(of: Json, name: string): Json {
  return jsonOf(of[name]);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as a string; '' for anything else. */
export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Parses an object; undefined for text that is no JSON or another kind of value. */
export function parseJson(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

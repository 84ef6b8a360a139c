/** The sandbox's only source of chance. The same seed gives the same order of XML elements, nonces and ids. */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number;
  chance(probability: number): boolean;
  /** Decimal digits, never starting with 0. */
  digits(length: number): string;
  /** Characters of `[0-9A-Za-z]`. */
  letters(length: number): string;
  bytes(length: number): Buffer;
  shuffled<T>(items: readonly T[]): T[];
}

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A small repeatable generator (mulberry32). Not for secrets: everything here is a simulation on loopback. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    chance: (probability) => next() < probability,
    digits: (length) => Array.from({ length }, (_, i) => String(i === 0 ? 1 + below(9) : below(10))).join(''),
    letters: (length) => Array.from({ length }, () => ALPHABET[below(ALPHABET.length)]).join(''),
    bytes: (length) => Buffer.from(Array.from({ length }, () => below(256))),
    shuffled(items) {
      const copy = [...items];
      for (let i = copy.length - 1; i > 0; i -= 1) {
        const j = below(i + 1);
        [copy[i], copy[j]] = [copy[j] as (typeof copy)[number], copy[i] as (typeof copy)[number]];
      }
      return copy;
    },
  };
}

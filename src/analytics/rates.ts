/** `k` of `n`; a rate only where `n > 0`. */
export interface Fraction {
  readonly k: number;
  readonly n: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** z of the 95 % and the 90 % interval. */
export const Z95 = 1.96;
export const Z90 = 1.645;

/** `k / n`; null when there is nothing to divide by. */
export function rateOf({ k, n }: Fraction): number | null {
  return n === 0 ? null : k / n;
}

/**
 * The Wilson score interval of `k/n` (metrics §6.5); null for `n = 0`. For 7/8 and z = 1.96 it is 52.9 % to 97.8 %.
 *
 *     centre = (p + z²/2n) / (1 + z²/n)      half = z·√(p(1−p)/n + z²/4n²) / (1 + z²/n)
 */
export function wilson({ k, n }: Fraction, z: number = Z95): Interval | null {
  if (n === 0) return null;
  const p = k / n;
  const scale = 1 + z ** 2 / n;
  const centre = (p + z ** 2 / (2 * n)) / scale;
  const half = (z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))) / scale;
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

/**
 * How a rate with denominator `n` may be shown (metrics §6.5): `none` a dash, `fraction` `3/4` alone, `small` with the
 * percentage and the words "small sample", `full` with the percentage first.
 */
export function displayOf(n: number): 'none' | 'fraction' | 'small' | 'full' {
  if (n === 0) return 'none';
  if (n < 8) return 'fraction';
  return n < 20 ? 'small' : 'full';
}

/** Fewest decisions on both sides for two rates to be compared at all. */
const COMPARABLE = 8;

/**
 * Which way a rate went from `before` to `now` (metrics §6.5): an arrow only when the two-proportion z-test gives
 * `|z| ≥ 1.645` and both have n ≥ 8; otherwise `level`, also when nothing can be said.
 */
export function changeOf(before: Fraction, now: Fraction): 'up' | 'down' | 'level' {
  if (before.n < COMPARABLE || now.n < COMPARABLE) return 'level';
  const z = twoProportionZ(before, now);
  if (Math.abs(z) < Z90) return 'level';
  return z > 0 ? 'up' : 'down';
}

/** z of the pooled two-proportion test, positive when `b`'s rate is the higher; 0 when both are all or nothing alike. */
export function twoProportionZ(a: Fraction, b: Fraction): number {
  if (a.n === 0 || b.n === 0) return 0;
  const pooled = (a.k + b.k) / (a.n + b.n);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n));
  return error === 0 ? 0 : (b.k / b.n - a.k / a.n) / error;
}

/**
 * Two-sided p of Fisher's exact test for two rates: the sum of the probabilities of all tables with the same margins
 * that are no likelier than this one. 1/20 against 30/80 gives 0.0056.
 */
export function fisherExact(a: Fraction, b: Fraction): number {
  const successes = a.k + b.k;
  const total = a.n + b.n;
  const logOf = (k: number) => logChoose(a.n, k) + logChoose(b.n, successes - k) - logChoose(total, successes);
  const observed = logOf(a.k);
  let p = 0;
  for (let k = Math.max(0, successes - b.n); k <= Math.min(a.n, successes); k++) {
    const log = logOf(k);
    // What is as likely as the observed table counts, whatever the last digits say.
    if (log <= observed + 1e-7) p += Math.exp(log);
  }
  return Math.min(1, p);
}

/**
 * p of Pearson's χ² test that several groups share one rate; 1 when there is nothing to compare. An approximation for
 * many and large groups; for two use {@link fisherExact}.
 */
export function chiSquare(groups: readonly Fraction[]): number {
  const counted = groups.filter(({ n }) => n > 0);
  const [k, n] = [sum(counted.map((group) => group.k)), sum(counted.map((group) => group.n))];
  if (counted.length < 2 || k === 0 || k === n) return 1;
  const rate = k / n;
  const statistic = sum(
    counted.map((group) => {
      const expected = group.n * rate;
      return (group.k - expected) ** 2 / expected + (group.k - expected) ** 2 / (group.n * (1 - rate));
    }),
  );
  return upperGamma((counted.length - 1) / 2, statistic / 2);
}

/** Natural logarithm of "n choose k". */
function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

const logFactorials = [0, 0];

function logFactorial(n: number): number {
  for (let at = logFactorials.length; at <= n; at++) logFactorials.push((logFactorials[at - 1] ?? 0) + Math.log(at));
  return logFactorials[n] ?? 0;
}

/** The regularised upper incomplete gamma function Q(a, x), by series or continued fraction (Numerical Recipes §6.2). */
function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const scale = Math.exp(-x + a * Math.log(x) - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let series = term;
    for (let at = a + 1; Math.abs(term) > Math.abs(series) * 1e-14; at++) {
      term *= x / at;
      series += term;
    }
    return 1 - series * scale;
  }
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let at = 1; at < 500; at++) {
    const an = -at * (at - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-14) break;
  }
  return scale * fraction;
}

/** Natural logarithm of Γ at a half or whole number. */
function logGamma(a: number): number {
  if (Number.isInteger(a)) return logFactorial(a - 1);
  let log = Math.log(Math.PI) / 2;
  for (let at = 0.5; at < a; at++) log += Math.log(at);
  return log;
}

/** The value at the share `p` of the sorted values, interpolated at `i = p·(n−1)` (PERCENTILE.INC); null for none. */
export function percentile(values: readonly number[], p: number): number | null {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return null;
  const place = p * (sorted.length - 1);
  const low = sorted[Math.floor(place)] ?? 0;
  const high = sorted[Math.ceil(place)] ?? 0;
  return low + (high - low) * (place - Math.floor(place));
}

export function median(values: readonly number[]): number | null {
  return percentile(values, 0.5);
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** How sure a rate of n cases is: nothing to divide by, too few for a percentage, few, enough. */
export type RateClass = 'none' | 'fraction' | 'small' | 'enough';

/** The class that decides how a rate of `n` cases may be shown (metrics §6.5). */
export function rateClass(n: number): RateClass {
  if (n === 0) return 'none';
  if (n < 8) return 'fraction';
  return n < 20 ? 'small' : 'enough';
}

/** A rate of k out of n as people may read it: `—`, `3/4`, `6/14 ≈ 43%`, `43%（13/30）`. */
export function showRate(k: number, n: number): string {
  if (!(Number.isInteger(k) && Number.isInteger(n) && k >= 0 && k <= n)) throw new RangeError(`no rate: ${k} of ${n}`);
  switch (rateClass(n)) {
    case 'none':
      return '—';
    case 'fraction':
      return `${k}/${n}`;
    case 'small':
      return `${k}/${n} ≈ ${percent(k, n)}`;
    case 'enough':
      return `${percent(k, n)}（${k}/${n}）`;
  }
}

/** Whole percent, half up; never 0% of something, never 100% of less than all. */
function percent(k: number, n: number): string {
  const whole = Math.floor((200 * k + n) / (2 * n));
  if (whole === 0 && k > 0) return '不到1%';
  return whole === 100 && k < n ? '超过99%' : `${whole}%`;
}

/** A share that was set or reckoned, not counted, in whole percent: never 0% of something, never 100% of less. */
export function showShare(share: number): string {
  return percent(Math.round(share * 1_000_000), 1_000_000);
}

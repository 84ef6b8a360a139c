/**
 * The χ² test of whether several groups have one common rate: the probability of differences like these or larger. 1
 * with fewer than two groups that have trials, or when all succeeded or failed.
 *
 * 10, 20 and 30 of 50 each give χ² = 16.67 with two degrees of freedom: p = 0.00024.
 */
export function chiSquare(groups: readonly { readonly successes: number; readonly trials: number }[]): number {
  const some = groups.filter(({ trials }) => trials > 0);
  const trials = some.reduce((sum, group) => sum + group.trials, 0);
  const successes = some.reduce((sum, group) => sum + group.successes, 0);
  if (some.length < 2 || successes === 0 || successes === trials) return 1;
  const rate = successes / trials;
  const statistic = some.reduce(
    (sum, group) => sum + (group.successes - group.trials * rate) ** 2 / (group.trials * rate * (1 - rate)),
    0,
  );
  return upperTail(statistic, some.length - 1);
}

/**
 * P(χ² ≥ x) with whole degrees of freedom, by the recurrence Q(x, d + 2) = Q(x, d) + (x/2)^(d/2) e^(−x/2) / Γ(d/2 + 1),
 * from Q(x, 2) = e^(−x/2) or Q(x, 1) = erfc(√(x/2)).
 */
function upperTail(x: number, degrees: number): number {
  const half = x / 2;
  const isEven = degrees % 2 === 0;
  let tail = isEven ? Math.exp(-half) : complementaryError(Math.sqrt(half));
  // (x/2)^(d/2) e^(−x/2) / Γ(d/2 + 1) for d = 2 or 1, then from one to the next.
  let term = isEven ? half * Math.exp(-half) : 2 * Math.sqrt(half / Math.PI) * Math.exp(-half);
  for (let d = isEven ? 2 : 1; d < degrees; d += 2) {
    tail += term;
    term *= half / (d / 2 + 1);
  }
  return Math.min(1, tail);
}

/** erfc for x ≥ 0 to 1.2e-7 (Numerical Recipes §6.2, Chebyshev). */
function complementaryError(x: number): number {
  const t = 1 / (1 + x / 2);
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ];
  const series = coefficients.reduceRight((sum, coefficient) => coefficient + t * sum, 0);
  return t * Math.exp(-x * x + series);
}

/**
 * Fisher's exact test, two-sided: how likely two groups with one common rate differ as much as these or more (the
 * tables no likelier than this one added up). 1 of 20 against 30 of 80 gives 0.0056, 2 of 20 against 30 of 80 gives 0.018
 * (metrics §9.1). 1 when there is nothing to compare.
 */
export function fisherExact(
  one: { readonly successes: number; readonly trials: number },
  other: { readonly successes: number; readonly trials: number },
): number {
  const successes = one.successes + other.successes;
  const trials = one.trials + other.trials;
  const logAll = logChoose(trials, successes);
  const probability = (k: number) =>
    Math.exp(logChoose(one.trials, k) + logChoose(other.trials, successes - k) - logAll);
  const seen = probability(one.successes);
  let sum = 0;
  const [from, to] = [Math.max(0, successes - other.trials), Math.min(one.trials, successes)];
  for (let k = from; k <= to; k++) {
    const of = probability(k);
    if (of <= seen * (1 + 1e-7)) sum += of;
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  let log = 0;
  for (let at = 1; at <= k; at++) log += Math.log((n - k + at) / at);
  return log;
}

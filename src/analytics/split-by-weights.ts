/**
 * Splits a whole number into whole parts by weights, so that the parts make the whole again (largest remainder, metrics
 * §9.4); of equal remainders the earlier gets more. Without any weight all are equal; nobody to split among is nothing.
 *
 * 73 over 1:1 is 37 and 36, over 3:2 it is 44 and 29.
 */
export function splitByWeights(whole: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => (total === 0 ? whole / weights.length : (whole * weight) / total));
  const parts = shares.map((share) => Math.floor(share));
  const left = whole - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = shares
    .map((share, at) => ({ at, remainder: share - (parts[at] ?? 0) }))
    .sort((a, b) => (Math.abs(b.remainder - a.remainder) < ROUNDING ? a.at - b.at : b.remainder - a.remainder));
  const more = new Set(byRemainder.slice(0, left).map(({ at }) => at));
  return parts.map((part, at) => part + (more.has(at) ? 1 : 0));
}

/** Shares that differ by less are equal. */
const ROUNDING = 1e-9;

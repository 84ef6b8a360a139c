/** Largest amount we accept: 10^13 fen (a hundred billion yuan), far inside exact integers. */
export const MAX_AMOUNT_FEN = 10_000_000_000_000;

/** True for an amount a lead can carry: whole fen, not negative, not absurd. */
export function isAmountFen(fen: number): boolean {
  return Number.isSafeInteger(fen) && fen >= 0 && fen <= MAX_AMOUNT_FEN;
}

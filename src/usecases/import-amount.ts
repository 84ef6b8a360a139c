import { isAmountFen } from '../domain/money.ts';

const AMOUNT = /^¥?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]{1,2})0*)?$/;

/**
 * A table's amount in yuan, as fen: `1054`, `1,054.00`, `￥80000.5`. Undefined when it is no number, negative, finer
 * than a fen, or more than a lead can carry.
 */
export function readAmountFen(text: string): number | undefined {
  const match = AMOUNT.exec(text.normalize('NFKC').replace(/\s+/g, ''));
  if (!match?.[1]) return undefined;
  const fen = Number(match[1].replaceAll(',', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return isAmountFen(fen) ? fen : undefined;
}

import { isAmountFen } from '../domain/money.ts';

const AMOUNT = /^¥?([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+?)0*)?([^0-9.,]*)$/;

/** How many yuan one of a unit is, by what stands behind the number; `''` for nothing. */
export type AmountUnits = Readonly<Record<string, number>>;

const YUAN: AmountUnits = { '': 1 };

/**
 * A table's amount as fen: `1054`, `1,054.00`, `￥80000.5`, and with units also those. Undefined when it is no number,
 * negative, finer than a fen, of an unknown unit, or more than a lead can carry.
 */
export function readAmountFen(text: string, units: AmountUnits = YUAN): number | undefined {
  const match = AMOUNT.exec(text.normalize('NFKC').replace(/\s+/g, '').toLowerCase());
  if (!match?.[1]) return undefined;
  const unit = Object.hasOwn(units, match[3] ?? '') ? units[match[3] ?? ''] : undefined;
  if (unit === undefined) return undefined;
  const decimals = (match[2] ?? '').replace(/0+$/, '');
  const scaled = Number(match[1].replaceAll(',', '') + decimals) * unit * 100;
  const fen = scaled / 10 ** decimals.length;
  return Number.isSafeInteger(scaled) && isAmountFen(fen) ? fen : undefined;
}

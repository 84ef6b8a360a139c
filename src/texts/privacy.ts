import type { GroupPrivacy } from '../domain/chat-group.ts';

const AMOUNT =
  /([¥￥]\s*)?([0-9][0-9,，]*(?:\.[0-9]+)?)(\s*(?:亿|万|千|百万|千万)?\s*元|\s*(?:亿|千万|百万|万|千|[wWkK](?![0-9A-Za-z])))?/g;
/** One that a list has between its dots, or at its end. */
const LISTED_AMOUNT = new RegExp(` · (?:${AMOUNT.source})(?= · |，|$)`, 'gm');
const PHONE =
  /(?<![0-9#])(?:\+?86[- ]?)?(?:1[3-9][0-9](?:[- ]?[0-9]){8}|0[0-9]{2,3}[- ]?[0-9]{7,8}|[0-9]{11,})(?![0-9])/g;
const HIDDEN = '＊＊';

/** A text as a group may read it: no phone, and amounts and customers' names as far as the group is allowed to. */
export function maskText(text: string, privacy: GroupPrivacy, names: readonly string[]): string {
  const withoutPhones = text.replace(PHONE, HIDDEN);
  const amounts = maskAmounts(withoutPhones, privacy.amounts);
  if (privacy.names === 'full') return amounts;
  return [...names]
    .sort((a, b) => b.length - a.length)
    .reduce((masked, name) => (name === '' ? masked : masked.replaceAll(name, initialOf(name))), amounts);
}

function maskAmounts(text: string, allowed: GroupPrivacy['amounts']): string {
  const replace = (where: string, pattern: RegExp, by: (digits: string, unit: string) => string) =>
    where.replace(pattern, (whole, sign: string | undefined, digits: string, unit: string | undefined) =>
      sign === undefined && unit === undefined ? whole : by(digits, unit ?? ''),
    );
  if (allowed === 'shown') return text;
  if (allowed === 'rounded') return replace(text, AMOUNT, rounded);
  return replace(
    replace(text, LISTED_AMOUNT, () => ''),
    AMOUNT,
    () => HIDDEN,
  );
}

/** `12.8万` becomes `约10万`: one figure that says how big, not how much. */
function rounded(digits: string, unit: string): string {
  const value = Number(digits.replace(/[,，]/g, ''));
  const size = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return `约${(Math.round(value / size) * size).toLocaleString('en-US')}${unit.trim()}`;
}

/** A customer's name as its first character. */
export function initialOf(name: string): string {
  return `${[...name][0] ?? ''}${HIDDEN}`;
}

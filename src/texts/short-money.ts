/**
 * An amount in the few characters a picture or a table has: `8,650元`, `12.5万`, `128万`, `1.2亿`, `1,000亿`. One digit
 * behind the point below a hundred, none above; less than one yuan is `不到1元`. `money` in format.ts is exact instead.
 */
export function shortMoney(fen: number): string {
  if (!Number.isFinite(fen) || fen < 0) throw new RangeError(`no amount: ${fen}`);
  if (fen > 0 && fen < 100) return '不到1元';
  const yuan = Math.round(fen / 100);
  if (yuan < 10_000) return `${yuan.toLocaleString('en-US')}元`;
  // 9999.6万 would be written 10,000万: it is an amount of the next unit.
  if (Math.round(yuan / 10_000) < 10_000) return `${short(yuan / 10_000)}万`;
  return `${short(yuan / 100_000_000)}亿`;
}

function short(value: number): string {
  const tenths = Math.round(value * 10) / 10;
  return (tenths < 100 ? tenths : Math.round(value)).toLocaleString('en-US');
}

/** An instant of 2026 on the Shanghai clock, as UTC ms: `06-01` (10:00), `06-01 09:30` or `06-01 09:30:00.001`. */
export function instant(text: string): number {
  const [day, time = '10:00'] = text.split(' ');
  const seconds = time.length === 5 ? ':00' : '';
  const at = Date.parse(`2026-${day}T${time}${seconds}+08:00`);
  if (Number.isNaN(at)) throw new Error(`not an instant: ${text}`);
  return at;
}

/** The Shanghai date of an instant as `MM-DD`, with the time when it is not 10:00. */
export function dayText(at: number): string {
  const local = new Date(at + 8 * 3_600_000).toISOString();
  const time = local.slice(11, 16);
  return time === '10:00' ? local.slice(5, 10) : `${local.slice(5, 10)} ${time}`;
}

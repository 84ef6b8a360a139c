import type { Span } from '../analytics/facts.ts';
import { slotsDue } from '../domain/schedule.ts';
import type { Deps } from './deps.ts';

const WINDOW_MS = 91 * 86_400_000;
const BEFORE_MS = 2 * 3_600_000;

/** The two hours before each weekly digest of the 91 days before an instant; moves written down in them are not timely. */
export async function beforeDigests({ stores, timeZone }: Deps, asOf: number): Promise<readonly Span[]> {
  const calendar = await stores.settings.calendar();
  const weekly = (await stores.schedules.all()).filter(({ kind, isOn }) => kind === 'weekly' && isOn);
  const ends = weekly.flatMap((one) => slotsDue(one, calendar, timeZone, Math.max(asOf - WINDOW_MS, one.since), asOf));
  return [...new Set(ends.map(({ at }) => at))].sort((a, b) => a - b).map((at) => ({ from: at - BEFORE_MS, to: at }));
}

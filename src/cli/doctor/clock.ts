import { request } from 'undici';
import { doctor } from '../../texts/doctor.ts';
import { type Finding, finding } from './finding.ts';

const TIMEOUT_MS = 8000;
/** Clocks this far apart are worth a word: callbacks of the future would be refused soon. */
const NOTABLE_S = 60;

/** Compares our clock with the `Date` of whatever the platform answers; callbacks too far off are refused. */
export async function checkClock(options: {
  readonly apiBase: string;
  readonly maxSkewS: number;
  readonly now: () => number;
}): Promise<Finding> {
  const { apiBase, maxSkewS, now } = options;
  let date: number;
  try {
    const { headers, body } = await request(`${apiBase}/`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    await body.dump();
    date = Date.parse(String(headers.date ?? ''));
  } catch {
    return finding('clock', 'skipped', doctor.clock.unknown);
  }
  if (Number.isNaN(date)) return finding('clock', 'skipped', doctor.clock.unknown);
  const offS = Math.round(Math.abs(now() - date) / 1000);
  if (maxSkewS > 0 && offS > maxSkewS) return finding('clock', 'problem', doctor.clock.wrong(offS, maxSkewS));
  if (maxSkewS > 0 && offS > NOTABLE_S) return finding('clock', 'advice', doctor.clock.off(offS));
  return finding('clock', 'ok', doctor.clock.right);
}

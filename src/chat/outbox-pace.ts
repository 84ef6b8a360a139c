import type { Pace } from '../usecases/ports.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * What the platform takes, as far as it drops or refuses what is more. Other limits (an app's messages a day, a company's
 * a minute) are not known to us: errcode 45009 says when one is reached, and the message waits.
 */
export const PACE: Pace = [
  // 20 per group webhook (WeCom doc 99110: 45009 beyond); 30 per member and app (90312: what is more is dropped without
  // a word) and per conversation of a robot (101463).
  { windowMs: MINUTE_MS, of: 'recipient', most: { webhook: 20 }, otherwise: 30 },
  // 1,000 per member and app, and per conversation of a robot (the same pages).
  { windowMs: HOUR_MS, of: 'recipient', most: { app: 1000, 'robot-socket': 1000 } },
  // 200 a minute and 10,000 a day per member over all groups of an app (90248: dropped without a word). Somebody may be
  // in every group, so all groups together keep to it; a claim takes up to 20 at once, which are not counted yet.
  { windowMs: MINUTE_MS, of: 'channel', most: { appchat: 180 } },
  { windowMs: DAY_MS, of: 'channel', most: { appchat: 9_980 } },
];

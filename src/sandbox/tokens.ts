import type { Random } from './random.ts';
import type { Settings } from './settings.ts';
import type { App } from './world/app.ts';

interface Issued {
  token: string;
  agentId: number;
  expiresAt: number;
  revoked: boolean;
}

type TokenVerdict = { kind: 'valid'; agentId: number } | { kind: 'expired' } | { kind: 'invalid' };

export interface Tokens {
  /** The token of an application: the same one while it is valid (WeCom doc 91039). */
  issue(app: App): { token: string; expiresInS: number };
  check(token: string): TokenVerdict;
  /** The platform may end a token early: it answers 40014 from now on, and `issue` gives a new one. */
  invalidate(agentId: number): void;
  /** As if its time had run out: 42001. */
  expire(agentId: number): void;
  /** Every token ever issued and still remembered, for masking. */
  secrets(): string[];
}

/** How many old tokens are remembered, so that they answer 42001 or 40014 and stay masked. */
const REMEMBERED = 50;

export function createTokens(now: () => number, random: Random, settings: Settings): Tokens {
  const issued: Issued[] = [];
  const current = (agentId: number) =>
    issued.findLast((each) => each.agentId === agentId && !each.revoked && each.expiresAt > now());
  return {
    issue(app) {
      let entry = current(app.agentId);
      if (!entry) {
        const expiresAt = now() + settings.tokenLifetimeMs;
        entry = { token: `sim_${random.letters(120)}`, agentId: app.agentId, expiresAt, revoked: false };
        issued.push(entry);
        if (issued.length > REMEMBERED) issued.shift();
      }
      return { token: entry.token, expiresInS: Math.ceil((entry.expiresAt - now()) / 1000) };
    },
    check(token) {
      const entry = issued.find((each) => each.token === token);
      if (!entry || entry.revoked) return { kind: 'invalid' };
      return entry.expiresAt > now() ? { kind: 'valid', agentId: entry.agentId } : { kind: 'expired' };
    },
    invalidate(agentId) {
      const entry = current(agentId);
      if (entry) entry.revoked = true;
    },
    expire(agentId) {
      const entry = current(agentId);
      if (entry) entry.expiresAt = now();
    },
    secrets: () => issued.map((each) => each.token),
  };
}

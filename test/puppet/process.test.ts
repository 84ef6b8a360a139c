import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { identity } from '../app/identity.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { playScene } from './run-program.ts';

const cwd = temporaryFolder();
/** Starting a process that loads Wechaty from source takes seconds on a busy machine. */
const TIMEOUT_MS = 90_000;

describe.concurrent('guard 1: an error of the chat layer', { timeout: TIMEOUT_MS }, () => {
  it('ends the process when nobody listens', async () => {
    const { code, stdout, stderr } = await playScene('bad message id, nobody listens', { cwd });
    expect(stdout).not.toContain('survived');
    expect(stderr).toContain('message not found');
    expect(code).not.toBe(0);
  });

  it('ends the process when it comes from a listener that is not wrapped', async () => {
    const { code, stdout, stderr } = await playScene('rejected listener, unwrapped', { cwd });
    expect(stdout).not.toContain('survived');
    expect(stderr).toContain('out of order');
    expect(code).not.toBe(0);
  });

  it('is a log line with our bot, and the next message is answered', async () => {
    const { code, stdout } = await playScene('our bot', { cwd });
    expect(stdout).toContain('{"kind":"text","text":"still here"}');
    expect(stdout).toContain('message not found');
    expect(stdout).toContain('out of order');
    expect(code).toBe(0);
  });
});

describe.concurrent('guard 2: secrets', { timeout: TIMEOUT_MS }, () => {
  const secrets = [identity.secret, identity.token, identity.encodingAesKey, 'ACCESS-token-of-the-day'];

  it('are not printed even with WECHATY_LOG=silly, nor is a memory file written', async () => {
    const { code, stdout, stderr } = await playScene('app channel at work', { cwd, env: { WECHATY_LOG: 'silly' } });
    const printed = stdout + stderr;
    expect(code).toBe(0);
    for (const sign of ['SILL', 'out of order', 'not sent']) expect(printed.includes(sign)).toBe(true);
    expect(secrets.filter((secret) => printed.includes(secret))).toEqual([]);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe.concurrent('guard 3: a channel that cannot start', { timeout: TIMEOUT_MS }, () => {
  it('rejects, and lets the process end by itself', async () => {
    const { code, stdout } = await playScene('puppet that cannot start', { cwd });
    expect(stdout).toContain('rejected: the chat channel did not start');
    expect(code).toBe(0);
  });
});

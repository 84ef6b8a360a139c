import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { outboxOfTest } from './outbox.ts';

const open = outboxOfTest(afterEach);
const folder = temporaryFolder();
const program = fileURLToPath(new URL('./programs/sender.ts', import.meta.url));

/** In processes of their own: within one, the second writer would keep the first from ever finishing. */
async function startSender(databaseUrl: string, apiBase: string) {
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), program, databaseUrl, apiBase], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  return {
    async send(): Promise<{ code: unknown; said: string }> {
      child.stdin.end('go\n');
      const said = await text(child.stdout);
      const [code] = await ended;
      return { code, said: said.trim() };
    },
  };
}

describe('two senders on one database', { timeout: 60_000 }, () => {
  it('send each message once, those to one person in order', async () => {
    const databaseUrl = `file:${join(folder, 'outbox.db')}`;
    const { platform, queue, sender, rows } = await open(databaseUrl);
    await sender.stop();
    const people = Array.from({ length: 60 }, (_, at) => `person${at}`);
    for (const person of people) await queue(person, 'one', 'two', 'three');
    const senders = await Promise.all([1, 2].map(() => startSender(databaseUrl, platform.apiBase)));
    const ended = await Promise.all(senders.map((one) => one.send()));
    expect(ended).toEqual([1, 2].map(() => ({ code: 0, said: 'done' })));
    expect(platform.sent).toHaveLength(180);
    for (const person of people) expect(platform.textsTo(person)).toEqual(['one', 'two', 'three']);
    expect((await rows()).every(({ state, attempts }) => state === 'sent' && attempts === 0)).toBe(true);
    // Both had their share.
    expect(platform.askedFor('/cgi-bin/gettoken')).toBe(2);
  });
});

import { existsSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environmentOf } from '../app/identity.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runToEnd } from './program.ts';

const folder = temporaryFolder();
const cwd = temporaryFolder();
const place = { apiBase: 'http://127.0.0.1:1', databaseUrl: `file:${join(folder, 'deeper', 'refused.db')}` };

describe.concurrent('the program', { timeout: 60_000 }, () => {
  it('with a wrong configuration names all of it, ends with 1, and has started nothing', async () => {
    const env = { ...environmentOf(place), WECOM_TOKEN: 'no-good-token', WECOM_SECRET: '', PORT: 'harbour' };
    const { code, printed } = await runToEnd(env, cwd);
    expect(code).toBe(1);
    expect(printed.trimEnd().split('\n')).toEqual([
      'configuration:',
      expect.stringMatching(/^- WECOM_TOKEN wants/),
      expect.stringMatching(/^- PORT wants/),
      expect.stringMatching(/^- WECOM_SECRET is missing/),
    ]);
    expect(printed).not.toMatch(/no-good-token|harbour/);
    expect([existsSync(join(folder, 'deeper')), readdirSync(cwd)]).toEqual([false, []]);
  });

  it('without any configuration says what to fill in, and ends with 1', async () => {
    const { code, printed } = await runToEnd({}, cwd);
    expect([code, printed]).toEqual([1, expect.stringContaining('.env.example')]);
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('whose port is taken says so and ends with 1', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { code, printed } = await runToEnd(
      { ...environmentOf({ ...place, databaseUrl: ':memory:' }), PORT: `${port}` },
      cwd,
    );
    await new Promise((resolve) => server.close(resolve));
    expect([code, printed]).toEqual([1, expect.stringContaining('EADDRINUSE')]);
  });

  it('whose database cannot be opened says so and ends with 1, without the password in its URL', async () => {
    const databaseUrl = 'postgres://loudou:PASSWORDpassword@127.0.0.1:1/loudou';
    const { code, printed } = await runToEnd(environmentOf({ ...place, databaseUrl }), cwd);
    expect([code, printed]).toEqual([1, expect.stringContaining('ECONNREFUSED')]);
    expect(printed).not.toContain('PASSWORDpassword');
  });
});

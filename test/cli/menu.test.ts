import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCommands } from '../../src/chat/registry.ts';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { appMenu } from '../../src/texts/menu.ts';
import { START, type Started, start as startSandbox } from '../sandbox/support/start.ts';
import { loudou } from './run-cli.ts';

let world: Started;
let env: Record<string, string>;
beforeEach(async () => {
  world = await startSandbox();
  env = {
    WECOM_CORP_ID: seedCredentials.corpId,
    WECOM_AGENT_ID: String(seedCredentials.agentId),
    WECOM_SECRET: seedCredentials.secret,
    WECOM_TOKEN: seedCredentials.token,
    WECOM_ENCODING_AES_KEY: seedCredentials.encodingAesKey,
    WECOM_API_BASE: world.sandbox.url,
  };
});
afterEach(() => world.close());

const made = () => world.sandbox.world.apps.get(seedCredentials.agentId)?.menu;

describe('loudou menu', () => {
  it('puts the menu under the chat, as the platform takes it', async () => {
    const ran = await loudou(['menu', '--json'], env, START);
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 0, err: '' });
    const { created, button } = JSON.parse(ran.out) as { created: boolean; button: unknown };
    expect(created).toBe(true);
    expect(made()).toEqual(button);
    expect((await loudou(['menu'], env, START)).out).toMatch(/^我的线索 {2}\/我的\n[\s\S]*\n菜单放上了$/);
  });

  it('only shows it on a dry run, without any configuration', async () => {
    const { code, out } = await loudou(['menu', '--dry-run'], {});
    expect(code).toBe(0);
    expect(out).toContain('  记跟进  /跟进');
    await loudou(['menu', '--dry-run'], env, START);
    expect(made()).toBeNull();
  });

  it('says what is wrong when it cannot', async () => {
    expect(await loudou(['menu'], {})).toMatchObject({ code: 2, err: expect.stringContaining('没有配置应用') });
    const refused = await loudou(['menu'], { ...env, WECOM_AGENT_ID: '1000099' }, START);
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('（301002）') });
    expect(made()).toBeNull();
  });

  it('has nothing but lines that are commands', async () => {
    const { find } = await loadCommands('commands');
    const lines = appMenu.flatMap((entry) => ('line' in entry ? [entry.line] : entry.under.map(({ line }) => line)));
    expect(lines.filter((line) => !line.startsWith('/') || !find(line.slice(1)))).toEqual([]);
    expect(new Set(lines).size).toBe(lines.length);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { environmentOf } from '../app/identity.ts';
import { botsOfTest, incoming } from './recording-puppet.ts';

const start = botsOfTest(afterEach);
const root = fileURLToPath(new URL('../..', import.meta.url));

describe('guard 9: links', () => {
  it('in what people write are text: nothing is fetched', async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked++;
      response.end('<title>inside</title>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const link = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { puppet } = await start(async (message) => message.answer(`read ${message.text}`));
    expect(await puppet.receive(incoming('lina', link))).toEqual({ kind: 'text', text: `read ${link}` });
    await new Promise((resolve) => server.close(resolve));
    expect(asked).toBe(0);
  });

  it('are never made by the calls that fetch', () => {
    const sources = ['src', 'commands'].flatMap((folder) =>
      readdirSync(`${root}/${folder}`, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => readFileSync(`${root}/${folder}/${file}`, 'utf8')),
    );
    expect(sources.length).toBeGreaterThan(50);
    for (const source of sources) expect(source).not.toMatch(/UrlLink\.create|\.fromUrl\(/);
  });

  it.each(['verbose', 'silly'])('and texts are not printed in production: WECHATY_LOG=%s is refused', (level) => {
    const env = environmentOf({ apiBase: 'http://127.0.0.1:1', databaseUrl: ':memory:' });
    const problem = 'WECHATY_LOG must not be verbose or silly in production';
    expect(() => readConfig({ ...env, WECHATY_LOG: level, NODE_ENV: 'production' })).toThrow(problem);
    expect(() => readConfig({ ...env, WECHATY_LOG: level })).not.toThrow();
    expect(() => readConfig({ ...env, WECHATY_LOG: 'warn', NODE_ENV: 'production' })).not.toThrow();
  });
});

describe('guard 10: mentions', () => {
  it('are believed from the payload, whatever the text says', async () => {
    const seen: unknown[] = [];
    const { puppet } = await start(async ({ text, chat, userid }) => void seen.push({ text, chat, userid }));
    await puppet.receive(incoming('lina', '@somebody hello', { room: 'Team' }));
    expect(seen).toEqual([{ text: '@somebody hello', chat: 'room:Team', userid: 'lina' }]);
  });

  it('of the bot are needed in a group: what our puppets deliver from one always mentions it', async () => {
    let handled = 0;
    const { puppet } = await start(async () => void handled++);
    const original = puppet.messageRawPayload.bind(puppet);
    puppet.messageRawPayload = async (id) => {
      const payload = await original(id);
      return 'roomId' in payload ? Object.assign(payload, { mentionIdList: ['somebody'] }) : payload;
    };
    expect(await puppet.receive(incoming('lina', 'x', { room: 'team' }))).toEqual({ kind: 'none' });
    expect(handled).toBe(0);
  });
});

describe('guard 11: the published types of Wechaty', () => {
  it('do not compile, so library types are not checked', () => {
    const tsconfig = JSON.parse(readFileSync(`${root}/tsconfig.json`, 'utf8')) as { compilerOptions: object };
    expect(tsconfig.compilerOptions).toMatchObject({ skipLibCheck: true, strict: true });
  });
});

import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSandboxClock } from '../../src/sandbox/clock.ts';
import type { ActionAnswer, LogPage, SandboxEvent, SandboxState } from '../../src/sandbox/control/contract.ts';
import { seedCredentials } from '../../src/sandbox/seed-world.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import { png } from './support/multipart.ts';
import { chatOf, START, type Started, sendTo, start, textsSeenBy } from './support/start.ts';
import { passive, passiveText } from './support/test-bot.ts';

let started: Started;
beforeEach(async () => {
  started = await start();
});
afterEach(() => started.close());

interface Raw {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request with any header, even those a browser would not let a page set. */
function raw(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Raw> {
  const { port } = new URL(started.sandbox.url);
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const json = { 'content-type': 'application/json' };
async function post<T = ActionAnswer>(path: string, body: unknown): Promise<T & { error?: string }> {
  const response = await fetch(`${started.sandbox.url}/sandbox/api/${path}`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify(body),
  });
  return (await response.json()) as T & { error?: string };
}
const get = async <T>(path: string): Promise<T> =>
  (await (await fetch(`${started.sandbox.url}/sandbox/api/${path}`)).json()) as T;

describe('the view of one person', () => {
  it('has their conversations only, with unread counts, the clock and the faults', async () => {
    await sendTo(started.sandbox, 'lina', 'text', { content: '给李娜' });
    const state = await get<SandboxState>('state?viewer=lina');
    expect(state.people.map((person) => [person.name, person.role, person.unread])).toEqual([
      ['张伟', '销售', 0],
      ['李娜', '销售', 1],
      ['王芳', '经理', 0],
      ['赵敏', '管理员', 0],
    ]);
    expect(state.conversations.map((each) => [each.kind, each.title, each.unread])).toEqual([
      ['app', '漏斗助手', 1],
      ['group', '华东销售群', 0],
      ['group', '全国销售群', 0],
      ['robot', '漏斗机器人', 0],
    ]);
    expect(state.conversations[0]?.bubbles).toMatchObject([{ content: { text: '给李娜' }, card: null, readBy: [] }]);
    expect(state.clock).toMatchObject({ now: START, frozen: true });
    expect(state.faults.untrustedIp).toBe(false);
    const other = JSON.stringify(await get('state?viewer=zhangwei'));
    expect(other).not.toContain('给李娜');
    expect(JSON.stringify(state)).not.toContain('webhook');
  });

  it('pages back through a long conversation, for members only', async () => {
    for (let i = 0; i < 60; i += 1) {
      started.sandbox.world.post(chatOf('lina'), { kind: 'system', id: '', name: '' }, { kind: 'event', text: `${i}` });
    }
    const state = await get<SandboxState>('state?viewer=lina');
    const shown = state.conversations[0]?.bubbles ?? [];
    expect(shown).toHaveLength(50);
    const place = `conversation=${encodeURIComponent(chatOf('lina'))}&before=${shown[0]?.id}`;
    const page = await get<{ bubbles: unknown[]; more: boolean }>(`bubbles?viewer=lina&${place}`);
    expect([page.bubbles.length, page.more]).toEqual([10, false]);
    expect(await get(`bubbles?viewer=zhangwei&${place}`)).toEqual({ error: 'no such conversation' });
  });
});

describe('what a person can do', () => {
  it('says something and gets the answer', async () => {
    started.bot.answer = () => ({ reply: passiveText('zhangwei', '收到') });
    const { answers } = await post('say', { from: 'zhangwei', conversation: chatOf('zhangwei'), text: '/推进 客户A' });
    expect(answers.map((bubble) => bubble.content)).toEqual([{ kind: 'text', text: '收到' }]);
  });

  it('opens and reads a conversation', async () => {
    await sendTo(started.sandbox, 'lina', 'text', { content: 'a' });
    await post('read', { from: 'lina', conversation: chatOf('lina') });
    expect(started.sandbox.world.unreadOf('lina', chatOf('lina'))).toBe(0);
    await post('enter', { from: 'lina', conversation: chatOf('lina') });
    expect(started.bot.received[0]?.field('Event')).toBe('enter_agent');
  });

  it('presses a card, and sees it change', async () => {
    await sendTo(started.sandbox, 'lina', 'template_card', {
      card_type: 'button_interaction',
      task_id: 't',
      main_title: { title: '客户A' },
      button_list: [{ text: '推进', key: 'go' }],
    });
    started.bot.answer = () => ({
      reply: passive('lina', 'update_button', '<Button><ReplaceName>已推进</ReplaceName></Button>'),
    });
    const bubble = started.sandbox.world.bubblesIn(chatOf('lina'))[0]?.id;
    const { answers } = await post('click', { from: 'lina', bubble, key: 'go' });
    expect(answers[0]?.card).toMatchObject({ replacedText: '已推进', pressedKey: 'go' });
    expect((await post('click', { from: 'lina', bubble, key: 'go' })).error).toMatch('can no longer be pressed');
  });

  it('sends a picture', async () => {
    const place = { from: 'lina', conversation: chatOf('lina') };
    await post('upload', { ...place, fileName: '图.png', data: png.toString('base64') });
    expect(started.bot.received[0]?.field('MsgType')).toBe('image');
  });

  it('moves, stops and starts the clock', async () => {
    expect(await post('clock', { op: 'jump', to: 'hour' })).toMatchObject({ now: START + 3_600_000 });
    expect(await post('clock', { op: 'jump', to: 'evening' })).toMatchObject({ now: Date.UTC(2026, 5, 5, 9, 35) });
    expect(await post('clock', { op: 'jump', to: 'monday' })).toMatchObject({ now: Date.UTC(2026, 5, 8, 1, 0) });
    expect((await post('clock', { op: 'to', at: START })).error).toMatch('only goes forward');
    expect(await post('clock', { op: 'unfreeze' })).toMatchObject({ frozen: false });
    expect(await post('clock', { op: 'freeze' })).toMatchObject({ frozen: true });
  });

  it('sets faults and ends tokens', async () => {
    expect(await post('faults', { set: { busy: 2, untrustedIp: true } })).toMatchObject({
      busy: 2,
      untrustedIp: true,
      redeliver: 0,
    });
    expect(started.sandbox.faults.state.busy).toBe(2);
    await post('faults', { token: 'expire' });
    expect((await post('faults', { set: { busy: -1 } })).error).toBeDefined();
    expect((await post('faults', { set: { no: 1 } })).error).toBeDefined();
  });

  it('changes the callback URL after checking it', async () => {
    expect(await post('verify', { agentId: 1000002, url: 'http://127.0.0.1:1/' })).toMatchObject({ ok: false });
    expect(await post('verify', { agentId: 1000002, url: `${started.bot.url}?v=2` })).toEqual({ ok: true });
    expect((await get<SandboxState>('state')).apps[0]?.callbackUrl).toBe(`${started.bot.url}?v=2`);
    expect((await post('verify', { agentId: 1000002, url: 'file:///etc/passwd' })).error).toBeDefined();
  });

  it('reads the log', async () => {
    await sendTo(started.sandbox, 'x', 'text', { content: 'y' });
    const page = await get<LogPage>('log?problems=1&direction=api');
    expect(page.entries.map((entry) => entry.errcode)).toEqual([81013]);
    expect(await get('log?limit=x')).toHaveProperty('error');
  });
});

describe('the event stream', () => {
  /** Opens the stream of a viewer and gives the events one after another. */
  async function listen(viewer: string) {
    const abort = new AbortController();
    const response = await fetch(`${started.sandbox.url}/sandbox/api/events?viewer=${viewer}`, {
      signal: abort.signal,
    });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return {
      contentType: response.headers.get('content-type'),
      async until(fits: (event: SandboxEvent) => boolean): Promise<SandboxEvent[]> {
        const events: SandboxEvent[] = [];
        for (;;) {
          const end = text.indexOf('\n\n');
          if (end === -1) {
            text += (await reader?.read())?.value ?? '';
            continue;
          }
          const line = text.slice(0, end);
          text = text.slice(end + 2);
          if (!line.startsWith('data: ')) continue;
          const event = JSON.parse(line.slice(6)) as SandboxEvent;
          events.push(event);
          if (fits(event)) return events;
        }
      },
      close: () => abort.abort(),
    };
  }

  it('tells the viewer what they may see, and of others a number', async () => {
    const stream = await listen('lina');
    expect(stream.contentType).toMatch(/^text\/event-stream/);
    await sendTo(started.sandbox, 'zhangwei', 'text', { content: '给张伟' });
    await sendTo(started.sandbox, 'lina', 'text', { content: '给李娜' });
    const events = await stream.until((event) => event.kind === 'bubble');
    const shown = events.filter((event) => event.kind !== 'log');
    expect(shown).toEqual([
      { kind: 'unread', userid: 'zhangwei', unread: 1 },
      { kind: 'bubble', unread: 1, bubble: expect.objectContaining({ content: { kind: 'text', text: '给李娜' } }) },
    ]);
    stream.close();
  });

  it('tells of the clock, faults and the log', async () => {
    const stream = await listen('lina');
    await started.sandbox.clock.advanceBy(60_000);
    started.sandbox.faults.set({ busy: 1 });
    await sendTo(started.sandbox, 'lina', 'text', { content: 'x' });
    const events = await stream.until((event) => event.kind === 'log');
    expect(events).toMatchObject([
      { kind: 'clock', clock: { now: START + 60_000 } },
      { kind: 'faults', faults: { busy: 1 } },
      { kind: 'faults', faults: { busy: 0 } },
      { kind: 'log', entry: { title: 'gettoken', errcode: -1 } },
    ]);
    stream.close();
  });
});

describe('who may drive the sandbox', () => {
  const body = JSON.stringify({ from: 'lina', conversation: chatOf('lina'), text: 'x' });
  const say = (headers: Record<string, string>) => raw('POST', '/sandbox/api/say', headers, body);

  it.each([
    ['a foreign origin', { ...json, origin: 'https://evil.example' }, 403],
    ['the origin of another port', { ...json, origin: 'http://127.0.0.1:1' }, 403],
    ['an opaque origin', { ...json, origin: 'null' }, 403],
    ['a name that resolves here', { ...json, host: 'evil.example' }, 403],
    ['a cross-site fetch', { ...json, 'sec-fetch-site': 'cross-site' }, 403],
    ['a plain form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['text', { 'content-type': 'text/plain' }, 415],
    ['no content type', {}, 415],
  ])('refuses %s', async (_what, headers, status) => {
    expect((await say(headers as Record<string, string>)).status).toBe(status);
    expect(textsSeenBy(started.sandbox, chatOf('lina'))).toEqual([]);
  });

  it('lets its own page in, by any loopback name', async () => {
    const { host, port } = new URL(started.sandbox.url);
    expect((await say({ ...json, host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await say({ ...json, host: `localhost:${port}` })).status).toBe(200);
    expect((await say({ ...json, host: `[::1]:${port}` })).status).toBe(200);
  });

  it('does not let a foreign page use the platform API with the well-known credentials', async () => {
    const key = seedCredentials.webhooks.华东销售群;
    const text = JSON.stringify({ msgtype: 'text', text: { content: 'x' } });
    const send = (headers: Record<string, string>) => raw('POST', `/cgi-bin/webhook/send?key=${key}`, headers, text);
    const { host } = new URL(started.sandbox.url);
    expect((await send({ origin: 'https://evil.example', host })).status).toBe(403);
    expect((await send({ origin: 'http://evil.example', host: 'evil.example' })).status).toBe(403);
    expect((await send({ host })).body).toContain('"errcode":0');
  });

  it('refuses to be read from elsewhere', async () => {
    expect((await raw('GET', '/sandbox/api/state', { host: 'evil.example' })).status).toBe(403);
    expect((await raw('GET', '/sandbox/api/events', { origin: 'https://evil.example' })).status).toBe(403);
  });

  it.each([
    ['no JSON', '{', 400],
    ['an array', '[]', 400],
    ['a missing field', '{"from":"lina"}', 400],
    ['an unknown field', JSON.stringify({ ...JSON.parse(body), admin: true }), 400],
    ['an unknown person', body.replace('"lina"', '"nobody"'), 400],
    ['a body of 300 kB', JSON.stringify({ ...JSON.parse(body), text: 'x'.repeat(300_000) }), 413],
  ])('refuses %s', async (_what, text, status) => {
    const answer = await raw('POST', '/sandbox/api/say', json, text);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toHaveProperty('error');
  });

  it('answers an unknown control path with 404', async () => {
    expect((await raw('GET', '/sandbox/api/nothing')).status).toBe(404);
  });
});

describe('files of messages', () => {
  const put = async (fileName: string, bytes: Buffer) => {
    await post('upload', { from: 'lina', conversation: chatOf('lina'), fileName, data: bytes.toString('base64') });
    const content = started.sandbox.world.bubblesIn(chatOf('lina')).at(-1)?.content;
    return raw('GET', `/sandbox/api/media/${content && 'mediaId' in content ? content.mediaId : ''}`);
  };

  it('shows a picture in place', async () => {
    const answer = await put('a.png', png);
    expect(answer.headers).toMatchObject({ 'content-type': 'image/png', 'x-content-type-options': 'nosniff' });
    expect(answer.headers).not.toHaveProperty('content-disposition');
  });

  it('never serves a page or a script as such, whatever its name', async () => {
    for (const fileName of ['a.html', 'a.svg', 'a.png']) {
      const answer = await put(
        fileName,
        Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      );
      expect(answer.headers['content-type']).toBe('application/octet-stream');
      expect(answer.headers['content-disposition']).toContain('attachment');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.headers['content-security-policy']).toContain('sandbox');
    }
  });

  it('keeps line ends and quotes of a name out of the header', async () => {
    const answer = await put('a"\r\nset-cookie: x=1\r\n\r\n<b>.txt', Buffer.from('text'));
    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty('set-cookie');
  });

  it('answers an unknown file with 404', async () => {
    expect((await raw('GET', '/sandbox/api/media/..%2f..%2fpackage.json')).status).toBe(404);
    expect((await raw('GET', '/pic/nothing')).status).toBe(404);
  });
});

describe('the page', () => {
  it.each([
    '/../server.ts',
    '/..%2fserver.ts',
    '/%2e%2e/server.ts',
    '/..\\server.ts',
    '//etc/passwd',
    '/./server.ts',
    '/.gitignore',
    '/server.ts',
    '/%00.html',
    '/a/../../server.js',
    '/../../../package.json',
  ])('does not give %s', async (path) => {
    const answer = await raw('GET', path);
    expect([answer.status, answer.body]).toEqual([404, '']);
  });

  it('takes only GET and HEAD', async () => {
    expect((await raw('POST', '/', json, '{}')).status).toBe(404);
  });
});

describe('where it runs', () => {
  it('does not start in production', async () => {
    const clock = createSandboxClock({ startAt: START, frozen: true });
    await expect(createSandbox({ clock, nodeEnv: 'production' })).rejects.toThrow('NODE_ENV=production');
  });
  it('listens on the loopback address', () => {
    expect(started.sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
  it('reports a port that is taken', async () => {
    const port = Number(new URL(started.sandbox.url).port);
    const clock = createSandboxClock({ startAt: START, frozen: true });
    await expect(createSandbox({ clock, port })).rejects.toThrow('EADDRINUSE');
  });
});

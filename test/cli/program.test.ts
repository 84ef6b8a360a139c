import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loudou } from './run-cli.ts';

describe('loudou', () => {
  it('lists what it can do', async () => {
    const { code, out } = await loudou(['--help']);
    expect(code).toBe(0);
    const commands = out.slice(out.indexOf('命令：')).match(/^ {2}\w+/gm);
    expect(commands?.map((name) => name.trim())).toEqual([
      ...['start', 'demo', 'import', 'export', 'backup', 'report', 'doctor', 'menu'],
    ]);
  });

  it.each(['start', 'demo', 'import', 'export', 'doctor', 'menu'])(
    'explains %s in Chinese throughout',
    async (name) => {
      const { code, out } = await loudou([name, '--help']);
      expect(code).toBe(0);
      expect(out).toMatch(new RegExp(`^用法： loudou ${name}`));
      expect(out).not.toMatch(/Usage|Options|Arguments|display help|default:/);
    },
  );

  it('shows its help on the error stream when called with nothing', async () => {
    const { code, out, err } = await loudou([]);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('命令：');
  });

  it.each([
    [['exprot'], '没有命令 exprot。写法看：npm run loudou -- --help'],
    [['--verbose'], '没有选项 --verbose。写法看：npm run loudou -- --help'],
    [['import'], '缺参数 file。写法看：npm run loudou -- import --help'],
    [['import', 'f.csv', '--format', 'xml'], '--format「xml」不认识，可以写 csv 或 xlsx 或 events'],
    [['export', '--format', 'xml'], '--format「xml」不认识，可以写 csv 或 xlsx 或 events'],
    [['export', '--format', 'xlsx'], 'XLSX 不能直接打出来，后面写上文件名'],
    [['export'], '缺选项 --format <format>。写法看：npm run loudou -- export --help'],
    [['import', '--mapping', 'm.json'], '缺参数 file。写法看：npm run loudou -- import --help'],
    [['import', 'f.csv', '--mapping'], '选项 --mapping <file> 后面要有值。写法看：npm run loudou -- import --help'],
    [['import', 'f.csv', '--mapping', 'm.json', '--dry'], '没有选项 --dry。写法看：npm run loudou -- import --help'],
    [['import', 'f.csv', 'g.csv', '--mapping', 'm.json'], '参数太多。写法看：npm run loudou -- import --help'],
    [['demo', '--port', '99999'], '端口要是 0 到 65535 的整数'],
  ])('calls %j wrong use', async (args, said) => {
    expect(await loudou(args)).toEqual({ code: 2, out: '', err: said });
  });

  it('names a wrong configuration before anything starts', async () => {
    const { code, err } = await loudou(['start'], { PORT: 'many', TZ_ORG: 'Nowhere' });
    expect(code).toBe(2);
    expect(err).toContain('PORT');
    expect(err).toContain('TZ_ORG');
  });

  it('is a program with an exit code, which needs no chat to import', async () => {
    const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
    const probe = fileURLToPath(new URL('refuse-chat.mjs', import.meta.url));
    const example = fileURLToPath(new URL('../../data/examples/crm-sample', import.meta.url));
    const args = [
      'import',
      `${example}.csv`,
      '--mapping',
      `${example}.json`,
      '--as-of',
      '2018-01-01',
      '--json',
      '--dry-run',
    ];
    const ran = await new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
      const env = { PATH: process.env.PATH, DATABASE_URL: ':memory:' };
      execFile(process.execPath, ['--import', 'tsx', '--import', probe, main, ...args], { env }, (error, out, err) =>
        resolve({ code: error?.code ?? 0, out, err }),
      );
    });
    expect({ code: ran.code, err: ran.err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(ran.out)).toMatchObject({ outcome: 'checked', leads: 40, written: 0 });
  });
});

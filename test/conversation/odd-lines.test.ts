import { afterEach, describe, expect, it } from 'vitest';
import { askAbout } from '../../src/chat/ask.ts';
import type { Command } from '../../src/chat/command.ts';
import { interpret } from '../../src/chat/interpret.ts';
import { tidy, tokenize } from '../../src/chat/line.ts';
import { parseArgs } from '../../src/chat/parse-args.ts';
import { createRegistry, loadCommands } from '../../src/chat/registry.ts';
import { renderText } from '../../src/chat/render.ts';
import { commandsFolder } from '../../src/project-root.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import type { OpenQuestion } from '../../src/usecases/ports.ts';
import { demoScope } from '../chat/demo-scope.ts';
import { SEED } from '../support/property-seed.ts';
import { seed } from '../support/seed.ts';
import { oddLines } from './odd-lines.ts';
import { openRoom } from './room.ts';

const registry = await loadCommands(commandsFolder());
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const QUESTIONS: readonly (OpenQuestion | null)[] = [
  null,
  { options: [{ label: '价格', line: '/丢单 #3 原因=价格' }], expiresAt: 1 },
  { options: [], free: '/退回 #3 意向 原因={answer}', expiresAt: 1 },
];

describe('100,000 odd lines', () => {
  it('are all understood as something, or said to be nothing', { timeout: 60_000 }, async () => {
    const { scope, chat } = await demoScope('zhaomin');
    open.push(chat);
    const today = { now: chat.now(), timeZone: 'Asia/Shanghai' };
    const nextLine = oddLines(SEED);
    const kinds = new Map<string, number>();
    const reasons = await scope.reasons();
    const quick = { ...scope, reasons: async () => reasons };
    for (let at = 0; at < 100_000; at++) {
      const line = tidy(nextLine());
      const intent = interpret(line, QUESTIONS[at % QUESTIONS.length] ?? null, at % 4 < 2 ? 0 : 1, registry);
      let outcome: string = intent.kind;
      if (intent.kind === 'command') {
        const { command, words } = intent;
        for (const { start, end } of tokenize(words)) expect(end).toBeGreaterThan(start);
        // Looking leads up takes most of the time, so one command in two is read to its end.
        if (at % 2 === 1) continue;
        const parsed = await parseArgs(command.args, words, quick);
        if (!parsed.ok) {
          expect(renderText(askAbout({ command, words, problems: parsed.problems }, quick, today)).trim()).not.toBe('');
        }
        outcome = parsed.ok ? 'read' : (parsed.problems[0]?.code ?? 'no problem at all');
      }
      kinds.set(outcome, (kinds.get(outcome) ?? 0) + 1);
    }
    // The lines reach every corner, or this says nothing.
    const corners = ['read', 'hint', 'cancel', 'expired', 'no_question', 'not_an_option', 'unknown_command', 'missing'];
    const problems = [
      'lead_ambiguous',
      'lead_unsure',
      'lead_not_found',
      'lead_no_number',
      'stage_unsure',
      'stage_unknown',
    ];
    const others = [
      'stage_not_open',
      'not_a_day',
      'not_money',
      'not_a_userid',
      'reason_unknown',
      'member_unknown',
      'extra',
    ];
    expect([...kinds.keys()]).toEqual(expect.arrayContaining([...corners, ...problems, ...others]));
    expect(kinds.has('no problem at all')).toBe(false);
  });
});

/** The bot over a database of its own, telling which commands came to their end. */
async function watchedRoom() {
  const database = await openDatabase(':memory:', seed);
  open.push(database);
  const ran: Command[] = [];
  const watched = registry.all.map((command) => ({
    ...command,
    run: async (call: Parameters<Command['run']>[0]) => {
      const reply = await command.run(call);
      ran.push(command);
      return reply;
    },
  }));
  return { database, ran, room: await openRoom(database, createRegistry(watched)) };
}

/** Everything somebody could have changed by a line, as far as counting shows it. */
async function stateOf({ engine: { writer } }: Database): Promise<string> {
  const count = async (table: 'lead_event' | 'audit' | 'lead' | 'team') => {
    const { n } = await writer
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return n;
  };
  return [await count('lead_event'), await count('audit'), await count('lead'), await count('team')].join();
}

const PEOPLE = ['zhangwei', 'zhaomin', 'wangfang', 'zhangwei', 'lina', 'zhangwei', 'newbie'];

describe('2,000 odd lines to the bot', () => {
  it('get an answer each, never an apology, and change nothing unless a command ran', { timeout: 60_000 }, async () => {
    const { database, ran, room } = await watchedRoom();
    const nextLine = oddLines(SEED + 1);
    let state = await stateOf(database);
    let changes = 0;
    for (let at = 0; at < 2000; at++) {
      const line = nextLine();
      ran.length = 0;
      const answer = await room.say(PEOPLE[at % PEOPLE.length] ?? 'zhangwei', line);
      expect(answer.trim(), JSON.stringify(line)).not.toBe('');
      expect(answer, JSON.stringify(line)).not.toMatch(/^抱歉/);
      const after = await stateOf(database);
      if (after !== state) {
        expect(ran.map(({ permission }) => permission).join(), JSON.stringify(line)).toMatch(
          /^(lead:write|team:admin)$/,
        );
        changes++;
      }
      state = after;
    }
    expect(changes).toBeGreaterThan(100);
  });
});

describe('a line of 100 kB', () => {
  const long = (unit: string) => unit.repeat(Math.ceil(100_000 / Buffer.byteLength(unit)));

  it.each([
    ['/跟进 星河科技 ', '啊'],
    ['/推进 ', '星'],
    ['/推进 ', 'a '],
    ['/推进 ', '商机 '],
    ['/推进 ', '→'],
    ['/推进 ', '\n'],
    ['/查 ', '%_'],
    ['/查 ', '😀'],
    ['/查 ', '「 '],
    ['/查 ', 'ab'],
    ['/新建 ', 'x y '],
    ['/新建 "', 'x y '],
    ['/新建 ', '='],
    ['/新建 x ', '金额=5万 '],
    ['/成交 天工机械 ', '9'],
    ['/成交 天工机械 ', '万'],
    ['/丢单 云帆软件 ', '价'],
    ['/成员 ', '@'],
    ['/', 'x'],
    ['', '啊'],
  ])('%j and so many %j gets an answer and changes nothing', async (start, unit) => {
    const { database, ran, room } = await watchedRoom();
    const before = await stateOf(database);
    const answer = await room.say('zhaomin', start + long(unit));
    expect(answer.trim()).not.toBe('');
    expect(answer).not.toMatch(/^抱歉/);
    if (!ran.some(({ permission }) => permission === 'lead:write')) expect(await stateOf(database)).toBe(before);
  });
});

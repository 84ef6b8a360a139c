import { afterEach, describe, expect, it } from 'vitest';
import { askAbout } from '../../src/chat/ask.ts';
import type { Command } from '../../src/chat/command.ts';
import { interpret } from '../../src/chat/interpret.ts';
import { tidy, tokenize } from '../../src/chat/line.ts';
import { parseArgs } from '../../src/chat/parse-args.ts';
import { createRegistry, loadCommands } from '../../src/chat/registry.ts';
import { renderText } from '../../src/chat/render.ts';
import type { Reply } from '../../src/chat/reply-types.ts';
import { createSentenceReader } from '../../src/chat/sentence.ts';
import { commandsFolder } from '../../src/project-root.ts';
import { openDatabase } from '../../src/store/database.ts';
import { verifyProjections } from '../../src/store/verify-projections.ts';
import type { OpenQuestion } from '../../src/usecases/ports.ts';
import { demoScope } from '../chat/demo-scope.ts';
import { SEED } from '../support/property-seed.ts';
import { seed } from '../support/seed.ts';
import { callsSomebody } from './calls-somebody.ts';
import { oddLines } from './odd-lines.ts';
import { openRoom } from './room.ts';
import { difference, watchWrites } from './watch-writes.ts';
import { WHAT_PEOPLE_SAY } from './what-people-say.ts';

const registry = await loadCommands(commandsFolder());
const vocabulary = {
  commands: registry.all.flatMap(({ name, aliases }) => [name, ...aliases]),
  sensible: [
    ...registry.all.flatMap(({ examples }) => examples.flatMap((example) => [`/${example}`, example])),
    ...WHAT_PEOPLE_SAY.split('\n').flatMap((row) => row.split(' | ').slice(0, 1)),
  ].filter(Boolean),
};

/** How many lines are read, and how many said to the bot; a soak reads more. */
const READ = process.env.LOUDOU_SOAK === '1' ? 1_000_000 : 100_000;
const SAID = process.env.LOUDOU_SOAK === '1' ? 50_000 : 5_000;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

const QUESTIONS: readonly (OpenQuestion | null)[] = [
  null,
  { options: [{ label: '价格', line: '/丢单 #3 原因=价格' }], expiresAt: 1 },
  { options: [], free: '/退回 #3 意向 原因={answer}', expiresAt: 1 },
];

describe(`${READ.toLocaleString('en')} odd lines`, () => {
  it('are all understood as something, or said to be nothing', { timeout: 900_000 }, async () => {
    const { scope, chat } = await demoScope('zhaomin');
    open.push(chat);
    const today = { now: chat.now(), timeZone: 'Asia/Shanghai' };
    const nextLine = oddLines(SEED, vocabulary);
    const stages = scope.pipeline.names;
    const sentencesIn = createSentenceReader({ stages, lossReasons: (await scope.reasons()).map(({ name }) => name) });
    const kinds = new Map<string, number>();
    const reasons = await scope.reasons();
    const quick = { ...scope, reasons: async () => reasons };
    for (let at = 0; at < READ; at++) {
      const line = tidy(nextLine());
      const address = at % 5 === 0 ? 'spoken to' : 'overheard';
      const intent = interpret(line, QUESTIONS[at % QUESTIONS.length] ?? null, at % 4 < 2 ? 0 : 1, registry, address);
      let outcome: string = intent.kind;
      for (const sentence of intent.kind === 'hint' ? sentencesIn(line) : []) {
        expect(registry.find(sentence.command)?.name).toBe(sentence.command);
        expect(sentence.readings.length).toBeGreaterThan(0);
        for (const { words } of sentence.readings) tokenize(words);
        kinds.set('a sentence', (kinds.get('a sentence') ?? 0) + 1);
      }
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
      'a sentence',
    ];
    expect([...kinds.keys()]).toEqual(expect.arrayContaining([...corners, ...problems, ...others]));
    expect(kinds.has('no problem at all')).toBe(false);
  });
});

/** The bot over a database of its own, telling which commands came to their end with what, and what was written. */
async function watchedRoom() {
  const database = await openDatabase(':memory:', seed);
  open.push(database);
  const ran: { readonly command: Command; readonly reply: Reply }[] = [];
  const watched = registry.all.map((command) => ({
    ...command,
    run: async (call: Parameters<Command['run']>[0]) => {
      const reply = await command.run(call);
      ran.push({ command, reply });
      return reply;
    },
  }));
  const room = await openRoom(database, createRegistry(watched));
  return { database, ran, room, written: await watchWrites(database) };
}

/** Commands that only read; what they keep of what they worked out is no change of anything. */
const onlyReads = ({ permission, repeatable, name }: Command) =>
  repeatable &&
  !['undo', 'away', 'group', 'target', 'schedule', 'quota', 'backup', 'import'].includes(name) &&
  permission !== 'lead:write';

/** Where a report keeps what it showed and its pictures go to be sent: that changes nothing of what it is about. */
const KEPT = new Set(['forecast_record', 'diagnosis_run', 'outbox']);

const PEOPLE = ['zhangwei', 'zhaomin', 'wangfang', 'zhangwei', 'lina', 'zhangwei', 'newbie'];

describe(`${SAID.toLocaleString('en')} odd lines to the bot`, () => {
  it('get an answer each, never an apology, and change nothing unless a command ran', {
    timeout: 900_000,
  }, async () => {
    const { database, ran, room, written } = await watchedRoom();
    const nextLine = oddLines(SEED + 1, vocabulary);
    for (const person of PEOPLE) await room.say(person, '/我的');
    for (const person of PEOPLE) await room.say(person, '/我的', { chat: 'room:odd' });
    let changes = 0;
    for (let at = 0; at < SAID; at++) {
      const line = nextLine();
      ran.length = 0;
      const person = PEOPLE[at % PEOPLE.length] ?? 'zhangwei';
      const before = await written();
      const answer = await room.say(person, line, at % 9 === 8 ? { chat: 'room:odd' } : {});
      const tables = Object.keys(difference(before, await written())).filter((table) => !KEPT.has(table));
      const label = `${person}: ${JSON.stringify(line)} → ${tables}`;
      expect(answer.trim(), label).not.toBe('');
      expect(answer, label).not.toMatch(/^抱歉/);
      expect(callsSomebody(answer), label).toBe(false);
      if (tables.length === 0) continue;
      // Neither what was misread or refused, nor what only asks or shows, changes anything.
      const done = ran.filter(
        ({ command, reply }) => !onlyReads(command) && !(reply.kind === 'choice' && !reply.isOffer),
      );
      expect(done.length, label).toBeGreaterThan(0);
      changes++;
    }
    expect(changes).toBeGreaterThan(SAID / 50);
    expect(await verifyProjections(database.engine)).toEqual([]);
  });
});

/** What 100 kB are made of. */
const UNITS = [
  '<@all> ',
  "'; drop table lead; -- ",
  '**',
  '\u202e',
  '=',
  '客户A ',
  '、客户A',
  '\u0000x',
  '5万 ',
  '@zhangwei ',
];

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
    ['把客户A推进到', '商机'],
    ['给客户A写跟进：', '聊 '],
    ...registry.all
      .slice(0, 28)
      .map(({ aliases }, at): [string, string] => [`/${aliases[0]} `, UNITS[at % UNITS.length] ?? 'x']),
  ])('%j and so many %j gets an answer and changes nothing', async (start, unit) => {
    const { ran, room, written } = await watchedRoom();
    await room.say('zhaomin', '/我的');
    const before = await written();
    const answer = await room.say('zhaomin', start + long(unit));
    expect(answer.trim()).not.toBe('');
    expect(answer).not.toMatch(/^抱歉/);
    expect(callsSomebody(answer)).toBe(false);
    if (ran.every(({ command }) => onlyReads(command))) expect(difference(before, await written())).toEqual({});
  });
});

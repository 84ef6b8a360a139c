import { readFileSync } from 'node:fs';
import { projectRoot } from '../../src/project-root.ts';
import { openReminders, type Reminders, type SentMessage } from '../support/reminders.ts';

const FOLDER = `${projectRoot()}/test/golden/chats`;
/** Whom a chat file calls by name, and where they are found. */
const ADDRESSES: Readonly<Record<string, string>> = {
  张伟: 'zhangwei',
  李娜: 'lina',
  王芳: 'wangfang',
  赵敏: 'zhaomin',
  销售群: 'room:sales',
};
const BOT = '漏斗';
const PLATFORM = '平台';
const DAY = /^== (\d{4}-\d{2}-\d{2})/gm;
/** The clock is shown every minute of a working day, and no other. */
const [FIRST_MINUTE, LAST_MINUTE] = [8 * 60 + 30, 18 * 60 + 30];

/** One thing that happened in a chat: `who` said `lines`, the bot to one reader, anybody else to the bot. */
interface Turn {
  readonly day: string;
  readonly time: string;
  readonly who: string;
  readonly to?: string;
  readonly lines: readonly string[];
}

export function readChat(name: string): string {
  return readFileSync(`${FOLDER}/${name}.txt`, 'utf8');
}

/**
 * What happens in a chat file:
 *
 * ```
 * == 2026-06-08 周一
 *
 * 09:05 漏斗 → 张伟
 *   你有 1 条线索停住了
 *
 * 09:20 张伟
 *   〔延后〕 云帆软件 (#1)
 *
 * 10:00 平台
 *   webhook 93000
 * ```
 *
 * A line in 〔〕 presses that button of the card with that title; 平台 breaks a channel with an error code and mends it
 * with 好了.
 */
export function turnsOf(text: string): readonly Turn[] {
  const turns: Turn[] = [];
  let day = '';
  for (const line of text.split('\n')) {
    const [, newDay] = /^== (\d{4}-\d{2}-\d{2})/.exec(line) ?? [];
    const [, time, who, to] = /^(\d{2}:\d{2}) (\S+)(?: → (\S+))?$/.exec(line) ?? [];
    const last = turns.at(-1);
    if (newDay !== undefined) day = newDay;
    else if (time !== undefined && who !== undefined)
      turns.push({ day, time, who, ...(to !== undefined && { to }), lines: [] });
    else if (line.startsWith('  ') && last) (last.lines as string[]).push(line.slice(2));
  }
  return turns;
}

/** The turns as a chat file shows them; a day on which nothing was said is there as well. */
export function chatText(title: string, days: readonly string[], turns: readonly Turn[]): string {
  const parts = [`# ${title}`];
  for (const day of days) {
    parts.push(`== ${day} 周${'日一二三四五六'[new Date(`${day}T00:00:00Z`).getUTCDay()]}`);
    for (const { who, to, time, lines } of turns.filter((turn) => turn.day === day)) {
      const header = `${time} ${who}${to === undefined ? '' : ` → ${to}`}`;
      parts.push([header, ...lines.map((line) => `  ${line}`.trimEnd())].join('\n'));
    }
  }
  return `${parts.join('\n\n')}\n`;
}

/** The days of some chat files, in order. */
export function daysOf(texts: readonly string[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(DAY)].map(([, day = '']) => day)))].sort();
}

/** Plays what people say in some chats, on a clock that shows every minute of the days in between; gives all that happened. */
export async function playChats(
  texts: readonly string[],
  { startAt, team }: { readonly startAt: string; readonly team: string },
): Promise<readonly Turn[]> {
  const spoken = texts.flatMap(turnsOf).filter(({ who }) => who !== BOT);
  const key = ({ day, time }: Pick<Turn, 'day' | 'time'>) => `${day}T${time}`;
  const script = [...spoken].sort((a, b) => key(a).localeCompare(key(b)));
  const days = daysOf(texts);
  const one = await openReminders({ startAt: Date.parse(`${startAt}:00+08:00`), team: `${FOLDER}/${team}.json` });
  const happened: Turn[] = [];
  const deliver = async (day: string, time: string) => {
    await one.drain();
    for (const message of one.sent.splice(0)) happened.push({ day, time, who: BOT, ...shown(message) });
  };
  try {
    for (const day of days) {
      for (let minute = FIRST_MINUTE; minute <= LAST_MINUTE; minute++) {
        const time = `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
        await one.tick(`${day}T${time}`);
        await deliver(day, time);
        for (const turn of script.filter((each) => key(each) === key({ day, time }))) {
          happened.push(turn);
          const answer = await act(one, turn, happened);
          if (answer !== '') happened.push({ day, time, who: BOT, to: turn.who, lines: answer.split('\n') });
          await deliver(day, time);
        }
      }
    }
  } finally {
    await one.close();
  }
  return happened;
}

async function act(one: Reminders, { who, lines }: Turn, happened: readonly Turn[]): Promise<string> {
  const text = lines.join('\n');
  if (who === PLATFORM) {
    const [channel = '', code = ''] = text.split(' ');
    if (code === '好了') one.mendChannel(channel);
    else one.breakChannel(channel, code);
    return '';
  }
  const userid = ADDRESSES[who] ?? who;
  const [, label, title] = /^〔(.+)〕 (.+)$/.exec(text) ?? [];
  if (label === undefined || title === undefined) return one.say(userid, text);
  const card = happened.findLast(({ to, lines: [first] }) => to === who && first === `▣ ${title}`);
  if (!card) throw new Error(`no card ${title} for ${who}`);
  return one.press(userid, title, label);
}

/** A message as a chat file shows it: a card by what is on it, a picture by its being one. */
function shown({ to, message }: SentMessage): Pick<Turn, 'to' | 'lines'> {
  const name = Object.entries(ADDRESSES).find(([, address]) => address === to)?.[0] ?? to;
  if (message.kind === 'card') {
    const { title, subtitle, body, options } = message.card;
    const buttons = options.map(({ label }) => `〔${label}〕`).join('');
    return {
      to: name,
      lines: [`▣ ${title}`, ...[subtitle, body].flatMap((text) => (text ? text.split('\n') : [])), buttons],
    };
  }
  if (message.kind !== 'text') return { to: name, lines: [`▣ ${message.kind}`] };
  const called = (message.mention ?? []).map((userid) => `@${nameOf(userid)}`).join(' ');
  return { to: name, lines: [...message.text.split('\n'), ...(called === '' ? [] : [called])] };
}

function nameOf(userid: string): string {
  return Object.entries(ADDRESSES).find(([, address]) => address === userid)?.[0] ?? userid;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}

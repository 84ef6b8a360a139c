import { isDay, isDays } from './args/day.ts';
import { looksLikeMoney, readMoney } from './args/money.ts';
import { looksLikePhone } from './args/phone.ts';
import {
  AGAINST_PATTERN,
  ASKED_WITHIN,
  CAUSE_LABEL,
  DEAD_NUMBER,
  KEYS,
  LABELLED_VALUE,
  MERE_PARTICLES,
  MYSELF,
  NO_NEW_NAME,
  PHONE_FIELDS,
  SUM_LABEL,
} from './args/sentence-words.ts';
import { LATER } from './args/words.ts';
import { quote } from './line.ts';

/** What the reader has to know of the team: its words for stages and for why a lead is lost. */
export interface TeamWords {
  /** Names, aliases and ids, longest first. */
  readonly stages: readonly string[];
  readonly lossReasons: readonly string[];
}

/** What the parts of a sentence's pattern held. */
export type Said = Readonly<Record<string, string | undefined>>;

/** The words a command is given beside the lead. */
export interface Values {
  readonly words: readonly string[];
  readonly isLikely?: boolean;
  /** The word that says on which day it was; absent when the command knows no day. */
  readonly takesDay?: (day: string) => string;
  /** True when the sentence itself is what is written down, its day included. */
  readonly takesText?: true;
}

const keyed = (key: string, value: string) => (value === '' ? [] : [`${key}=${quote(value)}`]);
const onDay = (day: string) => `${KEYS.on}=${day}`;

/** What was said after a sign or a space, without what only makes a question of it. */
function remark(more: string | undefined): string {
  const said = (more ?? '').replace(/^[\s：:，,。；;]+/, '').trim();
  return MERE_PARTICLES.test(said) ? '' : said;
}

/** What a sentence says beside the lead, as words of a line; undefined when it is not that sentence after all. */
export function wordsOf(command: string, said: Said, sentence: string, team: TeamWords): Values | undefined {
  const more = remark(said.more);
  switch (command) {
    case 'move': {
      const stage = said.unknown === undefined ? said.stage : `→ ${said.unknown}`;
      return {
        words: [...(stage === undefined ? [] : [stage]), ...keyed(KEYS.note, more)],
        isLikely: AGAINST_PATTERN.test(more),
        takesDay: onDay,
      };
    }
    case 'back':
      return { words: [said.stage ?? '', ...keyed(KEYS.cause, more.replace(CAUSE_LABEL, ''))], takesDay: onDay };
    case 'win':
      return winWords(said, more);
    case 'lose':
      return { words: causeWords(more.replace(CAUSE_LABEL, ''), team.lossReasons), takesDay: onDay };
    case 'junk':
      return {
        words: [...(said.junk === DEAD_NUMBER ? [DEAD_NUMBER] : []), ...keyed(KEYS.note, more)],
        takesDay: onDay,
      };
    case 'log':
      return { words: logWords(said, sentence), takesText: true };
    case 'next':
      return {
        words: [said.day ?? '', ...[[said.act ?? '', more].filter(Boolean).join('，')].filter(Boolean).map(quote)],
        takesText: true,
      };
    case 'snooze':
      return isDay(said.until ?? '') || isDay(`${said.until}${LATER}`) ? { words: [said.until ?? ''] } : undefined;
    case 'edit':
      return editWords(said.field ?? '', said.value?.trim() ?? '');
    case 'transfer': {
      const member = said.member?.trim() ?? '';
      return MYSELF.has(member) ? undefined : { words: [quote(member), ...(more === '' ? [] : [quote(more)])] };
    }
    case 'merge':
      return { words: [quote(said.other?.trim() ?? '')] };
    case 'new':
      return newWords(said);
    case 'away':
      return isDays(said.days ?? '') ? { words: [said.days ?? ''] } : undefined;
    default:
      return { words: [said.topic ?? said.when ?? said.stage ?? said.text ?? ''].filter(Boolean) };
  }
}

/** A field and its new value; a phone number is one, and no value asks anything. */
function editWords(field: string, value: string): Values | undefined {
  const isPhone = /^[-+()（）\s0-9]+$/.test(value);
  return ASKED_WITHIN.test(value) || (PHONE_FIELDS.has(field) && !isPhone) ? undefined : { words: keyed(field, value) };
}

/** The amount of a win, and what else was said of it. */
function winWords({ sum = '', done }: Said, more: string): Values | undefined {
  const amount = sum.trim().replace(SUM_LABEL, '');
  // What is glued to the word and is no amount makes it another word: the price of a win, the odds of one.
  if (amount !== '' && readMoney(amount) === undefined) return undefined;
  const [, first = '', rest = ''] = /^([^\s，,。；;]*)[\s，,。；;]*([\s\S]*)$/.exec(more) ?? [];
  const second = first.replace(SUM_LABEL, '');
  const isSum = amount === '' && (looksLikeMoney(second) || (second !== first && readMoney(second) !== undefined));
  const note = isSum ? rest : more;
  const sums = amount !== '' ? [amount] : isSum ? [second] : [];
  const isBare = done === undefined && sums.length === 0 && note !== '';
  return {
    words: [...sums, ...keyed(KEYS.note, note.trim())],
    isLikely: isBare || AGAINST_PATTERN.test(note),
    takesDay: onDay,
  };
}

/** The one of the team's reasons that is named, and the words themselves when they say more. */
function causeWords(cause: string, reasons: readonly string[]): readonly string[] {
  const named = reasons.filter((reason) => cause.includes(reason));
  const [reason] = named;
  if (named.length !== 1 || reason === undefined) return keyed(KEYS.note, cause);
  return [...keyed(KEYS.cause, reason), ...(cause === reason ? [] : keyed(KEYS.note, cause))];
}

/** A note that was dictated, or the sentence itself when it tells what happened. */
function logWords({ text, tale }: Said, sentence: string): readonly string[] {
  if (text !== undefined) return [quote(text.trim())];
  return tale === undefined ? [] : [quote(sentence.trim())];
}

/** A new customer's name, with whatever is said of them after it. */
function newWords({ text = '', noun = '', gap }: Said): Values | undefined {
  const [head = '', ...parts] = text.split(/[，,；;。\n]+/).map((part) => part.trim());
  const tokens = head.split(/\s+/);
  const trailing: string[] = [];
  for (;;) {
    const value = tokens.length > 1 ? valueWords(tokens.at(-1) ?? '') : undefined;
    if (value === undefined) break;
    trailing.unshift(value);
    tokens.pop();
  }
  const name = tokens.join(' ');
  if (name === '' || NO_NEW_NAME.test(name)) return undefined;
  // A letter or two right behind the word for a customer belong to it: nobody is called A.
  const isPartOfNoun = gap === '' && [...name].length <= 2;
  const values = parts.filter(Boolean).map((part) => ({ part, value: valueWords(part) }));
  const notes = values.flatMap(({ part, value }) => (value === undefined ? [part] : []));
  const given = values.flatMap(({ value }) => value ?? []);
  return {
    words: [
      quote(isPartOfNoun ? `${noun}${name}` : name),
      ...trailing,
      ...given,
      ...keyed(KEYS.note, notes.join('，')),
    ],
    isLikely: isPartOfNoun,
  };
}

/** What is surely an amount, a phone number or a value with its name, as a word of a line. */
function valueWords(part: string): string | undefined {
  const [, label, value] = LABELLED_VALUE.exec(part) ?? [];
  if (label !== undefined && value !== undefined) return `${label}=${quote(value.trim())}`;
  return looksLikePhone(part) || looksLikeMoney(part) ? part : undefined;
}

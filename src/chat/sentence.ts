import { SENTENCE_FORMS, SENTENCE_PARTS, type SentenceForm } from './args/form-words.ts';
import {
  BESIDE_NAME_AFTER,
  BESIDE_NAME_BEFORE,
  DOUBT_AFTER,
  DOUBT_BEFORE,
  ENDING_PATTERN,
  POLITE_PATTERN,
  QUESTION_ENDING,
  QUESTION_PATTERN,
  SOFT_ENDING_PATTERN,
  WISH_PATTERN,
  YESTERDAY_PATTERN,
} from './args/sentence-words.ts';
import { IT_WORDS } from './args/words.ts';
import { quote } from './line.ts';
import { type Said, type TeamWords, wordsOf } from './sentence-values.ts';

/** What a line without a slash asks for, as far as its words alone tell. */
export interface Sentence {
  /** English name of the command. */
  readonly command: string;
  /** `order`: do it. `report`: it happened. `question`: tell me. */
  readonly voice: SentenceForm['voice'];
  /** How it can be taken, the most literal first; all but the last count only when they name a lead exactly. */
  readonly readings: readonly SentenceReading[];
}

export interface SentenceReading {
  /** The words meant as a customer's name; absent when the command is about none. */
  readonly lead?: string;
  /** The words after the command, the lead included. */
  readonly words: string;
  /** `doubtful`: asked, denied, wished for or yet to come, so that nothing may change by it. */
  readonly mood: 'clear' | 'likely' | 'doubtful';
}

/** A longer line is a text, and one with such gaps a table: neither is said in passing. */
const MAX_LENGTH = 2200;
const GAP_PATTERN = /[\s：:，,。；;]{20}/;

/** Reads a line in every way it can be read as a sentence, the likeliest first; none when it is no such sentence. */
export type SentenceReader = (line: string) => readonly Sentence[];

/**
 * A reader for one team's words, which takes a sentence as the one command it comes down to. It is pure: whether there is
 * such a customer is for the caller to see. What is asked, denied, wished for or still to come is marked as doubtful.
 */
export function createSentenceReader(team: TeamWords): SentenceReader {
  const forms = SENTENCE_FORMS.map((form) => ({ form, pattern: patternOf(form, team) }));
  return (line) => {
    if (line.length > MAX_LENGTH || GAP_PATTERN.test(line)) return [];
    const said = line.replace(POLITE_PATTERN, '').replace(ENDING_PATTERN, '');
    const without = (words: RegExp, mood: 'likely' | 'doubtful') => {
      const rest = said.replace(words, '');
      if (rest === said) return [];
      return readPlain(rest.replace(POLITE_PATTERN, ''), forms, team).map((one) => inMood(one, mood));
    };
    return [...readPlain(said, forms, team), ...without(WISH_PATTERN, 'likely'), ...without(DOUBT_BEFORE, 'doubtful')];
  };
}

interface Form {
  readonly form: SentenceForm;
  readonly pattern: RegExp;
}

function inMood(sentence: Sentence, mood: 'likely' | 'doubtful'): Sentence {
  if (sentence.voice === 'question') return sentence;
  const readings = sentence.readings.map((one) => ({ ...one, mood: one.mood === 'doubtful' ? one.mood : mood }));
  return { ...sentence, readings };
}

/** True for what would change a lead that is named. */
function isChange({ voice, command, readings }: Sentence): boolean {
  return voice !== 'question' && command !== 'log' && readings.some(({ lead }) => lead !== undefined);
}

function readPlain(said: string, forms: readonly Form[], team: TeamWords): readonly Sentence[] {
  const soft = said.replace(SOFT_ENDING_PATTERN, '').replace(ENDING_PATTERN, '');
  const asked = said.replace(QUESTION_ENDING, '');
  return forms.flatMap(({ form, pattern }) => {
    // An order may end softly, where a report would become a question by it.
    const text = form.voice === 'question' ? said.replace(/[?？\s]+$/, '') : form.voice === 'report' ? said : soft;
    const read = (words: string) => {
      const found = pattern.exec(words);
      if (!found) return undefined;
      const { more, ...said } = found.groups ?? {};
      // A second thing to do is no remark about the first.
      const another =
        more !== undefined && readPlain(more.replace(/^[\s：:，,。；;]+/, ''), forms, team).some(isChange);
      if (!another) return sentenceOf(form, { ...said, more }, text, team);
      const first = sentenceOf(form, said, text, team);
      return first && inMood(first, 'likely');
    };
    // What is asked is asked of the words without the asking; what somebody dictates keeps its questions.
    const isDictated = form.voice === 'question' || /\{text\}/.test(form.pattern) || !QUESTION_PATTERN.test(text);
    return (isDictated ? (read(text) ?? read(asked)) : (read(asked) ?? read(text))) ?? [];
  });
}

function patternOf({ pattern }: SentenceForm, { stages }: TeamWords): RegExp {
  const usable = stages
    .filter((name) => [...name].length >= 2)
    .map((name) => name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const filled = pattern.replace(/\{([a-z_]+)\}/g, (_, part: string) =>
    part === 'stage' ? `(?<stage>${usable.join('|') || '(?!)'})` : (SENTENCE_PARTS[part] ?? ''),
  );
  return new RegExp(`^${filled}$`, 'i');
}

function sentenceOf(form: SentenceForm, said: Said, text: string, team: TeamWords): Sentence | undefined {
  const { command, voice } = form;
  const values = wordsOf(command, said, text, team);
  if (values === undefined) return undefined;
  const base = form.isLikely || values.isLikely ? 'likely' : 'clear';
  // What somebody has to say may be a question; the rest of what is done may not.
  const isAsked = voice !== 'question' && said.text === undefined && QUESTION_PATTERN.test(text);
  const mood = isAsked ? 'doubtful' : base;
  const withLead = (lead: string, more: string) => [quote(lead), ...values.words, ...(more ? [more] : [])].join(' ');
  if (said.lead === undefined) return { command, voice, readings: [{ words: values.words.join(' '), mood }] };
  const literal = said.lead.trim();
  const bare = nameIn(literal);
  if (bare.name === '') return undefined;
  const on = bare.day === undefined || !values.takesDay ? '' : values.takesDay(bare.day);
  const isDoubted =
    voice !== 'question' && (bare.isDoubted || (bare.day !== undefined && on === '' && !values.takesText));
  const readings: SentenceReading[] = [
    { lead: bare.name, words: withLead(bare.name, on), mood: isDoubted ? 'doubtful' : mood },
  ];
  if (bare.name !== literal) readings.unshift({ lead: literal, words: withLead(literal, ''), mood });
  return { command, voice, readings };
}

/** What is left of the words where a name stands, without the words beside it; whether those cast doubt; their day. */
function nameIn(literal: string): { readonly name: string; readonly isDoubted: boolean; readonly day?: string } {
  let name = literal;
  let isDoubted = false;
  let day: string | undefined;
  for (;;) {
    // What points at the lead spoken of last is a name by itself.
    if (IT_WORDS.has(name.toLowerCase())) return { name, isDoubted, ...(day !== undefined && { day }) };
    const before = name;
    name = name.replace(BESIDE_NAME_BEFORE, '').replace(BESIDE_NAME_AFTER, '');
    day ??= YESTERDAY_PATTERN.exec(name)?.[0];
    name = name.replace(YESTERDAY_PATTERN, '');
    const sure = name.replace(DOUBT_BEFORE, '').replace(DOUBT_AFTER, '');
    if (sure !== name) isDoubted = true;
    name = sure.trim();
    if (name === before) return { name, isDoubted, ...(day !== undefined && { day }) };
  }
}

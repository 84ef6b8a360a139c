import type { Member, Role } from '../../domain/access.ts';
import type { LocalDay } from '../../domain/period.ts';
import type { Reason, Stage } from '../../domain/stage.ts';
import type { LeadMatch } from '../../usecases/ports.ts';
import { isArrow, type Token } from '../line.ts';
import type { Arg, Scope, Taken } from './arg.ts';
import { readDay } from './day.ts';
import { takeLead } from './lead.ts';
import { takeMember } from './member.ts';
import { looksLikeMoney, meantAsMoney, readMoney } from './money.ts';
import { type Reading, read, unreadable } from './problem.ts';
import { readReason } from './reason.ts';
import { nearestStage, readStage } from './stage.ts';
import { ROLE_WORDS } from './words.ts';

interface Options {
  readonly label: string;
  readonly keys?: readonly string[];
}

/** Whether a word is a day does not depend on which day it is. */
const ANY_DAY = '2024-02-28' as LocalDay;

const one = <T>(reading: Reading<T>): Taken<T> => ({ used: 1, reading });

/** An argument that reads one word by a pure function; `problem` says why it could not. */
function word<T>(
  options: Options & {
    readonly place?: Arg['place'];
    readonly read: (text: string, scope: Scope) => T | undefined | Promise<T | undefined>;
    readonly problem: (
      typed: string,
      scope: Scope,
    ) => Parameters<typeof unreadable>[0] | Promise<Parameters<typeof unreadable>[0]>;
  },
): Arg<T> {
  return {
    label: options.label,
    keys: options.keys ?? [options.label],
    optional: false,
    place: options.place ?? 'word',
    take: async (words, scope) => {
      const typed = words[0]?.text ?? '';
      const value = await options.read(typed, scope);
      return one(value === undefined ? unreadable(await options.problem(typed, scope)) : read(value));
    },
  };
}

/** The arguments a command can declare. Each is required until wrapped in `optional`. */
export const arg = {
  /** An existing lead; `prefer` says which of several is more likely meant. */
  lead: ({ prefer = 'open' }: { readonly prefer?: 'open' | 'closed' } = {}): Arg<LeadMatch> => ({
    label: '客户',
    keys: ['客户', 'lead'],
    optional: false,
    place: 'word',
    take: (words, scope, others) => takeLead(words, scope, others, prefer),
  }),

  /** A name for something new: one word, or several in quotes. */
  name: (label: string): Arg<string> => ({
    label,
    keys: [label, 'name'],
    optional: false,
    place: 'word',
    take: async ([first]) => one(first ? read(first.text) : unreadable({ code: 'missing', label, choices: [] })),
  }),

  stage: (): Arg<Stage> => ({
    label: '阶段',
    keys: ['阶段', 'stage'],
    optional: false,
    place: 'word',
    take: async (words, scope, others) => {
      const skip = isArrow(words[0]) ? 1 : 0;
      const typed = words[skip];
      if (!typed) return { used: 0, reading: unreadable({ code: 'missing', label: '阶段', choices: [] }) };
      const stage = readStage(typed.text, scope.pipeline);
      if (stage) return { used: skip + 1, reading: read(stage) };
      const { pipeline } = scope;
      const near = typed.quoted ? undefined : nearestStage(typed.text, pipeline);
      const unknown = {
        code: 'stage_unknown',
        typed: typed.text,
        stages: pipeline.stages.map(({ name }) => name),
      } as const;
      if (!near) return { used: skip === 1 ? 2 : 0, reading: unreadable(unknown) };
      const note = others.noteKey === undefined ? {} : { asNote: others.noteKey };
      const unsure = { code: 'stage_unsure', typed: typed.text, span: typed, nearest: near.name, ...note } as const;
      return { used: skip + 1, reading: unreadable(unsure) };
    },
    choices: async (scope) => scope.pipeline.open.map(({ name }) => name),
  }),

  money: (): Arg<number> => ({
    ...word({
      label: '金额',
      keys: ['金额', 'amount'],
      read: readMoney,
      problem: (typed) => ({ code: 'not_money', label: '金额', typed }),
    }),
    spot: ({ text, quoted }) => !quoted && looksLikeMoney(text),
    meant: ({ text, quoted }) => !quoted && meantAsMoney(text),
  }),

  /** A day; `tense` decides what an open `周五` means. */
  day: (label: string, tense: 'future' | 'past', keys: readonly string[] = [label]): Arg<LocalDay> => ({
    ...word({
      label,
      keys,
      read: (text, { today }) => readDay(text, today, tense),
      problem: (typed) => ({ code: 'not_a_day', label, typed }),
    }),
    spot: ({ text, quoted }) => !quoted && readDay(text, ANY_DAY, tense) !== undefined,
  }),

  reason: (kind: Reason['kind']): Arg<Reason> => ({
    ...word<Reason>({
      label: '原因',
      keys: ['原因', 'reason'],
      read: async (text, { reasons }) => readReason(text, kind, await reasons()),
      problem: async (typed, { reasons }) => ({
        code: 'reason_unknown',
        typed,
        reasons: (await reasons()).filter((reason) => reason.kind === kind).map(({ name }) => name),
      }),
    }),
    choices: async ({ reasons }) => (await reasons()).filter((reason) => reason.kind === kind).map(({ name }) => name),
  }),

  member: (): Arg<Member> => ({
    label: '成员',
    keys: ['成员', 'member'],
    optional: false,
    place: 'word',
    take: takeMember,
  }),

  role: (): Arg<Role> =>
    word({
      label: '角色',
      keys: ['角色', 'role'],
      read: (text) => ROLE_WORDS[text.normalize('NFKC').toLowerCase()],
      problem: (typed) => ({ code: 'not_a_role', label: '角色', typed }),
    }),

  /** A WeCom userid. */
  userid: (label: string, keys: readonly string[]): Arg<string> =>
    word({
      label,
      keys,
      read: (text) => (/^[0-9a-z_.@-]{1,64}$/i.test(text) ? text.toLowerCase() : undefined),
      problem: (typed) => ({ code: 'not_a_userid', label, typed }),
    }),

  /** One of a few fixed words. */
  oneOf: <const W extends string>(label: string, words: readonly W[]): Arg<W> =>
    word({
      label,
      read: (text) => words.find((candidate) => candidate === text),
      problem: (typed) => ({ code: 'extra', typed }),
    }),

  /** A word of any kind. */
  word: (label: string, keys: readonly string[] = [label]): Arg<string> =>
    word({ label, keys, read: (text) => text, problem: () => ({ code: 'missing', label, choices: [] }) }),

  /** A mobile or landline number; picked up wherever an eleven-digit one stands. */
  phone: (): Arg<string> => ({
    ...word({
      label: '电话',
      keys: ['电话', '手机', 'phone'],
      read: (text) => text,
      problem: () => ({ code: 'missing', label: '电话', choices: [] }),
    }),
    spot: ({ text, quoted }) => !quoted && /^(?:\+?86)?1[3-9][0-9]{9}$/.test(text.normalize('NFKC')),
  }),

  /** Everything that is left, as typed. */
  rest: (label: string, keys: readonly string[] = [label, 'note']): Arg<string> => ({
    label,
    keys,
    optional: false,
    place: 'rest',
    take: async ([text]: readonly Token[]) => one(read(text?.text ?? '')),
    choices: async () => [],
  }),
};

/** The same argument, given only by key, or by a bare word that cannot be anything else. */
export function named<T>(argument: Arg<T>): Arg<T | undefined> {
  return { ...argument, optional: true, place: 'named' };
}

/** A named argument that no person has to know of. */
export function hidden<T>(argument: Arg<T>): Arg<T | undefined> {
  return { ...named(argument), hidden: true };
}

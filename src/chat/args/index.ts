import type { Member, Role } from '../../domain/access.ts';
import type { Month } from '../../domain/month.ts';
import type { Days, LocalDay } from '../../domain/period.ts';
import type { Reason, Stage } from '../../domain/stage.ts';
import type { About, RateChange } from '../../usecases/index.ts';
import type { LeadMatch } from '../../usecases/ports.ts';
import { isArrow, type Token } from '../line.ts';
import { takeAbout } from './about.ts';
import type { Arg } from './arg.ts';
import { isDay, isDayBeyondDoubt, isDays, readDay, readDays } from './day.ts';
import { goalArgs } from './goal.ts';
import { takeLead } from './lead.ts';
import { readLimit, readShare } from './limit.ts';
import { colleaguesOf, readUserid, takeMember } from './member.ts';
import { looksLikeMoney, meantAsMoney, readMoney } from './money.ts';
import { isMonth, readMonth } from './month.ts';
import { nameArg } from './name.ts';
import { isPeriod, readPeriod } from './period.ts';
import { looksLikePhone } from './phone.ts';
import { read, unreadable } from './problem.ts';
import { takeRateChange } from './rate-change.ts';
import { readReason } from './reason.ts';
import { reminderArgs } from './reminder.ts';
import { leadsToStage, nearestStage, readStage } from './stage.ts';
import { called, one, word } from './word.ts';
import {
  ARG_NAMES,
  DAY_SUGGESTIONS,
  LATER,
  MONTH_MEANT_PATTERN,
  NONE_WORDS,
  ROLE_WORDS,
  STAGE_OR_STALE,
  STALE_WORDS,
} from './words.ts';

/** The arguments a command can declare. Each is required until wrapped in `optional`. */
export const arg = {
  /** An existing lead; `prefer` says which of several is more likely meant. */
  lead: ({ prefer = 'open' }: { readonly prefer?: 'open' | 'closed' } = {}): Arg<LeadMatch> => ({
    ...called('lead'),
    optional: false,
    place: 'word',
    take: (words, scope, others) => takeLead(words, scope, others, prefer),
  }),

  name: nameArg,

  /** A stage; `open` leaves out the win, which is no place to stay in. */
  stage: ({ of = 'all' }: { readonly of?: 'all' | 'open' } = {}): Arg<Stage> => ({
    ...called('stage'),
    optional: false,
    place: 'word',
    take: async (words, scope, others) => {
      const skip = isArrow(words[0]) || leadsToStage(words, scope.pipeline) ? 1 : 0;
      const typed = words[skip];
      if (!typed) return { used: 0, reading: unreadable({ code: 'missing', label: ARG_NAMES.stage[0], choices: [] }) };
      const { pipeline } = scope;
      const stage = readStage(typed.text, pipeline);
      if (stage && of === 'open' && stage.kind !== 'open') {
        const stages = pipeline.open.map(({ name }) => name);
        return { used: skip + 1, reading: unreadable({ code: 'stage_not_open', typed: typed.text, stages }) };
      }
      if (stage) return { used: skip + 1, reading: read(stage) };
      const near = typed.quoted ? undefined : nearestStage(typed.text, pipeline);
      const unknown = {
        code: 'stage_unknown',
        typed: typed.text,
        stages: (of === 'open' ? pipeline.open : pipeline.stages).map(({ name }) => name),
      } as const;
      if (!near) return { used: skip === 1 ? 2 : 0, reading: unreadable(unknown) };
      const note = others.noteKey === undefined ? {} : { asNote: others.noteKey };
      const unsure = { code: 'stage_unsure', typed: typed.text, span: typed, nearest: near.name, ...note } as const;
      return { used: skip + 1, reading: unreadable(unsure) };
    },
    choices: async (scope) => scope.pipeline.open.map(({ name }) => name),
  }),

  /** An open stage, or all that stands still. */
  stageOrStale: (): Arg<Stage | 'stale'> => {
    const stage = arg.stage({ of: 'open' });
    return {
      ...stage,
      label: STAGE_OR_STALE,
      take: async (words, scope, others) =>
        STALE_WORDS.has(words[0]?.text.normalize('NFKC').toLowerCase() ?? '')
          ? one(read('stale'))
          : stage.take(words, scope, others),
    };
  },

  money: (): Arg<number> => ({
    ...word({
      ...called('money'),
      read: readMoney,
      problem: (typed) => ({ code: 'not_money', label: ARG_NAMES.money[0], typed }),
    }),
    spot: ({ text, quoted }) => !quoted && looksLikeMoney(text),
    meant: ({ text, quoted }) => !quoted && meantAsMoney(text),
  }),

  /** A day; `tense` decides which Friday a bare one means. */
  day: (label: string, tense: 'future' | 'past', keys: readonly string[] = [label]): Arg<LocalDay> => ({
    ...word({
      label,
      keys,
      read: (text, { today }) => readDay(text, today, tense),
      problem: (typed) => ({ code: 'not_a_day', label, typed }),
    }),
    spot: ({ text, quoted }) => !quoted && isDay(text),
    spotInNote: ({ text, quoted }) => !quoted && isDayBeyondDoubt(text, tense),
    ...(tense === 'future' && { choices: async () => DAY_SUGGESTIONS, takesOthers: true }),
  }),

  /** A day, or the days from one to another; from today on where the year is left out. */
  days: (label: string): Arg<{ readonly from: LocalDay; readonly to: LocalDay }> => ({
    ...word({
      label,
      read: (text, { today }) => readDays(text, today),
      problem: (typed) => ({ code: 'not_a_day', label, typed }),
    }),
    spot: ({ text, quoted }) => !quoted && isDays(text),
    meant: ({ text }) => /^[0-9０-９]/.test(text),
  }),

  ...reminderArgs,

  /** The number of something in a list. */
  number: (label: string): Arg<number> =>
    word({
      label,
      read: (text) =>
        /^#?[0-9]{1,9}$/.test(text.normalize('NFKC')) ? Number(text.normalize('NFKC').replace('#', '')) : undefined,
      problem: (typed) => ({ code: 'not_a_number', label, typed }),
    }),

  /** The day until which something is put off: a day, or how many days it is off. */
  putOff: (): Arg<LocalDay> =>
    word({
      ...called('until'),
      read: (text, { today }) => readDay(text, today, 'future') ?? readDay(`${text}${LATER}`, today, 'future'),
      problem: (typed) => ({ code: 'not_a_day', label: ARG_NAMES.until[0], typed }),
    }),

  /** A week, a month, a stretch of days; `tense` decides which October a bare one means. */
  period: ({ tense = 'past' }: { readonly tense?: 'past' | 'future' } = {}): Arg<Days> => ({
    ...word({
      ...called('period'),
      read: (text, { today }) => readPeriod(text, today, tense),
      problem: (typed) => ({ code: 'not_a_period', label: ARG_NAMES.period[0], typed }),
    }),
    spot: ({ text, quoted }) => !quoted && isPeriod(text),
    meant: ({ text }) => /^[0-9０-９]/.test(text),
  }),

  /** A month, past or to come. */
  month: (): Arg<Month> => ({
    ...word({
      ...called('month'),
      read: (text, { today }) => readMonth(text, today),
      problem: (typed) => ({ code: 'not_a_month', label: ARG_NAMES.month[0], typed }),
    }),
    spot: ({ text, quoted }) => !quoted && isMonth(text),
    meant: ({ text }) => MONTH_MEANT_PATTERN.test(text),
  }),

  ...goalArgs,

  /** A hop with another rate: all that stands in the line. */
  rateChange: (): Arg<RateChange> => ({
    ...called('change'),
    optional: false,
    place: 'rest',
    take: async ([written], { pipeline }) => one(takeRateChange(written?.text ?? '', pipeline)),
  }),

  /** Whose numbers: `@somebody`, a team, everybody. */
  about: (): Arg<About> => ({
    ...called('about'),
    optional: false,
    place: 'word',
    take: takeAbout,
    meant: () => true,
  }),

  /** Where leads came from, as it was written down. */
  source: (): Arg<string> =>
    word({ ...called('source'), read: (text) => text, problem: () => ({ code: 'missing', label: '', choices: [] }) }),

  reason: (kind: Reason['kind']): Arg<Reason> => ({
    ...word<Reason>({
      ...called('reason'),
      read: async (text, { reasons }) => readReason(text, kind, await reasons()),
      problem: async (typed, { reasons }) => ({
        code: 'reason_unknown',
        typed,
        reasons: (await reasons()).filter((reason) => reason.kind === kind).map(({ name }) => name),
      }),
    }),
    choices: async ({ reasons }) => (await reasons()).filter((reason) => reason.kind === kind).map(({ name }) => name),
  }),

  /** Somebody we know; `mayAdd` also lets `+userid` in, which is a rep who never wrote. */
  member: ({ mayAdd = false }: { readonly mayAdd?: boolean } = {}): Arg<Member> => ({
    ...called('member'),
    optional: false,
    place: 'word',
    take: (words, scope) => takeMember(words, scope, { mayAdd }),
    meant: () => true,
  }),

  /** Somebody to give leads to: those at hand are offered when nobody is named. */
  newOwner: (): Arg<Member> => ({ ...arg.member(), choices: colleaguesOf, takesOthers: true }),

  role: (): Arg<Role> =>
    word({
      ...called('role'),
      read: (text) => ROLE_WORDS.get(text.normalize('NFKC').toLowerCase()),
      problem: (typed) => ({ code: 'not_a_role', label: ARG_NAMES.role[0], typed }),
    }),

  /** A WeCom userid. */
  userid: (label: string, keys: readonly string[]): Arg<string> =>
    word({
      label,
      keys,
      read: readUserid,
      problem: (typed) => ({ code: 'not_a_userid', label, typed }),
    }),

  /** A number of workdays; null for none. */
  limit: (label: string): Arg<number | null> =>
    word({ label, read: readLimit, problem: (typed) => ({ code: 'not_a_limit', label, typed }) }),

  /** A share between 0 and 1; null for none. */
  share: (label: string): Arg<number | null> =>
    word({ label, read: readShare, problem: (typed) => ({ code: 'not_a_share', label, typed }) }),

  /** One of a few fixed words. */
  oneOf: <const W extends string>(label: string, words: readonly W[]): Arg<W> => ({
    ...word({
      label,
      read: (text) => words.find((candidate) => candidate === text),
      problem: (typed) => ({ code: 'extra', typed }),
    }),
    meant: () => true,
  }),

  /** One of a few fixed words, wherever it stands; any other word is left to the arguments after it. */
  flag: <const W extends string>(label: string, words: readonly W[]): Arg<W> => ({
    ...word({
      label,
      read: (text) => words.find((candidate) => candidate === text),
      problem: (typed) => ({ code: 'extra', typed }),
    }),
    spot: ({ text, quoted }) => !quoted && words.some((candidate) => candidate === text),
  }),

  /** A word of any kind. */
  word: (label: string, keys: readonly string[] = [label]): Arg<string> =>
    word({ label, keys, read: (text) => text, problem: () => ({ code: 'missing', label, choices: [] }) }),

  /** A word of any kind; null for what says that there is none. */
  wordOrNone: (label: string, keys: readonly string[]): Arg<string | null> =>
    word({
      label,
      keys,
      read: (text) => (NONE_WORDS.has(text.normalize('NFKC').trim()) ? null : text),
      problem: () => ({ code: 'missing', label, choices: [] }),
    }),

  /** A mobile or landline number; picked up wherever an eleven-digit one stands. */
  phone: (): Arg<string> => ({
    ...word({
      ...called('phone'),
      read: (text) => text,
      problem: () => ({ code: 'missing', label: ARG_NAMES.phone[0], choices: [] }),
    }),
    spot: ({ text, quoted }) => !quoted && looksLikePhone(text),
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

export { hidden, keyed, named, perhaps } from './modifiers.ts';

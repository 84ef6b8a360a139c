import type { StageId } from '../../domain/ids.ts';
import type { QuietHours } from '../../domain/schedule.ts';
import type { Audience } from '../../usecases/index.ts';
import type { Arg } from './arg.ts';
import { readQuiet, type Timing, takeTiming } from './rhythm.ts';
import { readStages } from './stage.ts';
import { word } from './word.ts';
import { AUDIENCE_WORDS, RHYTHM_START } from './words.ts';

/** What says when, to whom and about which leads something is sent again and again. */
export const reminderArgs = {
  /** When something is due again and again: several words, or a cron line. */
  timing: (label: string): Arg<Timing> => ({
    label,
    keys: [label, 'when'],
    optional: false,
    place: 'word',
    take: async (words) => takeTiming(words, label),
    spot: ({ text, quoted }) => !quoted && RHYTHM_START.test(text.normalize('NFKC')),
    meant: ({ text }) => RHYTHM_START.test(text.normalize('NFKC')),
  }),

  /** Hours nobody is disturbed in; null for none. */
  quiet: (label: string, keys: readonly string[]): Arg<QuietHours | null> =>
    word({ label, keys, read: readQuiet, problem: (typed) => ({ code: 'not_quiet_hours', label, typed }) }),

  /** To whom something is to be sent. */
  audience: (label: string, keys: readonly string[]): Arg<Audience> =>
    word({
      label,
      keys,
      read: (text) => AUDIENCE_WORDS.get(text.normalize('NFKC').trim()) ?? { kind: 'named', name: text },
      problem: (typed) => ({ code: 'extra', typed }),
    }),

  /** One or several open stages; null for all of them. */
  stages: (label: string, keys: readonly string[]): Arg<readonly StageId[] | null> =>
    word<readonly StageId[] | null>({
      label,
      keys,
      read: (text, { pipeline }) => readStages(text, pipeline),
      problem: (typed, { pipeline }) => ({
        code: 'stage_not_open',
        typed,
        stages: pipeline.open.map(({ name }) => name),
      }),
    }),
} as const;

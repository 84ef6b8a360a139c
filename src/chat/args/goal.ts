import type { Arg } from './arg.ts';
import { looksLikeWins, readPerWeek, readWins } from './wins.ts';
import { called, word } from './word.ts';
import { ARG_NAMES, WINS_SUGGESTIONS } from './words.ts';

/** What says how much is meant to be done. */
export const goalArgs = {
  /** A number of wins. */
  wins: (): Arg<number> => ({
    ...word({
      ...called('wins'),
      read: readWins,
      problem: (typed) => ({ code: 'not_wins', label: ARG_NAMES.wins[0], typed }),
    }),
    spot: ({ text, quoted }) => !quoted && looksLikeWins(text),
    choices: async () => WINS_SUGGESTIONS,
    takesOthers: true,
  }),

  /** How many a week; null for as many as usual. */
  perWeek: (): Arg<number | null> => ({
    ...word({
      ...called('perWeek'),
      read: readPerWeek,
      problem: (typed) => ({ code: 'extra', typed }),
    }),
    spot: ({ text, quoted }) => !quoted && readPerWeek(text) !== undefined,
  }),
} as const;

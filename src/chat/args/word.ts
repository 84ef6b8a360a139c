import type { Arg, Scope, Taken } from './arg.ts';
import { type Reading, read, unreadable } from './problem.ts';
import { ARG_NAMES } from './words.ts';

interface Options {
  readonly label: string;
  readonly keys?: readonly string[];
}

/** A reading of one word. */
export const one = <T>(reading: Reading<T>): Taken<T> => ({ used: 1, reading });

/** What an argument is called. */
export const called = (kind: keyof typeof ARG_NAMES) => ({ label: ARG_NAMES[kind][0], keys: ARG_NAMES[kind] });

/** An argument that reads one word by a pure function; `problem` says why it could not. */
export function word<T>(
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

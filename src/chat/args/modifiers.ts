import type { Arg } from './arg.ts';

/** The same argument, given only by key, or by a bare word that cannot be anything else. */
export function named<T>(argument: Arg<T>): Arg<T | undefined> {
  const { spotInNote } = argument;
  return { ...argument, optional: true, place: 'named', ...(spotInNote && { spot: spotInNote }) };
}

/** The same argument, given only by key: for a command whose note is about that very thing. */
export function keyed<T>(argument: Arg<T>): Arg<T | undefined> {
  return { ...argument, optional: true, place: 'named', spot: () => false };
}

/** A named argument that no person has to know of. */
export function hidden<T>(argument: Arg<T>): Arg<T | undefined> {
  return { ...named(argument), hidden: true };
}

/** The same argument, for a word that may as well belong to the one after it. */
export function perhaps<T>(argument: Arg<T>): Arg<T> {
  return { ...argument, meant: () => false };
}

import type { Member } from '../../domain/access.ts';
import type { LeadId } from '../../domain/ids.ts';
import type { LocalDay } from '../../domain/period.ts';
import type { Pipeline, Reason } from '../../domain/stage.ts';
import type { LeadStore, MemberStore } from '../../usecases/ports.ts';
import type { Token } from '../line.ts';
import type { Reading } from './problem.ts';

/** What resolvers may look at while they read one line. */
export interface Scope {
  readonly actor: Member;
  readonly today: LocalDay;
  readonly pipeline: Pipeline;
  /** Those that can be chosen. */
  readonly reasons: () => Promise<readonly Reason[]>;
  readonly leads: LeadStore;
  readonly members: MemberStore;
  /** The lead the person spoke of last in this chat, while "it" still means that. */
  readonly lastLead?: LeadId | undefined;
}

/** What an argument took from the words before it: how many, and what they mean. */
export interface Taken<T> {
  readonly used: number;
  readonly reading: Reading<T>;
  /** A stage found glued to a lead's name or standing before it, for the command's stage argument. */
  readonly stage?: Token;
}

/** One argument of a command. `T` is what `run` receives. */
export interface Arg<T = unknown> {
  /** Name in the usage line. */
  readonly label: string;
  readonly optional: boolean;
  /** Names it can be given by, as `key=value`; the first is the one shown. */
  readonly keys: readonly string[];
  /** `word`: a word in its place. `named`: only by key (or when unmistakable, see `spot`). `rest`: all that is left. */
  readonly place: 'word' | 'named' | 'rest';
  /** True for what only the bot's own questions use: it stays out of the usage line. */
  readonly hidden?: true;
  /** Reads words in place; used 0 means "not mine" for an optional argument. */
  take(words: readonly Token[], scope: Scope, others: Others): Promise<Taken<T>>;
  /** True for a bare word that can only be this argument, wherever it stands. */
  spot?(word: Token): boolean;
  /** As `spot`, for an argument that is no part of the line's order: true only beyond any doubt. */
  spotInNote?(word: Token): boolean;
  /** True for a word that was meant as this argument though it cannot be read: then it is no part of the note. */
  meant?(word: Token): boolean;
  /** Answers to offer when it is missing: absent when nothing can be offered, empty for free text. */
  choices?(scope: Scope): Promise<readonly string[]>;
  /** True when an answer beside `choices` makes sense. */
  readonly takesOthers?: true;
}

/** What an argument must know of its neighbours. */
export interface Others {
  /** True when the command also takes a stage. */
  readonly hasStage: boolean;
  /** True when no other argument has a place in the line: then all words are this one's. */
  readonly isAlone: boolean;
  /** Key of the command's free note. */
  readonly noteKey: string | undefined;
}

/** An argument that may be left out. */
export function optional<T>(arg: Arg<T>): Arg<T | undefined> {
  return { ...arg, optional: true };
}

/**
 * The command kit: the only door of this room that `commands/` uses. A command is one declaration; the folder is the
 * registry.
 */
import type { Member, Permission } from '../domain/access.ts';
import type { LeadId, MemberId } from '../domain/ids.ts';
import type { Pipeline } from '../domain/stage.ts';
import { type Today, texts } from '../texts/index.ts';
import type { About, Use } from '../usecases/index.ts';
import type { Arg } from './args/arg.ts';
import type { Place } from './context.ts';
import type { ArgSpecs, ValuesOf } from './parse-args.ts';
import type { Attachment, NewGroup, Option, Reply } from './reply-types.ts';

/** What `run` works with: the arguments as read, who typed them, and everything that can be asked for. */
export interface Call<Args> {
  readonly args: Args;
  /** What stood after the command, as typed: for asking for the rest of it. */
  readonly words: string;
  readonly actor: Member;
  readonly use: Use;
  readonly today: Today;
  readonly pipeline: Pipeline;
  /** The commands this person may use, for help. */
  readonly commands: readonly Command[];
  /** Where it was said. */
  readonly place: Place;
}

export interface CommandSpec<Specs extends ArgSpecs> {
  /** English name, for code and logs; also understood in chat. */
  readonly name: string;
  /** What people type; the first is the title. */
  readonly aliases: readonly [string, ...string[]];
  readonly permission: Permission;
  readonly summary: string;
  /** Place in the help, lowest first. */
  readonly order: number;
  readonly args: Specs;
  /** Lines without the slash; each is executed by a test against the seed data. */
  readonly examples: readonly [string, ...string[]];
  /** True when sending the same line twice in a row means it twice, as for an undo and everything that only reads. */
  readonly repeatable: boolean;
  /** `leads`: a line may begin with several leads, for each of which it then runs by itself. */
  readonly several?: 'leads';
  readonly run: (call: Call<ValuesOf<Specs>>) => Promise<Reply>;
}

/** A command whatever its arguments: what the registry holds. */
export interface Command extends Omit<CommandSpec<ArgSpecs>, 'run'> {
  readonly run: (call: Call<Readonly<Record<string, unknown>>>) => Promise<Reply>;
}

/** Declares a command; the types of `run`'s arguments follow from `args`. */
export function defineCommand<const Specs extends ArgSpecs>(spec: CommandSpec<Specs>): Command {
  // The parser gives `run` exactly the values its specs describe; the registry forgets their types.
  return spec as unknown as Command;
}

/** How a command is written: its title and its arguments, optional ones in brackets. */
export function usageOf({ aliases, args }: Command): string {
  const parts = Object.values(args)
    .filter(({ hidden }) => !hidden)
    .map(usageOfArg);
  return [`/${aliases[0]}`, ...parts].join(' ');
}

function usageOfArg(arg: Arg): string {
  const text = arg.place === 'named' ? `${arg.label}=…` : arg.label;
  return arg.optional ? `[${text}]` : text;
}

type Addressee = Pick<Member, 'userid' | 'name'>;

/** The kinds of reply a command gives. */
export const reply = {
  text: (text: string): Reply => ({ kind: 'text', text }),
  choice: (
    text: string,
    options: readonly { readonly label: string; readonly line: string }[],
    free?: string | undefined,
  ): Reply => ({ kind: 'choice', text, options, ...(free !== undefined && { free }) }),
  /** A choice that may be left unanswered. */
  offer: (
    text: string,
    options: readonly { readonly label: string; readonly line: string }[],
    free?: string | undefined,
  ): Reply => ({ kind: 'choice', text, options, isOffer: true, ...(free !== undefined && { free }) }),
  /** The same reply, for nobody but the asker: a group never sees it. */
  alone: (said: Reply): Reply => ({ ...said, isPrivate: true }),
  /** The same reply, about a lead that was not among the arguments: from now on that is what "it" means. */
  about: (said: Reply, lead: { readonly id: LeadId }): Reply => ({ ...said, lead: lead.id }),
  /** The same reply, of which others are told as well. */
  telling: (said: Reply, notices: readonly { readonly member: Addressee; readonly text: string }[]): Reply => ({
    ...said,
    notices: notices.map(({ member: { userid, name }, text }) => ({ userid, name, text })),
  }),
  /** A text that announces a group, which the app makes by itself. */
  opening: (text: string, opens: NewGroup): Reply => ({ kind: 'text', text, opens }),
  /** A text that announces what a schedule would say now, which follows by itself, to the asker alone. */
  trial: (text: string, data: { readonly schedule: number; readonly by: MemberId }): Reply => ({
    kind: 'text',
    text,
    isPrivate: true,
    attachments: [{ kind: 'fresh', data: { ...data, kind: 'trial' } }],
  }),
  /** A text that announces a file, which follows by itself. */
  file: (text: string, file: Extract<Attachment, { readonly kind: 'file' }>): Reply => ({
    kind: 'text',
    text,
    attachments: [file],
  }),
  /** A text that announces what is done after it and told of when it is. */
  task: (text: string, task: NonNullable<Reply['task']>): Reply => ({ kind: 'text', text, task }),
  /** A report with its pictures; one person's numbers are nobody else's business. */
  report: (view: { readonly about: About }, text: string, ...attachments: readonly Attachment[]): Reply => ({
    kind: 'text',
    text,
    ...(attachments.length > 0 && { attachments }),
    ...(view.about.kind === 'member' && { isPrivate: true }),
  }),
  /** The same reply with a card's face and buttons, where there are cards. */
  card: (said: Reply, face: NonNullable<Reply['face']>, actions: readonly Option[]): Reply => ({
    ...said,
    face,
    actions,
  }),
} as const;

export { newAppChatId } from './app-chat.ts';
export { optional } from './args/arg.ts';
export { arg, hidden, keyed, named, perhaps } from './args/index.ts';
export { quote } from './line.ts';
export { offerNextStep } from './next-step-offer.ts';
export { examplesWith } from './own-examples.ts';
export { pictures } from './pictures.ts';
export { texts };

import { texts } from '../texts/index.ts';
import { quote, type Token, tokenize } from './line.ts';
import type { ArgSpecs } from './parse-args.ts';

/** Arguments that are a lead, in the order they stand in a line. */
const LEADS = ['lead', 'into', 'from'] as const;

/**
 * A command's examples with the asker's own leads in the places of leads, so that each can be sent as it stands; an
 * example that already speaks of one of theirs stays. `own` are the names of their open leads, those to be named first;
 * without any, a word says what belongs there. What only the bot's own questions add is left out.
 */
export function examplesWith(
  own: readonly string[],
  { args, examples }: { readonly args: ArgSpecs; readonly examples: readonly string[] },
): readonly string[] {
  const leads = LEADS.filter((name) => args[name]?.optional === false).length;
  const hidden = new Set(Object.values(args).flatMap((arg) => (arg.hidden ? arg.keys : [])));
  return [...new Set(examples.map((example) => withOwn(example, own, leads, hidden)))];
}

function withOwn(example: string, own: readonly string[], leads: number, hidden: ReadonlySet<string>): string {
  const [title, ...rest] = tokenize(example);
  const words = rest.filter(({ key }) => key === undefined || !hidden.has(key));
  const named = new Set<string>();
  const shown = words.map((word, at) => {
    if (at >= leads) return example.slice(word.start, word.end);
    const name = own.find((one) => one.startsWith(word.text)) ?? own.find((one) => !named.has(one));
    if (name !== undefined) named.add(name);
    return isAlreadyOwn(word, own) ? example.slice(word.start, word.end) : quote(name ?? texts.help.someLead);
  });
  return [title?.text ?? '', ...shown].join(' ');
}

function isAlreadyOwn({ text }: Token, own: readonly string[]): boolean {
  return own.some((name) => name.startsWith(text));
}

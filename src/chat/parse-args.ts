import type { Arg, Others, Scope } from './args/arg.ts';
import type { Problem } from './args/problem.ts';
import { splitAfterStage } from './args/stage.ts';
import { isArrow, type Token, tokenize } from './line.ts';

export type ArgSpecs = Readonly<Record<string, Arg>>;

/** The values `run` receives, as the declared arguments give them. */
export type ValuesOf<Specs> = { readonly [Name in keyof Specs]: Specs[Name] extends Arg<infer T> ? T : never };

export type Parsed =
  | { readonly ok: true; readonly values: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Problems of a word that was meant as a stage, whatever else may stand in its place. */
const SURELY_A_STAGE: ReadonlySet<Problem['code']> = new Set(['stage_unsure', 'stage_not_open']);

/**
 * Reads the words after a command. Named values first, wherever they stand; then the words in their places, left to
 * right; then what cannot be mistaken; what is left goes to the `rest` argument or is too much. Every problem is
 * reported, not only the first.
 */
export async function parseArgs(specs: ArgSpecs, line: string, scope: Scope): Promise<Parsed> {
  const entries = Object.entries(specs);
  const others: Others = {
    hasStage: entries.some(([name]) => name === 'stage'),
    isAlone: entries.filter(([, { place, hidden }]) => place !== 'named' && !hidden).length === 1,
    noteKey: entries.find(([, arg]) => arg.place === 'rest')?.[1].keys[0],
  };
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  const failed = new Set<string>();
  const settle = (name: string, taken: Awaited<ReturnType<Arg['take']>>) => {
    if (taken.reading.ok) values[name] = taken.reading.value;
    else {
      problems.push(taken.reading.problem);
      failed.add(name);
    }
  };

  let words: Token[] = [];
  for (const token of tokenize(line)) {
    const entry = token.key === undefined ? undefined : entries.find(([, arg]) => arg.keys.includes(token.key ?? ''));
    if (!entry) words.push(token.key === undefined ? token : wholeWord(token, line));
    else if (token.text !== '')
      settle(entry[0], await entry[1].take([unkeyed(token)], scope, { ...others, hasStage: false }));
  }
  if (others.hasStage) words = words.flatMap((word) => splitAfterStage(word, scope.pipeline));

  const open = (name: string) => !(name in values) && !failed.has(name);
  const settleSpotted = async (name: string, arg: Arg) => {
    const at = arg.spot && open(name) ? words.findIndex((word) => arg.spot?.(word)) : -1;
    const word = words[at];
    if (!word) return;
    settle(name, await arg.take([word], scope, others));
    words = words.toSpliced(at, 1);
  };
  // A day beyond doubt may stand before what has a place of its own.
  for (const [name, arg] of entries) if (arg.spotInNote && arg.place === 'named') await settleSpotted(name, arg);
  for (const [name, arg] of entries) {
    if (arg.place !== 'word' || !open(name) || words.length === 0) continue;
    const at = Math.max(arg.spot ? words.findIndex((word) => arg.spot?.(word)) : 0, 0);
    const taken = await arg.take(words.slice(at), scope, others);
    const unreadable = !taken.reading.ok && !SURELY_A_STAGE.has(taken.reading.problem.code);
    // A word that is not there leaves what stands in its place to the arguments after it: when it is optional, or when
    // it can be asked for and the words may well be the note.
    const canWait = arg.optional || (taken.reading.ok === false && taken.reading.problem.code === 'reason_unknown');
    if (canWait && unreadable && taken.used < 2 && !(words[at] && arg.meant?.(words[at]))) continue;
    settle(name, taken);
    words = words.toSpliced(at, Math.max(taken.used, 1));
    const stageArg = specs.stage;
    if (taken.stage && stageArg && open('stage')) settle('stage', await stageArg.take([taken.stage], scope, others));
  }

  for (const [name, arg] of entries) await settleSpotted(name, arg);

  const rest = entries.find(([name, arg]) => arg.place === 'rest' && open(name));
  const left = words.filter((word) => !isArrow(word));
  if (rest && words.length > 0) settle(rest[0], await rest[1].take([asTyped(words, line)], scope, others));
  else if (left[0]) problems.push({ code: 'extra', typed: left.map(({ text }) => text).join(' ') });

  for (const [name, arg] of entries) {
    if (arg.optional || !open(name)) continue;
    const choices = await arg.choices?.(scope);
    const key =
      choices === undefined
        ? {}
        : { key: arg.keys[0] ?? arg.label, takesOthers: arg.takesOthers ?? choices.length === 0 };
    problems.push({ code: 'missing', label: arg.label, choices: choices ?? [], ...key });
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, values };
}

/** A named value without its name, for the resolver; it is one word however it was typed. */
function unkeyed({ text, start, end }: Token): Token {
  return { text, quoted: true, start, end };
}

/** `a=b` whose key the command does not know is just a word. */
function wholeWord({ start, end }: Token, line: string): Token {
  return { text: line.slice(start, end), quoted: false, start, end };
}

/** Several words as one, with the line breaks and quotes they were typed with. */
function asTyped(words: readonly Token[], line: string): Token {
  const [first, ...more] = words;
  if (!first || more.length === 0) return first ?? { text: '', quoted: false, start: 0, end: 0 };
  let text = line.slice(first.start, first.end);
  let { end } = first;
  for (const word of more) {
    const gap = line.slice(end, word.start);
    // Something was taken out between the two: one space stands for it.
    text += (gap.trim() === '' ? gap : ' ') + line.slice(word.start, word.end);
    ({ end } = word);
  }
  return { text, quoted: false, start: first.start, end };
}

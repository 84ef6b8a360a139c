import type { OpenQuestion } from '../usecases/ports.ts';
import { SLASHES } from './args/sentence-words.ts';
import { CANCEL_WORDS } from './args/words.ts';
import type { Command } from './command.ts';
import { quote } from './line.ts';
import type { Registry } from './registry.ts';

/** What a message asks for. */
export type Intent =
  /**
   * `chosen`: what was said to the open question, when the command is its answer. `bare`: it stood there without a
   * slash, as a word by itself or glued to what follows.
   */
  | {
      readonly kind: 'command';
      readonly command: Command;
      readonly words: string;
      readonly chosen?: string;
      readonly bare?: 'word' | 'glued';
    }
  /** `words`: what stood after the word. */
  | { readonly kind: 'unknown_command'; readonly word: string; readonly words: string }
  | { readonly kind: 'cancel' }
  /** An answer to a question whose time is over. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'not_an_option'; readonly count: number }
  | { readonly kind: 'no_question' }
  | { readonly kind: 'hint' };

/**
 * What somebody means by a line, given what the bot last asked them. A command always wins over the question; without
 * a slash a line is a command only when its first word is exactly one's name, and while an answer in one's own words is
 * awaited only when it is nothing but that name, or the answer was only offered. To a bot that was spoken to by name, every line is a command.
 */
export function interpret(
  line: string,
  question: OpenQuestion | null,
  now: number,
  registry: Registry,
  address: 'spoken to' | 'overheard' = 'overheard',
): Intent {
  if (/^[/／]/.test(line)) return readCommand(line.slice(1), registry);
  if (line === '') return { kind: 'hint' };
  // The key of the slash gives other signs on other keyboards; only a command's name behind one makes it a slash.
  const slashed = SLASHES.test(line) ? readCommand(line.slice(1), registry) : undefined;
  if (slashed?.kind === 'command') return slashed;
  const word = line.normalize('NFKC').toLowerCase();
  const bare = readCommand(line, registry, 'exactly');
  const isCommandAlone = bare.kind === 'command' && (bare.words === '' || question?.isOffer === true);
  if (question !== null && !(isCommandAlone && question.free !== undefined)) {
    const answer = readAnswer(line, word, question, now);
    if (answer !== undefined) return 'kind' in answer ? answer : readChoice(answer, registry);
  }
  if (bare.kind === 'command') return { ...bare, bare: 'word' };
  const loose = address === 'spoken to' ? readCommand(line, registry) : bare;
  if (loose.kind === 'command') return { ...loose, bare: 'glued' };
  if (CANCEL_WORDS.has(word) || /^[0-9]{1,2}$/.test(word)) return { kind: 'no_question' };
  return { kind: 'hint' };
}

function readCommand(text: string, registry: Registry, how: 'loosely' | 'exactly' = 'loosely'): Intent {
  const [, word = '', words = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
  const command = registry.find(word);
  if (command) return { kind: 'command', command, words };
  const glued = how === 'loosely' ? registry.findGlued(word) : undefined;
  if (glued) return { kind: 'command', command: glued.command, words: `${glued.rest} ${words}`.trim() };
  return word === '' ? { kind: 'hint' } : { kind: 'unknown_command', word, words };
}

/** An answer to a question, and the line it stands for. */
interface Choice {
  readonly line: string;
  readonly chosen: string;
}

function readChoice({ line, chosen }: Choice, registry: Registry): Intent {
  const intent = readCommand(line.slice(1), registry);
  return intent.kind === 'command' ? { ...intent, chosen } : intent;
}

/** The line an answer stands for, or what is wrong with it; undefined when it is no answer at all. */
function readAnswer(line: string, word: string, question: OpenQuestion, now: number): Choice | Intent | undefined {
  const { options, free, expiresAt } = question;
  const number = /^[0-9]{1,2}$/.test(word) ? Number(word) : undefined;
  const chosen = number === undefined ? options.find(({ label }) => label === line) : options[number - 1];
  const looksLikeAnswer = CANCEL_WORDS.has(word) || number !== undefined || chosen !== undefined;
  if (now >= expiresAt) return looksLikeAnswer ? { kind: 'expired' } : undefined;
  if (CANCEL_WORDS.has(word)) return { kind: 'cancel' };
  if (chosen) return { line: chosen.line, chosen: chosen.label };
  // A lone digit beside numbered options is a slip of the thumb, not what somebody has to say.
  const isSlip = number !== undefined && (free === undefined || (options.length > 0 && number < 10));
  if (isSlip) return { kind: 'not_an_option', count: options.length };
  return free === undefined ? undefined : { line: fillIn(free, line), chosen: line };
}

/** The answer's place is the last one: the words before it are the person's own and may look the same. */
function fillIn(free: string, answer: string): string {
  const place = '{answer}';
  const at = free.lastIndexOf(place);
  return at === -1 ? free : free.slice(0, at) + quote(answer) + free.slice(at + place.length);
}

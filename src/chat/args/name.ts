import type { Token } from '../line.ts';
import type { Arg, Taken } from './arg.ts';
import { looksLikeMoney } from './money.ts';
import { looksLikePhone } from './phone.ts';
import { read, unreadable } from './problem.ts';
import { NEW_NOUNS } from './words.ts';

/** A name for something new: one word, several in quotes, or several Latin ones that each begin as a name does. */
export function nameArg(label: string): Arg<string> {
  return {
    label,
    keys: [label, 'name'],
    optional: false,
    place: 'word',
    spot: isNameLike,
    take: async (words) => takeName(words, label),
  };
}

function takeName(words: readonly Token[], label: string): Taken<string> {
  const [first, second] = words;
  const isNoun = first?.quoted === false && NEW_NOUNS.has(first.text);
  if (!first || !isNameLike(first) || (isNoun && !(second && isNameLike(second)))) {
    return { used: 1, reading: unreadable({ code: 'missing', label, choices: [] }) };
  }
  if (second && isNoun) {
    // A letter or two behind the word belong to it: nobody is called A.
    if (!second.quoted && [...second.text].length <= 2) return { used: 2, reading: read(first.text + second.text) };
    const { used, reading } = takeName(words.slice(1), label);
    return { used: used + 1, reading };
  }
  const end = first.quoted || !LATIN.test(first.text) ? 1 : words.findIndex((word, at) => at > 0 && !goesOn(word));
  const used = end === -1 ? words.length : end;
  const name = words.slice(0, used).map(({ text }) => text);
  return { used, reading: read(name.join(' ')) };
}

const LATIN = /^[A-Z0-9][\w.&'’+-]*$/i;

/** True for a word that goes on a Latin name. */
function goesOn({ text, quoted }: Token): boolean {
  return !quoted && /^[A-Z&]/.test(text) && LATIN.test(text.replace(/^&/, 'A'));
}

/** An amount or a phone number is nobody's name. */
function isNameLike({ text, quoted }: Token): boolean {
  return quoted || !(looksLikeMoney(text) || looksLikePhone(text));
}

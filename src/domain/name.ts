/** Words that carry no meaning in a company name: legal suffixes, and city prefixes people leave out. */
export interface NameWords {
  readonly suffixes: readonly string[];
  readonly cities: readonly string[];
}

/** Spaces, punctuation, symbols, and the invisible marks that come along when a name is pasted. */
const IGNORED = /[\s\p{P}\p{S}\p{Cf}]+/gu;

/** Full-width to half-width, lower case, no spaces, no punctuation. What two spellings of one name have in common. */
export function foldName(name: string): string {
  // Composed again at the end: what stood between a letter and its accent may just have gone.
  return name.normalize('NFKC').toLowerCase().replace(IGNORED, '').normalize('NFC');
}

/**
 * The folded name without its legal suffixes: what names are compared by. A name that consists of nothing else keeps
 * itself, and one made of punctuation alone keeps its characters, so the result is never empty for a non-blank name.
 */
export function normaliseName(name: string, words: NameWords): string {
  let rest = foldName(name);
  for (;;) {
    const suffix = words.suffixes.find((word) => rest.length > word.length && rest.endsWith(word));
    if (!suffix) return rest || name.normalize('NFKC').trim().toLowerCase();
    rest = rest.slice(0, -suffix.length);
  }
}

/** The normalised name without a leading city, or undefined when there is none (or nothing would be left). */
export function withoutCity(normalised: string, words: NameWords): string | undefined {
  const city = words.cities.find((word) => normalised.startsWith(word) && normalised.length - word.length >= 2);
  return city === undefined ? undefined : normalised.slice(city.length);
}

/** Digits of a phone number, without a leading +86. Empty when there are none. */
export function normalisePhone(phone: string): string {
  const digits = phone.normalize('NFKC').replace(/\D+/g, '');
  return digits.length > 11 && digits.startsWith('86') ? digits.slice(2) : digits;
}

/** True when one insertion, deletion, replacement or swap of neighbours turns `a` into `b` (or they are equal). */
export function isWithinOneEdit(a: string, b: string): boolean {
  const left = [...a];
  const right = [...b];
  if (Math.abs(left.length - right.length) > 1) return false;
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let endLeft = left.length;
  let endRight = right.length;
  while (endLeft > start && endRight > start && left[endLeft - 1] === right[endRight - 1]) {
    endLeft--;
    endRight--;
  }
  const gapLeft = endLeft - start;
  const gapRight = endRight - start;
  if (gapLeft <= 1 && gapRight <= 1) return true;
  return gapLeft === 2 && gapRight === 2 && left[start] === right[start + 1] && left[start + 1] === right[start];
}

/**
 * True when `a` may be `b` mistyped: one edit apart, but never in the letters and digits that number names (lead A is
 * not lead B, building 3 not building 4) unless the whole name is written with them.
 */
export function isTypoOf(a: string, b: string): boolean {
  if (!isWithinOneEdit(a, b)) return false;
  const isLatin = /^[a-z]{4,}$/;
  return (isLatin.test(a) && isLatin.test(b)) || numbering(a) === numbering(b);
}

function numbering(name: string): string {
  return name.replace(/[^a-z0-9]/g, '');
}

import { companyName } from './company-names.ts';

/** What people type to find a lead, made of a name as there are in the database. */
export const QUERIES = {
  exact: (name: { readonly norm: string; readonly full: string }) => name.full,
  part: ({ norm }, random) => piece(norm, 2, random),
  initials: ({ initials }, random) => piece(initials, Math.min(4, initials.length), random),
  typo: ({ norm }, random) => mistyped(norm, random),
} satisfies Record<
  string,
  (name: { readonly norm: string; readonly full: string; readonly initials: string }, random: () => number) => string
>;

function piece(text: string, length: number, random: () => number): string {
  const characters = [...text];
  const at = Math.floor(random() * (characters.length - length + 1));
  return characters.slice(at, at + length).join('');
}

/** One character of it exchanged for one of another name. */
function mistyped(name: string, random: () => number): string {
  const characters = [...name];
  characters[Math.floor(random() * characters.length)] = [...companyName(random)][0] ?? '';
  return characters.join('');
}

import type { LeadMatch } from '../usecases/ports.ts';
import type { Others, Scope, Taken } from './args/arg.ts';
import { takeLead, takeNamedLead } from './args/lead.ts';
import { readStage } from './args/stage.ts';
import { LIST_SIGNS } from './args/words.ts';
import { type Token, tokenize } from './line.ts';
import type { ArgSpecs } from './parse-args.ts';

/** Several leads at the start of a line, and what is said of all of them. */
export interface LeadList {
  /** One line of words per lead: the lead, then the rest. */
  readonly lines: readonly { readonly typed: string; readonly words: string }[];
}

/** Beyond this no list is looked for: nobody names so many customers in one line. */
const MAX_LENGTH = 3000;

interface Item {
  readonly typed: string;
  readonly match: LeadMatch | undefined;
  /** Where what follows it begins. */
  readonly end: number;
  /** What stood before it: nothing, the comma of enumerations, or a sign that may mean anything. */
  readonly sign: 'none' | 'enumeration' | 'other';
}

/**
 * The leads a line begins with, when there are several; undefined when there is one, or when it is no list beyond
 * doubt, for a note has commas too. With an enumeration comma a list may contain names nobody knows; with any other
 * sign, or with spaces, everything in it must be a lead's very name. A real name with such a sign in it comes first.
 */
export async function readLeadList(words: string, specs: ArgSpecs, scope: Scope): Promise<LeadList | undefined> {
  const begin = words.slice(0, MAX_LENGTH);
  const items = LIST_SIGNS.test(begin) ? await signedItems(begin, specs, scope) : [];
  if (items === 'one name') return undefined;
  const list = items.length > 1 && isList(items) ? items : await spacedItems(begin, specs, scope);
  if (list.length < 2) return undefined;
  const rest = words.slice(list.at(-1)?.end ?? 0).trim();
  const refs = new Map(list.map(({ typed, match }) => [match ? `#${match.id}` : typed, match?.name ?? typed]));
  return { lines: [...refs].map(([ref, typed]) => ({ typed, words: `${ref} ${rest}`.trim() })) };
}

function isList(items: readonly Item[]): boolean {
  const named = items.filter(({ match }) => match && isNamed(match)).length;
  if (items.some(({ sign }) => sign === 'other')) return named === items.length;
  return named > 0 || items.every(({ match }) => match);
}

function isNamed({ tier }: LeadMatch): boolean {
  return tier === 'exact' || tier === 'normalised';
}

/** Leads with signs between them; the last is followed by what is said of all. Or the signs are part of a name. */
async function signedItems(words: string, specs: ArgSpecs, scope: Scope): Promise<readonly Item[] | 'one name'> {
  const whole = await leadAt(tokenize(words), scope, specs);
  if (whole?.match && isNamed(whole.match) && LIST_SIGNS.test(words.slice(0, whole.end))) return 'one name';
  const items: Item[] = [];
  let at = 0;
  let sign: Item['sign'] = 'none';
  for (;;) {
    const [first] = tokenize(words.slice(at));
    const from = first?.quoted ? at + first.end : at;
    const found = LIST_SIGNS.exec(words.slice(from));
    const next = found ? from + found.index : -1;
    const tokens = next === -1 ? [] : tokenize(words.slice(at, next));
    const inside = tokens.length === 0 ? undefined : await leadAt(tokens, scope, {});
    const isWhole = inside?.match !== undefined && inside.used === tokens.length;
    if (next === -1 || !(isWhole || tokens.length === 1)) {
      const last = tokenize(words.slice(at));
      const lead = await leadAt(last, scope, specs);
      const end = at + (lead?.match ? lead.end : (last[0]?.end ?? 0));
      if (last[0]) items.push({ typed: lead?.typed ?? last[0].text, match: lead?.match, end, sign });
      return items;
    }
    items.push({ typed: inside?.typed ?? '', match: isWhole ? inside?.match : undefined, end: next, sign });
    sign = found?.[1] === undefined ? 'other' : 'enumeration';
    at = next + (found?.[0].length ?? 1);
  }
}

/** Leads with nothing but space between them: each quoted, or by its very name where no note can begin. */
async function spacedItems(words: string, specs: ArgSpecs, scope: Scope): Promise<readonly Item[]> {
  const items: Item[] = [];
  const others = Object.entries(specs).filter(([name, { place }]) => place === 'word' && name !== 'lead');
  let tokens = tokenize(words);
  while (tokens.length > 0) {
    const [first] = tokens;
    const isQuoted = first?.quoted === true;
    if (!isQuoted && others.length === 0) break;
    // A stage after a lead is where that one goes, and what follows is said of it.
    if (items.length > 0 && 'stage' in specs && first && !isQuoted && readStage(first.text, scope.pipeline)) break;
    const lead = await namedLeadAt(isQuoted ? tokens.slice(0, 1) : tokens, scope, specs);
    if (!lead?.match || !isNamed(lead.match) || lead.typed.startsWith('#')) break;
    items.push({ typed: lead.typed, match: lead.match, end: lead.end, sign: 'none' });
    if (lead.hasStage) break;
    tokens = tokens.slice(lead.used);
  }
  // What has to follow a lead is no lead itself, though somebody may be called like one.
  const needsMore = others.some(([, { optional, choices }]) => !optional && choices === undefined);
  return needsMore && tokens.length === 0 ? items.slice(0, -1) : items;
}

/** The lead at the start of these words, and where it ends. */
async function leadAt(words: readonly Token[], scope: Scope, specs: ArgSpecs) {
  const [first] = words;
  if (!first || first.key !== undefined) return undefined;
  return found(first, words, await takeLead(words, scope, othersOf(specs), 'open'));
}

/** As {@link leadAt}, but only a lead called by its very name. */
async function namedLeadAt(words: readonly Token[], scope: Scope, specs: ArgSpecs) {
  const [first] = words;
  if (!first || first.key !== undefined) return undefined;
  const taken = await takeNamedLead(words, scope, othersOf(specs));
  return taken && found(first, words, taken);
}

function othersOf(specs: ArgSpecs): Others {
  return { hasStage: 'stage' in specs, isAlone: Object.keys(specs).length === 0, noteKey: undefined };
}

function found(first: Token, words: readonly Token[], { used, reading, stage }: Taken<LeadMatch>) {
  const end = stage && stage.start > first.start ? stage.start : (words[used - 1]?.end ?? first.end);
  return { typed: first.text, used, end, match: reading.ok ? reading.value : undefined, hasStage: stage !== undefined };
}

import { accessTo, type Member } from '../../domain/access.ts';
import { leadId } from '../../domain/ids.ts';
import { foldName } from '../../domain/name.ts';
import type { LeadMatch, MatchTier } from '../../usecases/ports.ts';
import { isArrow, type Token } from '../line.ts';
import type { Others, Scope, Taken } from './arg.ts';
import { type Reading, read, unreadable } from './problem.ts';
import { TOWARDS } from './sentence-words.ts';
import { readStage, splitTrailingStage } from './stage.ts';
import { ARG_NAMES, IT_WORDS } from './words.ts';

/** Longest run of words tried as one name. */
const MAX_NAME_WORDS = 6;
/** A longer phrase is nobody's name, and no engine likes to look for one of 100 kB. */
const MAX_PHRASE_LENGTH = 200;
/** Candidates shown at most; one more is fetched to know whether there are others. */
const MAX_CANDIDATES = 5;

const TIERS: readonly MatchTier[] = ['exact', 'normalised', 'prefix', 'contains', 'pinyin', 'typo'];

/**
 * The lead somebody names at the start of `words`. Real names come first, the longest match wins, so a name with
 * spaces needs no quotes; a stage may stand before the name or be glued to its end. Only an exact or clearly leading
 * match is acted on, anything else is a question.
 */
export async function takeLead(
  words: readonly Token[],
  scope: Scope,
  others: Others,
  prefer: 'open' | 'closed',
): Promise<Taken<LeadMatch>> {
  const arrows = words.findIndex((word) => !isArrow(word));
  const [first] = words;
  if (!first || arrows === -1)
    return { used: 0, reading: unreadable({ code: 'missing', label: ARG_NAMES.lead[0], choices: [] }) };
  if (arrows > 0 && others.hasStage) return skip(arrows, await takeLead(words.slice(arrows), scope, others, prefer));
  const named = await takeVeryName(first, words, scope, others, prefer);
  if (named) return named;
  if (isStageBefore(words, scope, others)) {
    const after = await takeLead(words.slice(1), scope, { ...others, hasStage: false }, prefer);
    return { ...skip(1, after), stage: first };
  }
  const fuzzy = await takeFuzzy(words, scope, others);
  if (fuzzy) return choose(fuzzy, words, scope, prefer);
  return { used: 1, reading: unreadable({ code: 'lead_not_found', phrase: first.text }) };
}

/**
 * As {@link takeLead}, but only for a lead that is called by its very name or number, or is the one spoken of last;
 * undefined when the words begin with none, without looking for what may have been meant.
 */
export async function takeNamedLead(
  words: readonly Token[],
  scope: Scope,
  others: Others,
): Promise<Taken<LeadMatch> | undefined> {
  const [first] = words;
  if (!first || isArrow(first)) return undefined;
  const named = await takeVeryName(first, words, scope, others, 'open');
  if (named || !isStageBefore(words, scope, others)) return named;
  const after = await takeNamedLead(words.slice(1), scope, { ...others, hasStage: false });
  return after && { ...skip(1, after), stage: first };
}

/** The lead called by its number, its very name, or "it". */
async function takeVeryName(
  first: Token,
  words: readonly Token[],
  scope: Scope,
  others: Others,
  prefer: 'open' | 'closed',
): Promise<Taken<LeadMatch> | undefined> {
  const number = readNumber(first.text);
  if (number !== undefined) return { used: 1, reading: await takeNumber(number, first, scope) };
  const glued = others.hasStage ? unglue(first, scope) : undefined;
  const gluedNumber = glued && readNumber(glued.head);
  if (glued && gluedNumber !== undefined) {
    return { used: 1, reading: await takeNumber(gluedNumber, first, scope), stage: glued.stage };
  }
  const exact = await takeExact(words, scope, others);
  // A whole name that more words follow may be the beginning of a longer one.
  const longer =
    others.isAlone && exact && exact.used < words.length ? await takeFuzzy(words, scope, others) : undefined;
  if (longer && !longer.isPart) return choose(longer, words, scope, prefer);
  if (exact) return choose(exact, words, scope, prefer);
  return takeIt(first, glued, scope);
}

function isStageBefore([first, ...more]: readonly Token[], scope: Scope, { hasStage }: Others): boolean {
  return hasStage && more.length > 0 && first?.quoted === false && readStage(first.text, scope.pipeline) !== undefined;
}

function skip(count: number, after: Taken<LeadMatch>): Taken<LeadMatch> {
  return { ...after, used: after.used + count };
}

/** "It", alone or with a stage glued to it: the lead spoken of last. A real name of that spelling comes first. */
async function takeIt(
  first: Token,
  glued: { readonly head: string; readonly stage: Token } | undefined,
  scope: Scope,
): Promise<Taken<LeadMatch> | undefined> {
  const isIt = (text: string) => !first.quoted && IT_WORDS.has(text.normalize('NFKC').toLowerCase());
  const withStage = glued && isIt(glued.head) ? { stage: glued.stage } : {};
  if (!isIt(first.text) && !withStage.stage) return undefined;
  const { lastLead } = scope;
  const reading =
    lastLead === undefined
      ? unreadable({ code: 'no_last_lead', typed: glued && withStage.stage ? glued.head : first.text })
      : await takeNumber(lastLead, first, scope);
  return { used: 1, reading, ...withStage };
}

interface Candidates {
  readonly used: number;
  readonly matches: readonly LeadMatch[];
  readonly stage?: Token;
  /** True when more words were meant as the name than those that fit. */
  readonly isPart?: true;
}

/** `#12` is lead number 12. */
function readNumber(text: string): number | undefined {
  const match = /^#([0-9]{1,15})$/.exec(text.normalize('NFKC'));
  return match ? Number(match[1]) : undefined;
}

async function takeNumber(number: number, first: Token, scope: Scope): Promise<Reading<LeadMatch>> {
  const lead = await scope.leads.byId(leadId(number));
  // A number on an old card still means that customer.
  if (lead?.state === 'merged' && lead.mergedInto !== null) return takeNumber(lead.mergedInto, first, scope);
  if (!lead || lead.state === 'void' || lead.state === 'merged') {
    return unreadable({ code: 'lead_no_number', typed: first.text });
  }
  const owner = await scope.members.byId(lead.owner);
  return read({
    id: lead.id,
    name: lead.name,
    tier: 'exact',
    owner: lead.owner,
    ownerName: owner?.name ?? lead.owner,
    ownerTeam: owner?.team ?? null,
    state: lead.state,
    stage: lead.stage,
    lastAt: Math.max(lead.enteredAt, lead.touchedAt ?? 0),
  });
}

/** The longest run of words that is a lead's name, as typed or normalised. */
async function takeExact(words: readonly Token[], scope: Scope, others: Others): Promise<Candidates | undefined> {
  // A word of mere signs says nothing of a name, so it begins what comes after: `Acme 👍`.
  const runs: { text: string; used: number; stage?: Token }[] = runsOf(words).filter(
    ({ used }) => used === 1 || foldName(words[used - 1]?.text ?? '') !== '',
  );
  const glued = others.hasStage ? unglue(words[0], scope) : undefined;
  if (glued) runs.push({ text: glued.head, used: 1, stage: glued.stage });
  // What leads to a stage may be glued to the name alone: `Acme-to quote`.
  const [first, stage] = words;
  if (
    others.hasStage &&
    first &&
    stage &&
    !first.quoted &&
    TOWARDS.test(first.text) &&
    readStage(stage.text, scope.pipeline)
  )
    runs.push({ text: first.text.replace(TOWARDS, ''), used: 1 });
  const found = await scope.leads.byNames(runs.map(({ text }) => text));
  const run = found[0] && runs[found[0].phrase];
  if (!run) return undefined;
  const matches = found.map(({ match }) => match);
  return { used: run.used, matches, ...(run.stage && { stage: run.stage }) };
}

/** The words before a stage, or those a name begins with, else the first word; then without a stage glued to it. */
async function takeFuzzy(words: readonly Token[], scope: Scope, others: Others): Promise<Candidates | undefined> {
  const stageAt = others.hasStage
    ? words.findIndex((word) => isArrow(word) || readStage(word.text, scope.pipeline))
    : -1;
  const search = async (text: string) =>
    text.length > MAX_PHRASE_LENGTH ? [] : scope.leads.search(text, MAX_CANDIDATES + 1, scope.actor.id);
  // `Acme B quote`: what stands between a name and a stage is no note, so Acme alone is not what was meant.
  const nameEnd = others.isAlone ? words.length : stageAt;
  const isWholeName = nameEnd > 1 && (others.isAlone || stageAt === 2 || isArrow(words[stageAt]));
  for (const { text, used } of runsOf(words)) {
    const matches = await search(text);
    // Words after the first may be a note, unless they go on as a name does or nothing but a name can stand there.
    const isName = used === 1 || used === nameEnd || matches[0]?.tier === 'prefix';
    if (matches.length === 0 || !isName) continue;
    return isWholeName && used === 1 ? { used: nameEnd, matches, isPart: true } : { used, matches };
  }
  const glued = others.hasStage ? unglue(words[0], scope) : undefined;
  const matches = glued ? await search(glued.head) : [];
  return glued && matches.length > 0 ? { used: 1, matches, stage: glued.stage } : undefined;
}

/** Runs of words from the start, longest first; a quoted word is a name by itself. */
function runsOf(words: readonly Token[]): { readonly text: string; readonly used: number }[] {
  if (words[0]?.quoted) return [{ text: words[0].text, used: 1 }];
  const arrow = words.findIndex(isArrow);
  const longest = Math.min(words.length, arrow === -1 ? MAX_NAME_WORDS : arrow, MAX_NAME_WORDS);
  return Array.from({ length: longest }, (_, at) => longest - at).map((used) => ({
    text: words
      .slice(0, used)
      .map(({ text }) => text)
      .join(' '),
    used,
  }));
}

function unglue(word: Token | undefined, scope: Scope): { head: string; stage: Token } | undefined {
  if (!word || word.quoted) return undefined;
  const split = splitTrailingStage(word.text, scope.pipeline);
  if (!split) return undefined;
  const head = split.head.replace(TOWARDS, '') || split.head;
  return { head, stage: { ...word, text: split.tail, start: word.end - split.tail.length } };
}

/** One match when it clearly leads, otherwise the question which is meant. */
function choose(found: Candidates, words: readonly Token[], scope: Scope, prefer: 'open' | 'closed'): Taken<LeadMatch> {
  const ranked = found.matches
    .map((match) => ({ match, rank: rankOf(match, scope.actor, prefer) }))
    .sort((a, b) => TIERS.indexOf(a.match.tier) - TIERS.indexOf(b.match.tier) || a.rank - b.rank);
  const [best, second] = ranked;
  const { stage } = found;
  const span = { start: words[0]?.start ?? 0, end: stage?.start ?? words[found.used - 1]?.end ?? 0 };
  // A stage before the glue keeps its place in the line, so the span ends where the name does.
  const phrase = words
    .slice(0, found.used)
    .map(({ text }) => text)
    .join(' ');
  const matches = ranked.map(({ match }) => match).slice(0, MAX_CANDIDATES);
  const taken = (reading: Taken<LeadMatch>['reading']) => ({ used: found.used, reading, ...(stage && { stage }) });
  if (!best) return taken(unreadable({ code: 'lead_not_found', phrase }));
  if (best.match.tier === 'typo' || found.isPart)
    return taken(unreadable({ code: 'lead_unsure', phrase, span, matches }));
  const leads = !second || best.match.tier !== second.match.tier || best.rank < second.rank;
  // Among mere resemblances an exact-looking foreign lead must not win over nothing: only one's own may.
  const sure = leads && (ranked.length === 1 || isNamed(best.match) || best.rank < SHARED_RANK);
  if (sure) return taken(read(best.match));
  const more = ranked.length > matches.length;
  return taken(unreadable({ code: 'lead_ambiguous', phrase, span, matches, more }));
}

function isNamed({ tier }: LeadMatch): boolean {
  return tier === 'exact' || tier === 'normalised';
}

/** Ranks below this belong to the person asking. */
const SHARED_RANK = 2;

/** Own leads of the wanted kind first, then own others, then those one may see, then the rest. */
function rankOf(match: LeadMatch, actor: Member, prefer: 'open' | 'closed'): number {
  const wanted = (match.state === 'open') === (prefer === 'open') ? 0 : 1;
  if (match.owner === actor.id) return wanted;
  const visible = accessTo(actor, { id: match.owner, team: match.ownerTeam }) === 'full';
  return SHARED_RANK + (visible ? 0 : 2) + wanted;
}

import { mayUse } from '../domain/access.ts';
import { texts } from '../texts/index.ts';
import type { Conversation, LeadMatch } from '../usecases/ports.ts';
import type { Scope } from './args/arg.ts';
import type { Problem } from './args/problem.ts';
import { BETWEEN_NAMES, NO_NEW_NAME, NOBODY } from './args/sentence-words.ts';
import { IT_WORDS, LIST_SIGNS } from './args/words.ts';
import { type Command, reply } from './command.ts';
import type { Exchange } from './exchange.ts';
import { type LeadList, readLeadList } from './lead-list.ts';
import { quote } from './line.ts';
import type { Outcome } from './memory.ts';
import { parseArgs } from './parse-args.ts';
import { runCommand, scopeOf } from './run-command.ts';
import { createSentenceReader, type Sentence, type SentenceReading } from './sentence.ts';

/**
 * What comes of a line without a slash that says what to do; undefined when it says nothing of the kind. It is done when
 * the customer is named and nothing else can be meant, offered as the line to send when something else may be meant, and
 * what is asked, denied or still to come changes nothing, whatever it is about.
 */
export async function hearSentence(
  line: string,
  conversation: Conversation,
  exchange: Exchange,
): Promise<Outcome | undefined> {
  const scope = await scopeOf(conversation, exchange);
  return firstOutcome(await sentencesIn(line, scope, exchange), scope, conversation, exchange);
}

/** As {@link hearSentence}, for a sentence about a customer by its very name who is not the one spoken of last. */
export async function hearOfAnother(
  line: string,
  conversation: Conversation,
  exchange: Exchange,
): Promise<Outcome | undefined> {
  const scope = await scopeOf(conversation, exchange);
  const found = await sentencesIn(line, scope, exchange);
  for (const { sentence, command } of found) {
    const heard = await whichLead(command, sentence, scope);
    if (!heard?.match || !isNamed(heard.match)) continue;
    const isAnother = heard.match.id !== conversation.lastLead;
    return isAnother ? firstOutcome(found, scope, conversation, exchange) : undefined;
  }
  return undefined;
}

async function firstOutcome(
  found: Awaited<ReturnType<typeof sentencesIn>>,
  scope: Scope,
  conversation: Conversation,
  exchange: Exchange,
): Promise<Outcome | undefined> {
  for (const { sentence, command } of found) {
    const last = sentence.readings.at(-1);
    const outcome =
      last?.lead === undefined
        ? last && (await withoutLead(command, last, conversation, exchange))
        : await withLead(command, sentence, scope, conversation, exchange);
    if (outcome) return outcome;
  }
  return undefined;
}

/** As {@link hearSentence}, for a line that would do something as it stands: only whether it is in doubt. */
export async function hearDoubt(
  line: string,
  conversation: Conversation,
  exchange: Exchange,
): Promise<Outcome | undefined> {
  const scope = await scopeOf(conversation, exchange);
  let isDoubtful = false;
  for (const { sentence, command } of await sentencesIn(line, scope, exchange)) {
    const heard = await whichLead(command, sentence, scope);
    if (heard?.match && heard.reading.mood !== 'doubtful') return undefined;
    if (heard?.match) return doubted(command, heard.reading, heard.match);
    isDoubtful ||= sentence.readings.some(({ mood }) => mood === 'doubtful');
  }
  return isDoubtful ? { reply: reply.text(texts.general.notACommand), keepsQuestion: true } : undefined;
}

async function sentencesIn(line: string, scope: Scope, { deps: { registry } }: Exchange) {
  const lossReasons = (await scope.reasons()).filter(({ kind }) => kind === 'lost').map(({ name }) => name);
  const read = createSentenceReader({ stages: scope.pipeline.names, lossReasons });
  return read(line).flatMap((sentence) => {
    const command = registry.find(sentence.command);
    return command ? [{ sentence, command }] : [];
  });
}

async function withLead(
  command: Command,
  sentence: Sentence,
  scope: Scope,
  conversation: Conversation,
  exchange: Exchange,
): Promise<Outcome | undefined> {
  const heard = await whichLead(command, sentence, scope);
  if (!heard) return undefined;
  const { reading, list, match, problems } = heard;
  if (reading.mood === 'doubtful') return match && isSure(match) ? doubted(command, reading, match) : undefined;
  if (match && !isSure(match)) return offer(command, withName(reading, match), exchange);
  // Only an order is worth asking whom it is about, when nobody is called so.
  const isUnheardOf = problems.some(({ code }) => code === 'lead_not_found' || code === 'lead_unsure');
  if (isUnheardOf && (sentence.voice !== 'order' || NO_NEW_NAME.test(reading.lead ?? ''))) return undefined;
  if (!(await isWholeSentence(command, sentence, list?.lines[0]?.words ?? reading.words, scope))) return undefined;
  if (reading.mood === 'likely') return offer(command, reading.words, exchange);
  return runCommand({ command, words: reading.words }, conversation, exchange);
}

async function withoutLead(
  command: Command,
  { words, mood }: SentenceReading,
  conversation: Conversation,
  exchange: Exchange,
): Promise<Outcome | undefined> {
  if (mood === 'doubtful') return undefined;
  return mood === 'likely' ? offer(command, words, exchange) : runCommand({ command, words }, conversation, exchange);
}

interface Heard {
  readonly reading: SentenceReading;
  /** Of several leads, what is said of each. */
  readonly list?: LeadList;
  readonly match: LeadMatch | undefined;
  readonly problems: readonly Problem[];
}

/** The first reading whose words are a lead's very name; otherwise the last, with the lead its words resemble. */
async function whichLead(command: Command, { readings }: Sentence, scope: Scope): Promise<Heard | undefined> {
  const spec = command.args.lead ?? command.args.into;
  let heard: Heard | undefined;
  for (const reading of readings) {
    const { lead = '' } = reading;
    const words = command.several && (await enumerated(reading, scope));
    const list = command.several && (await readLeadList(words || reading.words, command.args, scope));
    if (list) {
      if (reading.mood === 'doubtful') return undefined;
      const isKnown = list.lines.every(({ words }) => words.startsWith('#'));
      const mood = isKnown ? reading.mood : 'likely';
      return { reading: { ...reading, words: words || reading.words, mood }, list, match: undefined, problems: [] };
    }
    if (NOBODY.has(lead) || !spec || LIST_SIGNS.test(lead)) continue;
    const parsed = await parseArgs({ lead: spec }, quote(lead), scope);
    const match = parsed.ok ? (parsed.values.lead as LeadMatch) : undefined;
    heard = { reading, match, problems: parsed.ok ? [] : parsed.problems };
    if (match && isNamed(match)) return heard;
  }
  return heard;
}

/** The words with an enumeration where several customers, each by its very name, stand in the place of one. */
async function enumerated({ lead = '', words }: SentenceReading, { leads }: Scope): Promise<string | undefined> {
  const names = lead.split(BETWEEN_NAMES).filter(Boolean);
  if (names.length < 2 || (await leads.byNames([lead])).length > 0) return undefined;
  for (const name of names) if ((await leads.byNames([name])).length === 0) return undefined;
  return `${names.map(quote).join('、')}${words.slice(quote(lead).length)}`;
}

function isNamed({ tier }: LeadMatch): boolean {
  return tier === 'exact' || tier === 'normalised';
}

/** True when the words were the lead's name or how it begins: anything looser may have meant something else. */
function isSure(match: LeadMatch): boolean {
  return isNamed(match) || match.tier === 'prefix';
}

function isAboutWhich({ code }: Problem): boolean {
  return code === 'lead_ambiguous' || code === 'no_last_lead';
}

/** False when a report is no sentence of ours after all, as the rest of its words shows. */
async function isWholeSentence(command: Command, { voice }: Sentence, words: string, scope: Scope) {
  if (voice !== 'report') return true;
  const parsed = await parseArgs(command.args, words, scope);
  return parsed.ok || parsed.problems.every((problem) => problem.code === 'missing' || isAboutWhich(problem));
}

/** The line with the lead's own name instead of the words that only resemble it. */
function withName({ lead = '', words }: SentenceReading, { name }: LeadMatch): string {
  return IT_WORDS.has(lead) ? words : `${quote(name)}${words.slice(quote(lead).length)}`;
}

function offer(command: Command, words: string, { actor }: Exchange): Outcome | undefined {
  if (!mayUse(actor.role, command.permission)) return undefined;
  const line = `/${command.aliases[0]} ${words}`.trim();
  return {
    reply: reply.choice(texts.sentences.unsure, [{ label: texts.general.lineOption(line), line }]),
  };
}

/** Nothing changes: how it stands can be looked at, and what was said can be sent when it is so. */
function doubted(command: Command, reading: SentenceReading, match: LeadMatch): Outcome {
  const line = `/${command.aliases[0]} ${withName(reading, match)}`;
  return {
    reply: reply.text(texts.sentences.doubted(quote(match.name), line)),
    keepsQuestion: true,
    names: [match.name],
  };
}

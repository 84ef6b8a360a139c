import type { LeadId } from '../domain/ids.ts';
import { Refusal } from '../domain/refusal.ts';
import { texts } from '../texts/index.ts';
import type { LeadMatch } from '../usecases/ports.ts';
import type { Scope } from './args/arg.ts';
import type { Problem } from './args/problem.ts';
import { askAbout, describeProblems } from './ask.ts';
import { type Command, reply } from './command.ts';
import type { Exchange } from './exchange.ts';
import type { LeadList } from './lead-list.ts';
import type { Outcome } from './memory.ts';
import { parseArgs } from './parse-args.ts';
import type { Reply } from './reply-types.ts';

/** Leads one line may be about. */
const MAX_LEADS = 20;

/** Reads the words after a command and runs it. `line` is what a repetition of it is known by. */
export async function runWords(
  command: Command,
  words: string,
  scope: Scope,
  { line, exchange }: { readonly line: string; readonly exchange: Exchange },
): Promise<Outcome> {
  const { actor, deps, place, today, use } = exchange;
  const { pipeline } = scope;
  const parsed = await parseArgs(command.args, words, scope);
  if (!parsed.ok) {
    const asked = askAbout({ command, words, problems: parsed.problems }, scope, today);
    return { reply: asked, names: parsed.problems.flatMap(matchesOf).map(({ name }) => name) };
  }
  const commands = deps.registry.usableBy(actor.role);
  const said = await command.run({ args: parsed.values, words, actor, use, today, pipeline, commands, place });
  const leads = Object.values(parsed.values).filter(isLead);
  const spokenOf = said.lead ?? leads[0]?.id;
  return {
    reply: said,
    ran: { command, line },
    names: leads.map(({ name }) => name),
    ...(spokenOf !== undefined && { lead: spokenOf as LeadId }),
  };
}

/**
 * Runs a command for each lead of a list, each its own change, all in the one unit of work. What cannot be done for one
 * is said and stops none of the others: a refusal has written nothing.
 */
export async function runForEach(
  command: Command,
  { lines }: LeadList,
  words: string,
  scope: Scope,
  { line, exchange }: { readonly line: string; readonly exchange: Exchange },
): Promise<Outcome> {
  if (lines.length > MAX_LEADS) return { reply: reply.text(texts.general.tooMany(lines.length, MAX_LEADS)) };
  const readings = await Promise.all(lines.map((one) => parseArgs(command.args, one.words, scope)));
  const lacking = readings.flatMap((one) => (one.ok ? [] : [one.problems]));
  const [lack] = lacking;
  if (lack && lacking.length === lines.length && lacking.flat().every(({ code }) => code === 'missing')) {
    return { reply: askAbout({ command, words, problems: lack }, scope, exchange.today) };
  }
  const done: Outcome[] = [];
  const failed: string[] = [];
  for (const [at, { typed, words: own }] of lines.entries()) {
    const reading = readings[at];
    const result = reading?.ok === false ? describeProblems(reading.problems) : await attempt();
    if (typeof result === 'string') failed.push(texts.general.notDone(typed, result));
    else done.push(result);

    async function attempt(): Promise<Outcome | string> {
      try {
        const outcome = await runWords(command, own, scope, { line, exchange });
        const isQuestion = outcome.reply.kind === 'choice' && !outcome.reply.isOffer;
        return isQuestion ? (outcome.reply.text.split('\n')[0] ?? '') : outcome;
      } catch (error) {
        if (error instanceof Refusal) return texts.refusal(error.reason, exchange.today);
        throw error;
      }
    }
  }
  const firsts = done.map((outcome) => outcome.reply.text.split('\n')[0] ?? '');
  const notices = done.flatMap((outcome) => outcome.reply.notices ?? []);
  const said: Reply = { ...reply.text(texts.general.several(firsts, failed)), notices };
  const lead = done.at(-1)?.lead;
  return {
    reply: said,
    ...(done.length > 0 && { ran: { command, line } }),
    names: [...done.flatMap(({ names = [] }) => names), ...lines.map(({ typed }) => typed)],
    ...(lead !== undefined && { lead }),
  };
}

function matchesOf(problem: Problem): readonly LeadMatch[] {
  return problem.code === 'lead_ambiguous' || problem.code === 'lead_unsure' ? problem.matches : [];
}

function isLead(value: unknown): value is LeadMatch {
  return typeof value === 'object' && value !== null && 'name' in value && 'tier' in value;
}

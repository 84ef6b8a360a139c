import { accessTo } from '../domain/access.ts';
import { type Today, texts } from '../texts/index.ts';
import type { LeadMatch } from '../usecases/ports.ts';
import type { Scope } from './args/arg.ts';
import type { Problem, Span } from './args/problem.ts';
import { type Command, reply, usageOf } from './command.ts';
import { quote } from './line.ts';
import type { Reply } from './reply-types.ts';

/** The words of one line, and the command they were meant for. */
export interface Misread {
  readonly command: Command;
  /** What stood after the command. */
  readonly words: string;
  readonly problems: readonly Problem[];
}

/**
 * The answer to a line that could not be read. When every problem has answers, the first becomes a question whose
 * answers are the corrected lines, and the next comes up with the answer; otherwise all problems at once, with the
 * usage and an example.
 */
export function askAbout(misread: Misread, scope: Scope, today: Today): Reply {
  const { command, words, problems } = misread;
  const questions = problems.map((problem) => questionFor(problem, command, words, scope, today));
  if (questions[0] && questions.every((question) => question !== undefined)) return questions[0];
  const title = command.aliases[0];
  const found = problems.map(describe);
  return reply.text(texts.problems.list(title, found, usageOf(command), `/${command.examples[0]}`));
}

function questionFor(problem: Problem, command: Command, words: string, scope: Scope, today: Today): Reply | undefined {
  const line = `/${command.aliases[0]} ${words}`.trim();
  const put = ({ start, end }: Span, text: string) =>
    `/${command.aliases[0]} ${words.slice(0, start)}${text} ${words.slice(end)}`.trim();
  const leadsOf = (span: Span, matches: readonly LeadMatch[]) =>
    matches.map((match) => ({ label: candidate(match, scope, today), line: put(span, `#${match.id}`) }));
  const createOption = (phrase: string) => ({
    label: texts.problems.createOption(phrase),
    line: texts.problems.create(quote(phrase)),
  });
  switch (problem.code) {
    case 'lead_ambiguous':
      return reply.choice(
        texts.problems.leadAmbiguous(problem.phrase, problem.more),
        leadsOf(problem.span, problem.matches),
      );
    case 'lead_unsure':
      return reply.choice(texts.problems.leadUnsure(problem.phrase), [
        ...leadsOf(problem.span, problem.matches),
        createOption(problem.phrase),
      ]);
    case 'lead_not_found':
      return reply.choice(texts.problems.leadNotFound(problem.phrase), [createOption(problem.phrase)]);
    case 'stage_unsure':
      return reply.choice(texts.problems.stageUnsure(problem.typed), [
        { label: problem.nearest, line: put(problem.span, problem.nearest) },
        ...asNote(problem, put, words),
      ]);
    case 'member_unknown': {
      const { add, typed, span } = problem;
      if (add === undefined) return undefined;
      return reply.choice(texts.problems.memberUnknownAdd(typed), [
        { label: texts.members.addOption(typed), line: put(span, add) },
      ]);
    }
    case 'member_ambiguous':
      return reply.choice(
        texts.problems.memberAmbiguous(problem.typed),
        problem.members.flatMap((member) =>
          member.userid === null
            ? []
            : [{ label: texts.members.option(member), line: put(problem.span, `@${member.userid}`) }],
        ),
      );
    case 'missing': {
      const { key, label, choices, takesOthers } = problem;
      if (key === undefined) return undefined;
      const options = choices.map((choice) => ({ label: choice, line: `${line} ${key}=${quote(choice)}` }));
      const question = choices.length === 0 ? texts.problems.askFree(label) : texts.problems.ask(label);
      return reply.choice(question, options, takesOthers ? `${line} ${key}={answer}` : undefined);
    }
    default:
      return undefined;
  }
}

/** The word was no stage but the start of the note: the rest of the line as the note. */
function asNote(
  problem: Extract<Problem, { code: 'stage_unsure' }>,
  put: (span: Span, text: string) => string,
  words: string,
) {
  if (problem.asNote === undefined) return [];
  const note = quote(words.slice(problem.span.start).trim());
  const line = put({ start: problem.span.start, end: words.length }, `${problem.asNote}=${note}`);
  return [{ label: texts.problems.stageAsNote(problem.typed), line }];
}

/** What is wrong with a line, as one sentence. */
export function describeProblems(problems: readonly Problem[]): string {
  return texts.problems.together(problems.map(describe));
}

function describe(problem: Problem): string {
  switch (problem.code) {
    case 'missing':
      return texts.problems.missing(problem.label);
    case 'lead_ambiguous':
      return texts.problems.leadsAlike(problem.phrase);
    case 'lead_unsure':
    case 'lead_not_found':
      return texts.problems.noLead(problem.phrase);
    case 'stage_unsure':
      return texts.problems.noStage(problem.typed);
    case 'lead_no_number':
      return texts.problems.noNumber(problem.typed);
    case 'no_last_lead':
      return texts.problems.noLastLead(problem.typed);
    case 'stage_unknown':
      return texts.problems.stageUnknown(problem.typed, problem.stages);
    case 'stage_not_open':
      return texts.problems.stageNotOpen(problem.typed, problem.stages);
    case 'reason_unknown':
      return texts.problems.reasonUnknown(problem.typed, problem.reasons);
    case 'member_unknown':
      return texts.problems.memberUnknown(problem.typed);
    case 'member_ambiguous':
      return texts.problems.memberAmbiguous(problem.typed);
    case 'extra':
      return texts.problems.extra(problem.typed);
    case 'not_a_timing':
      return texts.schedules.badTiming(problem.typed);
    case 'not_quiet_hours':
      return texts.schedules.badQuiet(problem.typed);
    case 'not_a_number':
      return texts.schedules.badNumber(problem.typed);
    case 'not_a_day':
    case 'not_a_period':
    case 'not_a_month':
    case 'not_wins':
    case 'not_a_change':
    case 'not_money':
    case 'not_a_role':
    case 'not_a_userid':
    case 'not_a_limit':
    case 'not_a_share':
      return texts.problems[problem.code](problem.label, problem.typed);
  }
}

function candidate(match: LeadMatch, scope: Scope, today: Today): string {
  const full = accessTo(scope.actor, { id: match.owner, team: match.ownerTeam }) === 'full';
  return texts.lead.candidate(match, scope.pipeline.stage(match.stage).name, full, today);
}

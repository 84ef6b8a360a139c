import type { Member } from '../domain/access.ts';
import type { LeadId, MemberId } from '../domain/ids.ts';
import type { LeadFact } from '../domain/lead-event.ts';
import type { Pipeline, Reason } from '../domain/stage.ts';
import type { Deps } from './deps.ts';
import { type EventLine, readEventLine } from './event-line.ts';
import { memberAsRead } from './event-members.ts';
import type { EventDraft } from './ports.ts';

/** What is wrong with a line; `detail` is the field or the word, never more of the line. */
export interface EventProblem {
  readonly line: number;
  readonly code:
    | 'json'
    | 'field'
    | 'created_twice'
    | 'not_created'
    | 'unknown_stage'
    | 'unknown_reason'
    | 'unknown_event'
    | 'unknown_lead';
  readonly detail: string;
}

export interface EventReport {
  readonly events: number;
  readonly leads: number;
  /** People nobody knew of before. */
  readonly newMembers: readonly string[];
  readonly problems: readonly EventProblem[];
  /** Problems beyond those listed. */
  readonly moreProblems: number;
}

const MAX_PROBLEMS = 1000;

/** A log with something wrong in it; nothing may stay of what was written before it was met. */
export class EventsRefused extends Error {
  readonly report: EventReport;

  constructor(report: EventReport) {
    super(`the event log has ${report.problems.length + report.moreProblems} problems`);
    this.name = 'EventsRefused';
    this.report = report;
  }
}

/** Reads an event log without writing anything. */
export async function checkEvents(deps: Deps, lines: AsyncIterable<string>): Promise<EventReport> {
  const reader = await createReader(deps);
  for await (const line of lines) reader.read(line);
  return reader.report();
}

/**
 * Writes the leads of an event log with their histories, each event as recorded then. Runs in the caller's transaction:
 * throws {@link EventsRefused} when anything is wrong, so that it is all or nothing. `subject` is what the audit knows
 * the import by.
 */
export async function importEvents(
  deps: Deps,
  input: { readonly by: MemberId; readonly lines: AsyncIterable<string>; readonly subject: string },
): Promise<EventReport> {
  const { stores, now } = deps;
  const reader = await createReader(deps);
  const leads = new Map<string, LeadId>();
  let change: EventLine[] = [];

  const write = async (lines: readonly EventLine[]) => {
    const [first] = lines;
    if (!first) return;
    const known = leads.get(first.lead);
    const history =
      lines.some(({ type }) => type === 'voided' || type === 'answered') && known
        ? await stores.leads.events(known)
        : [];
    const drafts = lines.map((line): EventDraft => {
      const target = line.type === 'voided' ? history[reader.placeOf(line.target)]?.id : undefined;
      const into = line.type === 'merged_into' ? leads.get(line.into) : undefined;
      const change = line.type === 'answered' ? history[reader.placeOf(line.change)]?.id : undefined;
      return {
        fact: reader.factOf(line, { target, into }),
        actor: reader.member(line.actor),
        at: line.at,
        ...(change !== undefined && { change }),
      };
    });
    const lead = known === undefined ? undefined : await stores.leads.byId(known);
    leads.set(first.lead, (await stores.leads.append(lead, drafts, recordedAt(first))).id);
  };

  for await (const text of input.lines) {
    const line = reader.read(text);
    if (!line) continue;
    const [first] = change;
    if (first && first.lead === line.lead && first.id === line.change && recordedAt(first) === recordedAt(line)) {
      change.push(line);
    } else {
      await write(change);
      change = [line];
    }
  }
  const report = reader.report();
  if (report.problems.length > 0) throw new EventsRefused(report);
  await write(change);
  for (const fresh of reader.newMembers()) await stores.members.save(fresh, now);
  await stores.audit.record({ at: now, actor: input.by, action: 'lead.import', lead: null, subject: input.subject });
  return report;
}

function recordedAt({ recordedAt: later, at }: EventLine): number {
  return later ?? at;
}

/** Understands one line after the other; the order of the file is the order in which things were written down. */
async function createReader({ stores }: Deps) {
  const pipeline = await stores.settings.pipeline();
  const reasons = await stores.settings.reasons();
  const readMember = memberAsRead(await stores.members.all());
  const fresh = new Map<MemberId, Member>();
  /** How many events each lead of the file has so far, and which of them an event is. */
  const counts = new Map<string, number>();
  const places = new Map<number, { readonly lead: string; readonly place: number }>();
  const problems: EventProblem[] = [];
  let [lines, events, moreProblems] = [0, 0, 0];

  const report = (code: EventProblem['code'], detail: string) => {
    if (problems.length < MAX_PROBLEMS) problems.push({ line: lines, code, detail });
    else moreProblems++;
    return undefined;
  };
  const member = (word: string): MemberId => {
    const read = readMember(word);
    if (read.fresh) fresh.set(read.id, read.fresh);
    return read.id;
  };

  const problemOf = (line: EventLine): [EventProblem['code'], string] | undefined => {
    const isKnown = counts.has(line.lead);
    if (line.type === 'created' ? isKnown : !isKnown) return [isKnown ? 'created_twice' : 'not_created', line.lead];
    const stages = [...('from' in line ? [line.from] : []), ...('to' in line ? [line.to] : [])];
    const unknown = stages.find((word) => stageOf(pipeline, word) === undefined);
    if (unknown !== undefined) return ['unknown_stage', unknown];
    if (line.type === 'closed' && line.kind !== 'won' && !isReason(reasons, line)) {
      return ['unknown_reason', line.reason ?? ''];
    }
    if (line.type === 'voided' && places.get(line.target)?.lead !== line.lead) {
      return ['unknown_event', String(line.target)];
    }
    if (line.type === 'answered' && places.get(line.change)?.lead !== line.lead) {
      return ['unknown_event', String(line.change)];
    }
    if (line.type === 'merged_into' && (!counts.has(line.into) || line.into === line.lead)) {
      return ['unknown_lead', line.into];
    }
    return places.has(line.id) ? ['field', 'id'] : undefined;
  };

  return {
    member,
    /** The line understood, or undefined when something is wrong with it (or it is empty). */
    read(text: string): EventLine | undefined {
      lines++;
      if (text.trim() === '') return undefined;
      const read = readEventLine(text);
      if ('wrong' in read) return read.wrong === 'json' ? report('json', '') : report('field', read.wrong);
      const { line } = read;
      const problem = problemOf(line);
      if (problem) return report(...problem);
      const place = counts.get(line.lead) ?? 0;
      counts.set(line.lead, place + 1);
      places.set(line.id, { lead: line.lead, place });
      member(line.actor);
      if ('owner' in line) member(line.owner);
      events++;
      return line;
    },
    placeOf: (id: number) => places.get(id)?.place ?? -1,
    /** The line as a fact of ours; `target` and `into` are our own numbers. */
    factOf(
      line: EventLine,
      ours: { readonly target: number | undefined; readonly into: LeadId | undefined },
    ): LeadFact {
      const { lead: _, id: __, at: ___, recordedAt: ____, actor: _____, change: ______, ...fact } = line;
      const stage = (word: string) => stageOf(pipeline, word) ?? pipeline.entry.id;
      const translated = {
        ...fact,
        ...('from' in fact && { from: stage(fact.from) }),
        ...('to' in fact && { to: stage(fact.to) }),
        ...('owner' in fact && { owner: member(fact.owner) }),
        ...('target' in fact && { target: ours.target }),
        ...('into' in fact && { into: ours.into }),
      };
      // Checked above, field by field; what is left are our own ids in place of the file's.
      return translated as LeadFact;
    },
    newMembers: () => [...fresh.values()],
    report: (): EventReport => ({
      events,
      leads: counts.size,
      newMembers: [...fresh.values()].map(({ name }) => name),
      problems,
      moreProblems,
    }),
  };
}

function stageOf(pipeline: Pipeline, word: string) {
  return (pipeline.find(word) ?? pipeline.named(word))?.id;
}

function isReason(reasons: readonly Reason[], { kind, reason }: Extract<EventLine, { type: 'closed' }>): boolean {
  return reasons.some((one) => one.kind === kind && one.code === reason);
}

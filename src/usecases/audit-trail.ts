import type { AuditAction } from '../domain/audit-action.ts';
import type { LeadId, MemberId } from '../domain/ids.ts';
import { addDays, type Days, dayStart } from '../domain/period.ts';
import type { Deps } from './deps.ts';
import type { AuditEntry } from './ports.ts';

/** Entries shown at most: the last ones. */
const SHOWN = 20;

/** Something somebody did, with the names that stand for the ids today. */
export interface AuditLine {
  readonly at: number;
  readonly action: AuditAction;
  readonly actorName: string;
  readonly leadName: string | null;
  /** Name of the member, stage or reason it was about, or what was written down of anything else. */
  readonly subjectName: string | null;
}

/** The last things somebody did, or that were done to a lead, newest first. */
export async function auditTrail(
  deps: Deps,
  input: {
    readonly actor?: MemberId | undefined;
    readonly lead?: LeadId | undefined;
    readonly days?: Days | undefined;
  },
): Promise<{ readonly lines: readonly AuditLine[]; readonly hasMore: boolean }> {
  const { audit, leads, members } = deps.stores;
  const { actor, lead, days } = input;
  const found = await audit.recent({
    actor,
    lead,
    from: days && dayStart(days.from, deps.timeZone),
    to: days && dayStart(addDays(days.to, 1), deps.timeZone),
    limit: SHOWN + 1,
  });
  const people = new Map<string, string>((await members.all()).map(({ id, name }) => [id, name]));
  const subjects = await subjectNames(deps, people);
  const lines: AuditLine[] = [];
  for (const entry of found.slice(0, SHOWN)) {
    const about = entry.lead === null ? undefined : await leads.byId(entry.lead);
    lines.push({
      at: entry.at,
      action: entry.action,
      actorName: people.get(entry.actor) ?? entry.actor,
      leadName: about?.name ?? null,
      subjectName: entry.subject === null ? null : subjects(entry),
    });
  }
  return { lines, hasMore: found.length > SHOWN };
}

async function subjectNames(deps: Deps, people: ReadonlyMap<string, string>) {
  const { settings } = deps.stores;
  const [pipeline, reasons] = [await settings.pipeline(), await settings.reasons()];
  return ({ action, subject }: AuditEntry): string | null => {
    if (subject === null) return null;
    if (action.startsWith('member.')) return people.get(subject) ?? subject;
    if (action.startsWith('stage.')) return pipeline.find(subject)?.name ?? subject;
    if (action.startsWith('reason.')) {
      return reasons.find(({ kind, code }) => `${kind}/${code}` === subject)?.name ?? subject;
    }
    return subject;
  };
}

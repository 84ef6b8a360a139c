import type { OpenLead, Scope } from '../analytics/facts.ts';
import { type Staleness, staleLeads } from '../analytics/stale.ts';
import type { Member } from '../domain/access.ts';
import { type Telling, tellingOf } from '../domain/escalation.ts';
import type { MemberId } from '../domain/ids.ts';
import { type LocalDay, localDay } from '../domain/period.ts';
import type { ScheduleFilters } from '../domain/schedule.ts';
import type { Deps } from './deps.ts';
import { staleContext } from './reports.ts';
import type { Absence } from './schedule-ports.ts';

/** A lead somebody is to be reminded of. */
export interface NudgedLead {
  readonly stale: Staleness;
  readonly telling: Telling;
  readonly owner: Member;
}

/** What one person is reminded of: their own leads, those of people they stand in for, and their team's longest waiting. */
export interface Nudge {
  readonly own: readonly NudgedLead[];
  readonly standIn: readonly NudgedLead[];
  readonly team: readonly NudgedLead[];
}

export interface NudgeRequest {
  readonly filters: ScheduleFilters;
  /** The day of the run before; undefined for the first: then every stale lead is new. */
  readonly before: LocalDay | undefined;
  /** Just what concerns this person, for looking again when their message goes out. */
  readonly only?: Member;
}

/** Everybody's reminders of one run. */
export interface Nudges {
  /** Undefined when there is nothing to say to them. */
  of(member: Member): Nudge | undefined;
  /** By owner, for a group: what the owner is told of; owners who are away are not in it. */
  readonly byOwner: readonly { readonly owner: Member; readonly leads: readonly NudgedLead[] }[];
  readonly pipeline: Awaited<ReturnType<typeof staleContext>>['pipeline'];
}

/**
 * Who is to be reminded of which leads today. Each lead is spoken of when it reaches a step of the escalation since the
 * run before; a lead that was snoozed or whose owner was away at that run counts as not spoken of yet.
 */
export async function nudges(deps: Deps, { filters, before, only }: NudgeRequest): Promise<Nudges> {
  const { stores, now, timeZone } = deps;
  const today = localDay(now, timeZone);
  const context = await staleContext(deps, now);
  const members = (await stores.members.all()).filter(({ leftAt }) => leftAt === undefined);
  const byId = new Map(members.map((member) => [member.id, member]));
  const absences = new Map((await stores.absences.since(before ?? today)).map((one) => [one.member, one]));
  const isAway = (id: MemberId, on: LocalDay) => covers(absences.get(id), on);

  // Now itself has happened.
  const facts = await stores.facts.asOf(now + 1, scopeOf(filters, only, members, absences));
  const leads = (await facts.openLeads()).filter(({ stage }) => !filters.stages || filters.stages.includes(stage));
  const elapsed = before === undefined ? Number.POSITIVE_INFINITY : context.calendar.workdaysBetween(before, today);
  const wasSilent = ({ owner, snoozedUntil }: OpenLead) =>
    before === undefined || isAway(owner, before) || (snoozedUntil !== null && snoozedUntil > before);

  const reached = staleLeads(leads, context).flatMap((stale): NudgedLead[] => {
    const { lead, overdueDays, idleDays } = stale;
    const owner = byId.get(lead.owner);
    if (!owner || idleDays < (filters.minIdle ?? 0)) return [];
    const telling = tellingOf(overdueDays, wasSilent(lead) ? -1 : overdueDays - elapsed);
    return telling === undefined ? [] : [{ stale, telling, owner }];
  });
  const ofOwner = new Map<MemberId, NudgedLead[]>();
  for (const one of reached) ofOwner.set(one.owner.id, [...(ofOwner.get(one.owner.id) ?? []), one]);

  const told = (id: MemberId) => (ofOwner.get(id) ?? []).filter(({ telling }) => telling.owner);
  const standIns = new Map<MemberId, MemberId[]>();
  for (const { member, substitute } of absences.values()) {
    if (substitute !== null && substitute !== member && isAway(member, today)) {
      standIns.set(substitute, [...(standIns.get(substitute) ?? []), member]);
    }
  }
  const escalated = reached.filter(({ telling }) => telling.manager);
  const isInCharge = whoIsInCharge(members);
  return {
    of: (member) => {
      if (isAway(member.id, today)) return undefined;
      const nudge = {
        own: told(member.id),
        standIn: (standIns.get(member.id) ?? []).flatMap(told),
        team: escalated.filter(({ owner }) => isInCharge(member, owner)),
      };
      return nudge.own.length + nudge.standIn.length + nudge.team.length === 0 ? undefined : nudge;
    },
    byOwner: [...ofOwner.keys()]
      .filter((id) => !isAway(id, today))
      .flatMap((id) => {
        const leads = told(id);
        return leads[0] ? [{ owner: leads[0].owner, leads }] : [];
      }),
    pipeline: context.pipeline,
  };
}

function covers(absence: Absence | undefined, on: LocalDay): boolean {
  return absence !== undefined && absence.from <= on && on <= absence.to;
}

/** The team's manager; an admin where the team has none. Nobody is told of their own leads twice. */
function whoIsInCharge(members: readonly Member[]): (member: Member, owner: Member) => boolean {
  const managed = new Map<string, Set<MemberId>>();
  for (const { id, role, team, userid } of members) {
    if (role === 'manager' && team !== null && userid !== null)
      managed.set(team, (managed.get(team) ?? new Set()).add(id));
  }
  return (member, owner) => {
    if (member.role === 'rep' || member.id === owner.id) return false;
    const managers = owner.team === null ? undefined : managed.get(owner.team);
    const hasManager = managers !== undefined && (managers.size > 1 || !managers.has(owner.id));
    return hasManager ? managers.has(member.id) : member.role === 'admin';
  };
}

/** The owners it can be about. */
function scopeOf(
  { team }: ScheduleFilters,
  only: Member | undefined,
  members: readonly Member[],
  absences: ReadonlyMap<MemberId, Absence>,
): Scope {
  const inTeam = members.filter((member) => team === undefined || member.team === team);
  if (!only || only.role === 'admin') return team === undefined ? {} : { owners: idsOf(inTeam) };
  const concerned = inTeam.filter(
    (member) =>
      member.id === only.id ||
      absences.get(member.id)?.substitute === only.id ||
      (only.role === 'manager' && only.team !== null && member.team === only.team),
  );
  return { owners: idsOf(concerned) };
}

function idsOf(members: readonly Member[]): ReadonlySet<MemberId> {
  return new Set(members.map(({ id }) => id));
}

/**
 * The front door of the use-cases: what a person or a job can ask for. `bindUseCases` ties them to one transaction;
 * commands receive the result as `use`.
 */
import { auditTrail } from './audit-trail.ts';
import { clearCalendarDays, setCalendarDays, showCalendar } from './calendar.ts';
import { answerChecklist, showChecklist } from './checklist.ts';
import { closeLead, reopenLead } from './close-lead.ts';
import { createLead, likelyDuplicates } from './create-lead.ts';
import { memberLeft, renameMember } from './departures.ts';
import type { Deps } from './deps.ts';
import { logTouch, setNextStep } from './follow-up.ts';
import { bindGroup, groupNamed, listGroups, setGroupPrivacy, unbindGroup } from './groups.ts';
import { recordLookup } from './lookups.ts';
import { addTeam, joinMember, listMembers, listTeams, removeTeam, renameTeam, setMember } from './members.ts';
import { askedBeforeMove, moveBack, moveLead } from './move-lead.ts';
import { addReason, archiveReason, listReasons, renameReason } from './reasons.ts';
import { viewReport } from './reports.ts';
import { leadHistory, listMine, showLead } from './show-lead.ts';
import { addStage, archiveStage, editStage, listStages, moveStage, planArchive, stageNamed } from './stages.ts';
import { undoLast } from './undo.ts';

const USE_CASES = {
  createLead,
  likelyDuplicates,
  moveLead,
  askedBeforeMove,
  showChecklist,
  answerChecklist,
  moveBack,
  closeLead,
  reopenLead,
  logTouch,
  setNextStep,
  showLead,
  leadHistory,
  listMine,
  undoLast,
  joinMember,
  setMember,
  listMembers,
  listTeams,
  addTeam,
  renameTeam,
  removeTeam,
  showCalendar,
  setCalendarDays,
  clearCalendarDays,
  viewReport,
  memberLeft,
  renameMember,
  recordLookup,
  listGroups,
  groupNamed,
  bindGroup,
  unbindGroup,
  setGroupPrivacy,
  auditTrail,
  listReasons,
  addReason,
  renameReason,
  archiveReason,
  listStages,
  stageNamed,
  editStage,
  addStage,
  moveStage,
  planArchive,
  archiveStage,
} as const;

type Bound<F> = F extends (deps: Deps, ...input: infer Input) => infer Result ? (...input: Input) => Result : never;

/** Every use-case with its dependencies filled in. */
export type Use = { readonly [Name in keyof typeof USE_CASES]: Bound<(typeof USE_CASES)[Name]> };

export function bindUseCases(deps: Deps): Use {
  const bound: Record<string, unknown> = {};
  for (const [name, useCase] of Object.entries(USE_CASES) as [string, (deps: Deps, ...input: unknown[]) => unknown][]) {
    bound[name] = (...input: unknown[]) => useCase(deps, ...input);
  }
  // The loop forgets which name has which function; the table above is the proof.
  return bound as Use;
}

export type { AuditLine } from './audit-trail.ts';
export type { CalendarChange, CalendarView, DayRange } from './calendar.ts';
export type { Checklist } from './checklist.ts';
export type { Closed } from './close-lead.ts';
export type { Departure } from './departures.ts';
export type { Deps, Joining } from './deps.ts';
export type { Moved } from './move-lead.ts';
export type { About } from './numbers-scope.ts';
export type { ReportView } from './reports.ts';
export type { History, HistoryEntry, LeadView } from './show-lead.ts';
export type { ArchivePlan, Place, StageChange, StageEdit, StageList } from './stages.ts';
export type { Undone } from './undo.ts';

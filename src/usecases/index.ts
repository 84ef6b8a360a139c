/**
 * The front door of the use-cases: what a person or a job can ask for. `bindUseCases` ties them to one transaction;
 * commands receive the result as `use`.
 */

import { lazily, type Makers } from '../lazily.ts';
import { setAbsence, showAbsence } from './absences.ts';
import { auditTrail } from './audit-trail.ts';
import { viewBottom } from './bottom-desk.ts';
import { clearCalendarDays, setCalendarDays, showCalendar } from './calendar.ts';
import { cancelImport, confirmImport, isBackupUnderway } from './chat-imports.ts';
import { answerChecklist, showChecklist } from './checklist.ts';
import { viewCleanUp } from './clean-up.ts';
import { closeLead, reopenLead } from './close-lead.ts';
import { createLead, likelyDuplicates } from './create-lead.ts';
import { viewDefinition } from './definitions.ts';
import { listDeliveries } from './deliveries.ts';
import { memberLeft, renameMember } from './departures.ts';
import type { Deps } from './deps.ts';
import { viewDiagnosis } from './diagnosis.ts';
import { editLead } from './edit-lead.ts';
import { findLeads } from './find-leads.ts';
import { logTouch, setNextStep } from './follow-up.ts';
import { viewForecast } from './forecasts.ts';
import { bindGroup, groupNamed, listGroups, setGroupPrivacy, unbindGroup } from './groups.ts';
import { handOver, planHandOver } from './hand-over.ts';
import { listToday } from './list-today.ts';
import { recordLookup } from './lookups.ts';
import { addTeam, joinMember, listMembers, listTeams, removeTeam, renameTeam, setMember } from './members.ts';
import { mergeLeads, mergePair } from './merge-leads.ts';
import { askedBeforeMove, moveBack, moveLead } from './move-lead.ts';
import { openGroup } from './open-group.ts';
import { setQuota, viewQuota } from './quota.ts';
import { addReason, archiveReason, listReasons, renameReason } from './reasons.ts';
import { viewReport } from './reports.ts';
import { viewReverse } from './reverse.ts';
import { addSchedule, changeSchedule, listSchedules, removeSchedule, showSchedule } from './schedules.ts';
import { leadHistory, listMine, showLead } from './show-lead.ts';
import { snoozeLead } from './snooze-lead.ts';
import { addStage, archiveStage, editStage, listStages, moveStage, planArchive, stageNamed } from './stages.ts';
import { setTarget, viewTargets } from './targets.ts';
import { transferLead } from './transfer-lead.ts';
import { undoLast } from './undo.ts';
import { viewWhatIf } from './what-if.ts';

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
  editLead,
  transferLead,
  snoozeLead,
  mergePair,
  mergeLeads,
  findLeads,
  listToday,
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
  viewForecast,
  viewReverse,
  viewWhatIf,
  viewQuota,
  setQuota,
  viewTargets,
  setTarget,
  viewDiagnosis,
  viewBottom,
  viewCleanUp,
  viewDefinition,
  memberLeft,
  planHandOver,
  handOver,
  renameMember,
  recordLookup,
  listGroups,
  groupNamed,
  bindGroup,
  openGroup,
  unbindGroup,
  setGroupPrivacy,
  listSchedules,
  addSchedule,
  changeSchedule,
  removeSchedule,
  showSchedule,
  setAbsence,
  showAbsence,
  listDeliveries,
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
  confirmImport,
  cancelImport,
  isBackupUnderway,
} as const;

type Bound<F> = F extends (deps: Deps, ...input: infer Input) => infer Result ? (...input: Input) => Result : never;

/** Every use-case with its dependencies filled in. */
export type Use = { readonly [Name in keyof typeof USE_CASES]: Bound<(typeof USE_CASES)[Name]> };

const bindings = Object.entries(USE_CASES) as [string, (deps: Deps, ...input: unknown[]) => unknown][];

/** Fills in the dependencies. */
export const bindUseCases = lazily(
  // The entries forget which name has which function; the table above is the proof.
  Object.fromEntries(
    bindings.map(([name, useCase]) => [
      name,
      (deps: Deps) =>
        (...input: unknown[]) =>
          useCase(deps, ...input),
    ]),
  ) as unknown as Makers<Deps, Use>,
);

export type { AuditLine } from './audit-trail.ts';
export type { BottomDesk } from './bottom-desk.ts';
export type { CalendarChange, CalendarView, DayRange } from './calendar.ts';
export type { Checklist } from './checklist.ts';
export type { CleanUp, Gap } from './clean-up.ts';
export type { Closed } from './close-lead.ts';
export type { DefinitionView, Metric } from './definitions.ts';
export type { DeliveryEntry } from './deliveries.ts';
export type { Departure } from './departures.ts';
export type { Deps, Joining } from './deps.ts';
export type { DiagnosisView } from './diagnosis.ts';
export type { Edited, EditedField } from './edit-lead.ts';
export type { Found } from './find-leads.ts';
export type { ForecastView } from './forecasts.ts';
export type { HandedOver } from './hand-over.ts';
export type { TodayItem } from './list-today.ts';
export type { MergePair } from './merge-leads.ts';
export type { Moved } from './move-lead.ts';
export type { About } from './numbers-scope.ts';
export type { QuotaView } from './quota.ts';
export type { ReportView } from './reports.ts';
export type { ReverseView } from './reverse.ts';
export type { Audience } from './schedule-target.ts';
export type { ScheduleView } from './schedules.ts';
export type { History, HistoryEntry, LeadView } from './show-lead.ts';
export type { Snoozed } from './snooze-lead.ts';
export type { ArchivePlan, StageChange, StageEdit, StageList } from './stages.ts';
export type { Progress, TargetsView } from './targets.ts';
export type { Transferred } from './transfer-lead.ts';
export type { Undone } from './undo.ts';
export type { RateChange, WhatIfView } from './what-if.ts';

import type { Migration } from 'kysely';
import type { Engine } from '../engine.ts';
import { definitions } from './2026-11-24-01-definitions.ts';
import { members } from './2026-11-24-02-members.ts';
import { leads } from './2026-11-24-03-leads.ts';
import { facts } from './2026-11-24-04-facts.ts';
import { messages } from './2026-11-24-05-messages.ts';
import { departures } from './2026-11-24-07-departures.ts';
import { calendar } from './2026-11-24-08-calendar.ts';
import { memberLookups } from './2026-11-24-08-member-lookups.ts';
import { factOwners } from './2026-11-24-09-fact-owners.ts';
import { leadSearch } from './2026-11-24-10-lead-search.ts';
import { reportFacts } from './2026-11-24-12-report-facts.ts';
import { forecasts } from './2026-11-24-13-forecasts.ts';
import { targets } from './2026-11-24-14-targets.ts';
import { diagnosisRuns } from './2026-11-24-15-diagnosis-runs.ts';
import { chats } from './2026-11-24-20-chats.ts';
import { lastLead } from './2026-11-24-21-last-lead.ts';
import { checklistHard } from './2026-11-24-22-checklist-hard.ts';
import { reasonArchived } from './2026-11-24-22-reason-archived.ts';
import { importMappings } from './2026-11-24-23-import-mappings.ts';
import { packedStamps } from './2026-11-24-30-packed-stamps.ts';
import { schedules } from './2026-11-24-30-schedules.ts';
import { openDecisions } from './2026-11-24-31-open-decisions.ts';
import { quotaBases } from './2026-11-24-32-quota-bases.ts';
import { answered } from './2026-11-24-40-answered.ts';
import { tasks } from './2026-11-24-40-tasks.ts';

/** Every migration in order. A shared one is never edited: a change is a new one at the end. */
export function migrationsFor(engine: Engine): Record<string, Migration> {
  return {
    '2026-11-24-01-definitions': definitions(),
    '2026-11-24-02-members': members(),
    '2026-11-24-03-leads': leads(engine),
    '2026-11-24-04-facts': facts(engine),
    '2026-11-24-05-messages': messages(engine),
    '2026-11-24-07-departures': departures(),
    '2026-11-24-08-calendar': calendar(),
    '2026-11-24-08-member-lookups': memberLookups(),
    '2026-11-24-09-fact-owners': factOwners(engine),
    '2026-11-24-10-lead-search': leadSearch(engine),
    '2026-11-24-12-report-facts': reportFacts(engine),
    '2026-11-24-13-forecasts': forecasts(),
    '2026-11-24-14-targets': targets(),
    '2026-11-24-15-diagnosis-runs': diagnosisRuns(),
    '2026-11-24-20-chats': chats(engine),
    '2026-11-24-21-last-lead': lastLead(),
    '2026-11-24-22-checklist-hard': checklistHard(),
    '2026-11-24-22-reason-archived': reasonArchived(),
    '2026-11-24-23-import-mappings': importMappings(engine),
    '2026-11-24-30-packed-stamps': packedStamps(engine),
    '2026-11-24-30-schedules': schedules(engine),
    '2026-11-24-31-open-decisions': openDecisions(),
    '2026-11-24-32-quota-bases': quotaBases(),
    '2026-11-24-40-answered': answered(engine),
    '2026-11-24-40-tasks': tasks(engine),
  };
}

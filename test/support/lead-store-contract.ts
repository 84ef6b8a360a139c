import { describe } from 'vitest';
import { describeAnswered } from './contract/answered.ts';
import { describeAppend } from './contract/append.ts';
import { describeCalendar } from './contract/calendar.ts';
import { describeChats } from './contract/chats.ts';
import { describeDepartures } from './contract/departures.ts';
import { describeFacts } from './contract/facts.ts';
import { describeImportMappings } from './contract/import-mappings.ts';
import { describeNames } from './contract/names.ts';
import { describeOpening } from './contract/opening.ts';
import { describeOutbox } from './contract/outbox.ts';
import { describePages } from './contract/pages.ts';
import { describePeople } from './contract/people.ts';
import { describePlans } from './contract/plans.ts';
import { describeProcesses } from './contract/processes.ts';
import { describeQuestions } from './contract/questions.ts';
import { describeSchedules } from './contract/schedules.ts';
import { describeSearch } from './contract/search.ts';
import { describeStages } from './contract/stages.ts';
import { describeTasks } from './contract/tasks.ts';
import { describeUnitOfWork } from './contract/unit-of-work.ts';
import type { StoreUnderTest } from './store-under-test.ts';

/** What every database must do; each engine runs all of it. */
export function leadStoreContract(store: StoreUnderTest): void {
  describe(`the store on ${store.name}`, () => {
    describeOpening(store);
    describeAppend(store);
    describeFacts(store);
    describeNames(store);
    describeSearch(store);
    describePages(store);
    describeQuestions(store);
    describePeople(store);
    describeCalendar(store);
    describeChats(store);
    describeDepartures(store);
    describePlans(store);
    describeImportMappings(store);
    describeTasks(store);
    describeOutbox(store);
    describeSchedules(store);
    describeUnitOfWork(store);
    describeAnswered(store);
    describeStages(store);
    if (store.isShared) describeProcesses(store);
  });
}

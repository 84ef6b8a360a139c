/** Every sentence users read, by subject. */
import { calendar } from './calendar.ts';
import { general } from './general.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import * as lead from './lead.ts';
import { members } from './members.ts';
import { problems } from './problems.ts';
import { refusal } from './refusals.ts';
import * as reports from './reports.ts';

export const texts = { calendar, general, help, history, lead, members, problems, refusal, reports };
export type { Today } from './format.ts';

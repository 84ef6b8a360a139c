/** Every sentence users read, by subject. */
import { general } from './general.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import * as lead from './lead.ts';
import { members } from './members.ts';
import { problems } from './problems.ts';
import { refusal } from './refusals.ts';
import { robot } from './robot.ts';

export const texts = { general, help, history, lead, members, problems, refusal, robot };
export type { Today } from './format.ts';

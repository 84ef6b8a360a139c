/** Every sentence users read, by subject. */
import { calendar } from './calendar.ts';
import { cards } from './cards.ts';
import { exporting } from './export.ts';
import { general } from './general.ts';
import { groups } from './groups.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import * as lead from './lead.ts';
import { leadFace, pushTo } from './lead-face.ts';
import { members } from './members.ts';
import { maskText } from './privacy.ts';
import { problems } from './problems.ts';
import { refusal } from './refusals.ts';
import * as reports from './reports.ts';
import { robot } from './robot.ts';
import { welcome } from './welcome.ts';

export const texts = {
  calendar,
  cards,
  exporting,
  general,
  groups,
  help,
  history,
  lead,
  leadFace,
  maskText,
  members,
  problems,
  pushTo,
  refusal,
  reports,
  robot,
  welcome,
};
export type { Today } from './format.ts';

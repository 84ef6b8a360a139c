/** Every sentence users read, by subject. */
import { audit } from './audit.ts';
import { calendar } from './calendar.ts';
import { cards } from './cards.ts';
import { checklist } from './checklist.ts';
import { general } from './general.ts';
import { groups } from './groups.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import * as lead from './lead.ts';
import { leadFace, pushTo } from './lead-face.ts';
import { members } from './members.ts';
import { maskText } from './privacy.ts';
import { problems } from './problems.ts';
import { reasons } from './reasons.ts';
import { refusal } from './refusals.ts';
import * as reports from './reports.ts';
import { robot } from './robot.ts';
import { stages } from './stages.ts';
import { welcome } from './welcome.ts';

export const texts = {
  audit,
  calendar,
  cards,
  checklist,
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
  reasons,
  refusal,
  reports,
  robot,
  stages,
  welcome,
};
export type { Today } from './format.ts';

/** Every sentence users read, by subject. */
import { absences } from './absences.ts';
import { audit } from './audit.ts';
import { backup } from './backup.ts';
import { calendar } from './calendar.ts';
import { cards } from './cards.ts';
import { checklist } from './checklist.ts';
import * as definitions from './definitions.ts';
import { deliveries } from './deliveries.ts';
import * as desk from './desk.ts';
import { diagnosis } from './diagnosis.ts';
import { digest } from './digest.ts';
import { digests } from './digests.ts';
import { exporting } from './export.ts';
import { forecast } from './forecast.ts';
import { general } from './general.ts';
import { groups } from './groups.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import * as lead from './lead.ts';
import { leadActions, reassignActions } from './lead-actions.ts';
import { leadFace } from './lead-face.ts';
import { members } from './members.ts';
import * as planning from './planning.ts';
import { maskText } from './privacy.ts';
import { problems } from './problems.ts';
import { reasons } from './reasons.ts';
import { refusal } from './refusals.ts';
import { conversions, split } from './reports/conversions.ts';
import { dropsMost, funnel } from './reports/funnel.ts';
import { days, hopName, moment, scope } from './reports/heading.ts';
import { losses, reason } from './reports/losses.ts';
import { stale } from './reports/stale.ts';
import { times } from './reports/times.ts';
import { robot } from './robot.ts';
import { schedules } from './schedules.ts';
import { sentences } from './sentences.ts';
import { stages } from './stages.ts';
import { tables } from './tables.ts';
import * as upkeep from './upkeep.ts';
import { welcome } from './welcome.ts';

const reports = { conversions, days, dropsMost, funnel, hopName, losses, moment, reason, scope, split, stale, times };

export const texts = {
  absences,
  deliveries,
  schedules,
  sentences,
  calendar,
  cards,
  definitions,
  desk,
  diagnosis,
  forecast,
  digest,
  digests,
  audit,
  backup,
  checklist,
  exporting,
  general,
  groups,
  help,
  history,
  lead,
  leadActions,
  leadFace,
  maskText,
  members,
  planning,
  problems,
  reassignActions,
  reasons,
  refusal,
  reports,
  robot,
  stages,
  tables,
  upkeep,
  welcome,
};
export type { Today } from './format.ts';

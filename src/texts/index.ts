/** Every sentence users read, by subject. */
import { cards } from './cards.ts';
import { general } from './general.ts';
import { groups } from './groups.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import * as lead from './lead.ts';
import { members } from './members.ts';
import { maskText } from './privacy.ts';
import { problems } from './problems.ts';
import { refusal } from './refusals.ts';
import { robot } from './robot.ts';
import { welcome } from './welcome.ts';

export const texts = {
  cards,
  general,
  groups,
  help,
  history,
  lead,
  maskText,
  members,
  problems,
  refusal,
  robot,
  welcome,
};
export type { Today } from './format.ts';

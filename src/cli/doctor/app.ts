import { doctor } from '../../texts/doctor.ts';
import { WeComApiError } from '../../wecom/api-error.ts';
import type { AppClient } from '../../wecom/app-client.ts';
import { countMenuButtons, getAgent, ROOT_DEPARTMENT } from '../../wecom/app-console.ts';
import { lookUpUser } from '../../wecom/user-lookup.ts';
import { type Finding, finding } from './finding.ts';
import { platformProblem } from './platform-problem.ts';

const NO_MENU = 46003;

/**
 * The self-built app, from corp id and secret on. What comes after a step that failed is not tried: with a wrong secret
 * every further try brings our address nearer to being blocked.
 */
export async function* checkApp(client: AppClient, adminUsers: readonly string[]): AsyncGenerator<Finding> {
  try {
    await client.authorise();
  } catch (error) {
    yield platformProblem('token', error);
    yield finding('agent', 'skipped', doctor.agent.afterToken);
    return;
  }
  yield finding('token', 'ok', doctor.token.right);
  try {
    const { name, isClosed, visible } = await getAgent(client);
    yield finding('agent', isClosed ? 'problem' : 'ok', isClosed ? doctor.agent.closed(name) : doctor.agent.open(name));
    const isVisible = visible.users + visible.departments.length + visible.tags > 0;
    yield isVisible
      ? finding('visible', 'ok', doctor.visible.some(visible))
      : finding('visible', 'problem', doctor.visible.nobody);
    yield visible.departments.includes(ROOT_DEPARTMENT)
      ? finding('appchat', 'ok', doctor.appchat.allowed)
      : finding('appchat', 'advice', doctor.appchat.needsRoot);
  } catch (error) {
    yield platformProblem('agent', error);
    return;
  }
  yield await checkMenu(client);
  for (const userid of adminUsers) yield await checkAdmin(client, userid);
}

async function checkMenu(client: AppClient): Promise<Finding> {
  try {
    return finding('menu', 'ok', doctor.menu.there(await countMenuButtons(client)));
  } catch (error) {
    if (error instanceof WeComApiError && error.errcode === NO_MENU) {
      return finding('menu', 'advice', doctor.menu.missing, NO_MENU);
    }
    return platformProblem('menu', error);
  }
}

/** An administrator whose userid has a typo would never be one. */
async function checkAdmin(client: AppClient, userid: string): Promise<Finding> {
  const said = await lookUpUser(client, userid);
  switch (said.kind) {
    case 'found':
      return finding('admins', 'ok', doctor.admins.found(userid, said.name));
    case 'left':
      return finding('admins', 'problem', doctor.admins.unknown(userid));
    case 'not_allowed':
      return finding('admins', 'problem', doctor.admins.notVisible(userid));
    default:
      return finding('admins', 'skipped', doctor.admins.notAsked(userid, said.code));
  }
}

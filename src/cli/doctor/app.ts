import { doctor } from '../../texts/doctor.ts';
import { WeComApiError } from '../../wecom/api-error.ts';
import type { AppApi, WeComAgent } from '../../wecom/app-api.ts';
import { lookUpUser } from '../../wecom/user-lookup.ts';
import { type Finding, finding } from './finding.ts';
import { platformProblem } from './platform-problem.ts';

/** The department every other is under; an app for all of it may make groups (WeCom doc 90245). */
const ROOT_DEPARTMENT = 1;
/** What only `gettoken` answers, and no answer at all (null), which it is the first to meet. */
const OF_TOKEN: ReadonlySet<number | null> = new Set([null, 40001, 40013, 41002, 41004, 45009]);

/**
 * The self-built app, from corp id and secret on. What comes after a step that failed is not tried: with a wrong secret
 * every further try brings our address nearer to being blocked.
 */
export async function* checkApp(
  api: Pick<AppApi, 'getAgent' | 'getMenu' | 'getUser'>,
  adminUsers: readonly string[],
): AsyncGenerator<Finding> {
  let agent: WeComAgent;
  try {
    agent = await api.getAgent();
  } catch (error) {
    if (error instanceof WeComApiError && OF_TOKEN.has(error.errcode)) {
      yield platformProblem('token', error);
      yield finding('agent', 'skipped', doctor.agent.afterToken);
      return;
    }
    yield finding('token', 'ok', doctor.token.right);
    yield platformProblem('agent', error);
    return;
  }
  yield finding('token', 'ok', doctor.token.right);
  yield* describe(agent);
  yield await checkMenu(api);
  for (const userid of adminUsers) yield await checkAdmin(api, userid);
}

function* describe({ name, isClosed, userids, departmentIds, tagIds }: WeComAgent): Generator<Finding> {
  yield isClosed
    ? finding('agent', 'problem', doctor.agent.closed(name))
    : finding('agent', 'ok', doctor.agent.open(name));
  const visible = { users: userids.length, departments: departmentIds.length, tags: tagIds.length };
  yield visible.users + visible.departments + visible.tags > 0
    ? finding('visible', 'ok', doctor.visible.some(visible))
    : finding('visible', 'problem', doctor.visible.nobody);
  yield departmentIds.includes(ROOT_DEPARTMENT)
    ? finding('appchat', 'ok', doctor.appchat.allowed)
    : finding('appchat', 'advice', doctor.appchat.needsRoot);
}

async function checkMenu(api: Pick<AppApi, 'getMenu'>): Promise<Finding> {
  try {
    const menu = await api.getMenu();
    return menu
      ? finding('menu', 'ok', doctor.menu.there(menu.button.length))
      : finding('menu', 'advice', doctor.menu.missing);
  } catch (error) {
    return platformProblem('menu', error);
  }
}

/** An administrator whose userid has a typo would never be one. */
async function checkAdmin(api: Pick<AppApi, 'getUser'>, userid: string): Promise<Finding> {
  const said = await lookUpUser(api, userid);
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

import type { Robot } from './robot/robot.ts';
import type { World } from './world/world.ts';

/**
 * The sandbox's own credentials. They open nothing but a simulation on this machine, so they may be read by anyone.
 */
export const seedCredentials = {
  corpId: 'ww0sandbox00000001',
  agentId: 1000002,
  secret: 'sandbox-app-secret-not-a-real-secret-00001',
  token: 'SandboxCallbackToken01',
  encodingAesKey: 'c2FuZGJveC1vbmx5LWFlcy1rZXktMzItYnl0ZXMtMDE',
  webhooks: {
    华东销售群: '00000000-0000-4000-8000-00000000e001',
    全国销售群: '00000000-0000-4000-8000-00000000c001',
  },
  robot: {
    botId: 'aibSandbox000000000000000001',
    name: '漏斗机器人',
    secret: 'sandbox-robot-secret-not-a-real-secret-001',
    token: 'SandboxRobotToken00001',
    encodingAesKey: 'c2FuZGJveC1yb2JvdC1hZXMta2V5LTMyLWJ5dGVzLTA',
  },
} as const;

const root = { id: 1, name: '漏斗科技', parentId: 0, order: 1 };
const sales = { id: 2, name: '销售部', parentId: 1, order: 10 };
const east = { id: 3, name: '华东组', parentId: 2, order: 20 };

const team = [
  { userid: 'zhangwei', name: '张伟', role: '销售', departments: [east.id], position: '销售代表' },
  { userid: 'lina', name: '李娜', role: '销售', departments: [east.id], position: '销售代表' },
  { userid: 'wangfang', name: '王芳', role: '经理', departments: [sales.id], position: '销售经理' },
  { userid: 'zhaomin', name: '赵敏', role: '管理员', departments: [root.id], position: '系统管理员' },
];

const groups = [
  { id: 'wrSandboxEast000000000000000001', title: '华东销售群', members: ['zhangwei', 'lina', 'wangfang'] },
  { id: 'wrSandboxAll0000000000000000001', title: '全国销售群', members: ['zhangwei', 'lina', 'wangfang', 'zhaomin'] },
] as const;

/** The default team: two reps, a manager, an administrator, one application for all, two groups with a webhook each. */
export function seedWorld(world: World): void {
  for (const department of [root, sales, east]) world.departments.set(department.id, department);
  for (const person of team) world.people.set(person.userid, { ...person, status: 1, licensed: true });
  const { agentId, secret, token, encodingAesKey, webhooks } = seedCredentials;
  const app = {
    agentId,
    name: '漏斗助手',
    description: '销售漏斗助手',
    secret,
    token,
    encodingAesKey,
    callbackUrl: null,
    visibleTo: { users: [], departments: [root.id] },
    trustedDomain: '127.0.0.1',
    homeUrl: '',
    menu: null,
    reportsEnter: true,
  };
  world.apps.set(agentId, app);
  for (const person of world.people.values()) world.appConversation(app, person);
  for (const group of groups) {
    world.addConversation({
      ...group,
      members: [...group.members],
      kind: 'group',
      agentId: null,
      owner: null,
      webhooks: [{ key: webhooks[group.title], name: '销售播报' }],
      robots: [{ id: seedCredentials.robot.botId, name: seedCredentials.robot.name }],
    });
  }
}

/** The default robot: for everybody, in both groups, waiting for a long connection until it gets a callback URL. */
export function seedRobot(callbackUrl?: string): Robot {
  const { botId, ...credentials } = seedCredentials.robot;
  return {
    ...credentials,
    id: botId,
    visibleTo: { users: [], departments: [root.id] },
    transport: callbackUrl === undefined ? { kind: 'long-connection' } : { kind: 'webhook', callbackUrl },
    online: false,
  };
}

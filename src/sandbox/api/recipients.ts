import type { Platform } from '../platform.ts';
import type { App } from '../world/app.ts';
import { departmentTree, type Person } from '../world/people.ts';
import { ApiError } from './api-error.ts';
import type { JsonObject } from './endpoint.ts';

export interface Recipients {
  people: Person[];
  /** Lower-cased, as the platform returns them. */
  invalidUsers: string[];
  invalidParties: string[];
  invalidTags: string[];
  unlicensed: string[];
}

/** Splits `a | b|c`. Spaces at the bars occur in the platform's own samples. */
function barList(body: JsonObject, name: string, max: number, tooMany: number): string[] {
  const value = body[name];
  if (value === undefined || value === null) return [];
  if (typeof value !== 'string') throw new ApiError(40035, `invalid ${name}: a string joined by | is expected`);
  const items = value
    .split('|')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (items.length > max) throw new ApiError(tooMany, `${name} out of limit`);
  return items;
}

/** Who a message/send goes to (WeCom doc 90236): existing members in the visible range; the rest is reported. */
export function recipientsOf(platform: Platform, app: App, body: JsonObject): Recipients {
  const { world, settings } = platform;
  const users = barList(body, 'touser', settings.userListMax, 40032);
  const parties = barList(body, 'toparty', settings.partyListMax, 82002);
  const tags = barList(body, 'totag', settings.tagListMax, 82003);
  if (users.length + parties.length + tags.length === 0) {
    throw new ApiError(82001, 'touser, toparty and totag are all empty');
  }
  if (users.includes('@all')) return licensed(world.audience(app), [], [], []);
  return resolve(platform, app, users, parties, tags);
}

/** The same for lists that are already split. */
export function resolve(
  { world }: Platform,
  app: App,
  users: readonly string[],
  parties: readonly string[],
  tags: readonly string[],
): Recipients {
  const found = new Map<string, Person>();
  const invalidUsers: string[] = [];
  const invalidParties: string[] = [];
  for (const userid of users) {
    const person = world.person(userid);
    if (person && world.isVisible(app, person)) found.set(person.userid, person);
    else invalidUsers.push(userid.toLowerCase());
  }
  const audience = world.audience(app);
  for (const party of parties) {
    const ids = new Set(departmentTree(world.departments, Number(party)).map((each) => each.id));
    const members = audience.filter((person) => person.departments.some((id) => ids.has(id)));
    if (members.length === 0) invalidParties.push(party);
    for (const person of members) found.set(person.userid, person);
  }
  // The sandbox has no tags, so every tag is an unknown one.
  return licensed([...found.values()], invalidUsers, invalidParties, [...tags]);
}

function licensed(
  people: Person[],
  invalidUsers: string[],
  invalidParties: string[],
  invalidTags: string[],
): Recipients {
  return {
    people: people.filter((person) => person.licensed),
    unlicensed: people.filter((person) => !person.licensed).map((person) => person.userid),
    invalidUsers,
    invalidParties,
    invalidTags,
  };
}

/** A member of the enterprise. `userid` is lower case here; the platform compares userids without case. */
export interface Person {
  userid: string;
  name: string;
  /** What the page says under the name: 销售, 经理 … The platform knows nothing of it. */
  role: string;
  departments: readonly number[];
  position: string;
  /** 1 active, 2 disabled, 4 not activated, 5 left (WeCom doc 90196). */
  status: 1 | 2 | 4 | 5;
  /** Has the basic licence; without it messages do not arrive and `unlicenseduser` names the member. */
  licensed: boolean;
}

export interface Department {
  id: number;
  name: string;
  /** 0 above the root, whose id is 1. */
  parentId: number;
  order: number;
}

/** Who may use an application: members named directly and members of departments, sub-departments included. */
export interface VisibleRange {
  users: readonly string[];
  departments: readonly number[];
}

/** The department and everything under it. */
export function departmentTree(departments: ReadonlyMap<number, Department>, rootId: number): Department[] {
  const root = departments.get(rootId);
  if (!root) return [];
  const children = [...departments.values()].filter((each) => each.parentId === rootId);
  return [root, ...children.flatMap((child) => departmentTree(departments, child.id))];
}

/** Whether the member is within the range; someone who has left is in no range. */
export function isInRange(person: Person, range: VisibleRange, departments: ReadonlyMap<number, Department>): boolean {
  if (person.status === 5) return false;
  if (range.users.includes(person.userid)) return true;
  const covered = new Set(range.departments.flatMap((id) => departmentTree(departments, id).map((each) => each.id)));
  return person.departments.some((id) => covered.has(id));
}

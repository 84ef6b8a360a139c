import type { Platform } from '../platform.ts';
import type { App } from '../world/app.ts';
import { type Department, departmentTree, type Person } from '../world/people.ts';
import { ApiError } from './api-error.ts';
import type { Endpoint } from './endpoint.ts';

/** Members and departments as an application made after 2022-06-20 sees them: no phone, mail or picture. */
export function contactEndpoints(platform: Platform): Endpoint[] {
  const { world } = platform;

  const inDepartment = (app: App, id: string | null): Person[] => {
    if (!world.departments.has(Number(id))) throw new ApiError(60003, 'department not found');
    return world.audience(app).filter((person) => person.departments.includes(Number(id)));
  };
  const visibleDepartments = (app: App, id: string | null): Department[] => {
    const roots = app.visibleTo.departments;
    const visible = new Map(roots.flatMap((root) => departmentTree(world.departments, root)).map((d) => [d.id, d]));
    if (id === null || id === '') return [...visible.values()];
    if (!world.departments.has(Number(id))) throw new ApiError(60123, 'invalid department id');
    return departmentTree(world.departments, Number(id)).filter((each) => visible.has(each.id));
  };

  return [
    {
      method: 'GET',
      path: '/cgi-bin/user/get',
      credential: 'token',
      handle({ app, query }) {
        const userid = query.get('userid');
        if (!userid) throw new ApiError(41009, 'userid missing');
        const person = world.person(userid);
        if (!person || person.status === 5) throw new ApiError(60111, 'userid not found');
        if (!world.isVisible(app, person)) {
          throw new ApiError(60011, 'no privilege to access/modify contact/party/agent ');
        }
        return userDetail(person);
      },
    },
    {
      method: 'POST',
      path: '/cgi-bin/user/list_id',
      credential: 'token',
      empty: { dept_user: [], next_cursor: '' },
      // Only the secret of 通讯录同步 may list all members (WeCom doc 96067); the sandbox has none.
      handle() {
        throw new ApiError(48002, 'api forbidden');
      },
    },
    {
      method: 'GET',
      path: '/cgi-bin/user/simplelist',
      credential: 'token',
      empty: { userlist: [] },
      handle: ({ app, query }) => ({
        userlist: inDepartment(app, query.get('department_id')).map((person) => ({
          userid: person.userid,
          name: person.name,
          department: person.departments,
          open_userid: '',
        })),
      }),
    },
    {
      method: 'GET',
      path: '/cgi-bin/user/list',
      credential: 'token',
      empty: { userlist: [] },
      handle: ({ app, query }) => ({ userlist: inDepartment(app, query.get('department_id')).map(userDetail) }),
    },
    {
      method: 'GET',
      path: '/cgi-bin/department/simplelist',
      credential: 'token',
      empty: { department_id: [] },
      handle: ({ app, query }) => ({
        department_id: visibleDepartments(app, query.get('id')).map(({ id, parentId, order }) => ({
          id,
          parentid: parentId,
          order,
        })),
      }),
    },
    {
      method: 'GET',
      path: '/cgi-bin/department/list',
      credential: 'token',
      empty: { department: [] },
      handle: ({ app, query }) => ({
        // The field is `department` in answers; the page's table heads it department_id.
        department: visibleDepartments(app, query.get('id')).map(departmentDetail),
      }),
    },
    {
      method: 'GET',
      path: '/cgi-bin/department/get',
      credential: 'token',
      handle({ app, query }) {
        const id = query.get('id');
        if (!id || !world.departments.has(Number(id))) throw new ApiError(60123, 'invalid department id');
        const department = visibleDepartments(app, id).find((each) => each.id === Number(id));
        if (!department) throw new ApiError(60011, 'no privilege to access/modify contact/party/agent ');
        return { department: departmentDetail(department) };
      },
    },
  ];
}

const userDetail = (person: Person) => ({
  userid: person.userid,
  name: person.name,
  department: person.departments,
  order: person.departments.map(() => 0),
  is_leader_in_dept: person.departments.map(() => 0),
  main_department: person.departments[0] ?? 1,
  direct_leader: [],
  position: person.position,
  alias: '',
  telephone: '',
  status: person.status,
  extattr: { attrs: [] },
});

const departmentDetail = (department: Department) => ({
  id: department.id,
  name: department.name,
  name_en: '',
  department_leader: [],
  parentid: department.parentId,
  order: department.order,
});

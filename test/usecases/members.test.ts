import { describe, expect, it } from 'vitest';
import type { Member } from '../../src/domain/access.ts';
import { memberId } from '../../src/domain/ids.ts';
import { STAFF, useWorld } from '../support/use-case-world.ts';

const { zhang, manager, admin } = STAFF;
const imported: Member = { id: memberId('~孙七'), userid: null, name: '孙七', role: 'rep', team: null };

describe('somebody who writes for the first time', () => {
  const open = useWorld();
  const withAdmins = useWorld({ open: true, admins: new Set(['boss', 'zhang']) });
  const closed = useWorld({ open: false, admins: new Set(['boss']) });

  it('becomes a rep, in no team, named by userid', async () => {
    const joined = await open.at('06-01', (use) => use.joinMember('qian'));
    expect(joined).toEqual({ id: 'qian', userid: 'qian', name: 'qian', role: 'rep', team: null });
    expect(await open.at('06-01', (use) => use.joinMember('qian'))).toEqual(joined);
    expect(await open.at('06-01', (use) => use.listMembers())).toHaveLength(Object.keys(STAFF).length + 1);
  });

  it('is the member they already are', async () => {
    expect(await open.at('06-01', (use) => use.joinMember('zhang'))).toEqual(zhang);
  });

  it('becomes an admin when the configuration says so, also if they were known as less', async () => {
    expect(await withAdmins.at('06-01', (use) => use.joinMember('boss'))).toMatchObject({ role: 'admin', team: null });
    expect(await withAdmins.at('06-01', (use) => use.joinMember('zhang'))).toEqual({ ...zhang, role: 'admin' });
    expect(await withAdmins.at('06-01', (_, { members }) => members.byId(zhang.id))).toMatchObject({ role: 'admin' });
  });

  it('is refused while joining is closed, unless an admin or known already', async () => {
    expect(await closed.refusal('06-01', (use) => use.joinMember('qian'))).toEqual({ code: 'join_closed' });
    expect(await closed.at('06-01', (use) => use.joinMember('boss'))).toMatchObject({ role: 'admin' });
    expect(await closed.at('06-01', (use) => use.joinMember('zhang'))).toEqual(zhang);
  });
});

describe('changing a member', () => {
  const world = useWorld();
  const set = (change: object) => world.at('06-01', (use) => use.setMember({ by: admin, member: zhang, ...change }));
  const refusal = (change: object) =>
    world.refusal('06-01', (use) => use.setMember({ by: admin, member: zhang, ...change }));
  const known = (id: string) => world.at('06-01', (_, { members }) => members.byId(memberId(id)));

  it('sets role, team and name, and leaves the rest', async () => {
    const expected = { ...zhang, role: 'manager', team: '华北', name: '张小三' };
    expect(await set({ role: 'manager', team: '华北', name: '张小三' })).toEqual({ member: expected, newTeam: false });
    expect(await known('zhang')).toEqual(expected);
    expect(await set({})).toEqual({ member: zhang, newTeam: false });
  });

  it('takes somebody out of their team', async () => {
    expect((await set({ team: null })).member).toEqual({ ...zhang, team: null });
  });

  it('makes a team that does not exist yet', async () => {
    expect(await set({ team: '华南' })).toMatchObject({ newTeam: true, member: { team: '华南' } });
    expect(await world.at('06-01', (_, { members }) => members.teams())).toContain('华南');
  });

  it('never leaves nobody in charge', async () => {
    for (const role of ['rep', 'manager'] as const) {
      expect(await refusal({ member: admin, role })).toEqual({ code: 'last_admin' });
    }
    expect((await set({ member: admin, role: 'admin', name: '老赵' })).member).toMatchObject({ role: 'admin' });
    await set({ role: 'admin' });
    expect((await set({ member: admin, role: 'rep' })).member).toMatchObject({ role: 'rep' });
  });

  it('refuses names too long', async () => {
    const long = 'x'.repeat(101);
    expect(await refusal({ name: long })).toMatchObject({ code: 'text_too_long', what: 'name' });
    expect(await refusal({ team: long })).toMatchObject({ code: 'text_too_long', what: 'name' });
  });
});

describe('linking a member known by name to a userid', () => {
  const world = useWorld();
  const know = (...members: readonly Member[]) =>
    world.at('06-01', async (_, stores) => {
      for (const member of members) await stores.members.save(member, 0);
    });
  const link = (member: Member, change: object) =>
    world.at('06-01', (use) => use.setMember({ by: admin, member, ...change }));
  const refusal = (member: Member, change: object) =>
    world.refusal('06-01', (use) => use.setMember({ by: admin, member, ...change }));
  const known = (id: string) => world.at('06-01', (_, { members }) => members.byId(memberId(id)));

  it('keeps their id and leads, and knows them by userid from then on, whatever its case', async () => {
    await know(imported);
    const { id } = await world.lead(imported);
    expect((await link(imported, { userid: 'SunQi' })).member).toEqual({ ...imported, userid: 'sunqi' });
    const joined = await world.at('06-01', (use) => use.joinMember('sunqi'));
    expect(joined.id).toBe('~孙七');
    expect(await world.at('06-01', (use) => use.showLead({ by: joined, lead: id }))).toMatchObject({
      ownerName: '孙七',
    });
  });

  it('replaces the empty member that person became by writing first', async () => {
    await know(imported);
    await world.at('06-01', (use) => use.joinMember('sunqi'));
    await link(imported, { userid: 'sunqi' });
    expect(await known('sunqi')).toBeUndefined();
    expect(await world.at('06-01', (use) => use.joinMember('sunqi'))).toMatchObject({ id: '~孙七', name: '孙七' });
  });

  it.each([
    ['rep', 'rep', 'rep'],
    ['manager', 'rep', 'manager'],
    ['rep', 'manager', 'manager'],
    ['admin', 'rep', 'admin'],
    ['manager', 'admin', 'admin'],
  ] as const)('a %s who is a %s by userid is a %s', async (byName, byUserid, role) => {
    const twin: Member = { id: memberId('sunqi'), userid: 'sunqi', name: 'sunqi', role: byUserid, team: '华北' };
    await know({ ...imported, role: byName }, twin);
    const { member } = await link({ ...imported, role: byName }, { userid: 'sunqi' });
    expect(member).toEqual({ ...imported, userid: 'sunqi', role, team: '华北' });
  });

  it('keeps the team of the member known by name', async () => {
    const twin: Member = { id: memberId('sunqi'), userid: 'sunqi', name: 'sunqi', role: 'rep', team: '华北' };
    await know({ ...imported, team: '华东' }, twin);
    expect((await link({ ...imported, team: '华东' }, { userid: 'sunqi' })).member.team).toBe('华东');
  });

  it('is done when it was done before', async () => {
    await know(imported);
    const { member } = await link(imported, { userid: 'sunqi' });
    expect((await link(member, { userid: 'sunqi' })).member).toEqual(member);
  });

  it('is refused for somebody linked to another userid', async () => {
    expect(await refusal(zhang, { userid: 'sunqi' })).toEqual({
      code: 'member_linked',
      name: '张三',
      userid: 'zhang',
    });
  });

  it('is refused when the person has records of their own, and makes no team on the way', async () => {
    await know(imported);
    await world.lead(zhang);
    expect(await refusal(imported, { userid: 'zhang', team: '华南' })).toEqual({
      code: 'member_has_leads',
      name: '张三',
    });
  });

  it('cannot be a way around the last admin', async () => {
    await know(imported);
    expect(await refusal(imported, { userid: 'zhao', role: 'rep' })).toEqual({ code: 'last_admin' });
    expect((await link(imported, { userid: 'zhao' })).member).toMatchObject({ id: '~孙七', role: 'admin' });
  });
});

describe('teams', () => {
  const world = useWorld();
  const refusal = world.refusal;

  it('are listed with their members, those without a team last', async () => {
    const teams = await world.at('06-01', (use) => use.listTeams());
    const lines = teams.map(({ team, members }) => `${team}: ${members.map(({ id }) => id).join(' ')}`);
    expect(lines).toEqual(['华东: chen li zhang', '华北: wang', 'null: zhao']);
  });

  it('have no rest when everybody is in one', async () => {
    await world.at('06-01', (use) => use.setMember({ by: admin, member: admin, team: '华东' }));
    const teams = await world.at('06-01', (use) => use.listTeams());
    expect(teams.some(({ team }) => team === null)).toBe(false);
  });

  it('can be made, renamed with their members, and removed when empty', async () => {
    await world.at('06-01', async (use) => {
      await use.addTeam({ by: admin, name: '华南' });
      await use.renameTeam({ by: admin, from: '华东', to: '东区' });
      await use.removeTeam({ by: admin, name: '华南' });
    });
    const teams = await world.at('06-01', (_, { members }) => members.teams());
    expect([...teams].sort()).toEqual(['东区', '华北'].sort());
    expect(await world.at('06-01', (_, { members }) => members.byId(manager.id))).toMatchObject({ team: '东区' });
  });

  it('are refused twice, unknown, or while somebody is in them', async () => {
    expect(await refusal('06-01', (use) => use.addTeam({ by: admin, name: '华东' }))).toEqual({
      code: 'team_exists',
      team: '华东',
    });
    expect(await refusal('06-01', (use) => use.addTeam({ by: admin, name: 'x'.repeat(101) }))).toMatchObject({
      code: 'text_too_long',
    });
    expect(await refusal('06-01', (use) => use.renameTeam({ by: admin, from: '无', to: '有' }))).toEqual({
      code: 'team_unknown',
      team: '无',
    });
    expect(await refusal('06-01', (use) => use.renameTeam({ by: admin, from: '华东', to: '华北' }))).toEqual({
      code: 'team_exists',
      team: '华北',
    });
    expect(await refusal('06-01', (use) => use.removeTeam({ by: admin, name: '无' }))).toEqual({
      code: 'team_unknown',
      team: '无',
    });
    expect(await refusal('06-01', (use) => use.removeTeam({ by: admin, name: '华东' }))).toEqual({
      code: 'team_not_empty',
      team: '华东',
      members: 3,
    });
  });
});

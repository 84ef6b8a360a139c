import { describe, expect, it } from 'vitest';
import type { Member } from '../../src/domain/access.ts';
import { memberId } from '../../src/domain/ids.ts';
import { checkPresent } from '../../src/usecases/deps.ts';
import { STAFF, useWorld } from '../support/use-case-world.ts';

const { zhang, li, wang, manager, admin } = STAFF;

describe('somebody who left', () => {
  const world = useWorld();
  const leave = (userid: string) => world.at('06-02', (use) => use.memberLeft(userid));
  const known = (id: string) => world.at('06-02', (_use, { members }) => members.byId(memberId(id)));

  it('leaves open leads behind, of which the longest untouched five are named to the manager of the team', async () => {
    for (let n = 1; n <= 7; n++) await world.lead(zhang, 'interest', `客户${n}`);
    const won = await world.lead(zhang, 'quote', '已成交');
    await world.at('06-01', (use) => use.closeLead({ by: zhang, lead: won.id, kind: 'won' }));
    const departure = await leave('zhang');
    expect(departure).toMatchObject({ member: zhang, open: 7, tell: ['chen'] });
    expect(departure?.leads.map(({ lead, stageName }) => `${lead.name} ${stageName}`)).toEqual(
      [1, 2, 3, 4, 5].map((n) => `客户${n} 意向`),
    );
  });

  it('is found out once', async () => {
    expect(await leave('zhang')).toBeDefined();
    expect(await leave('zhang')).toBeUndefined();
    expect(await leave('nobody')).toBeUndefined();
    const audit = await world.db.engine.reader.selectFrom('audit').select(['action', 'subject']).execute();
    expect(audit).toEqual([{ action: 'member.left', subject: 'zhang' }]);
  });

  it.each([
    ['the admins, when there is no manager', wang, ['zhao']],
    ['the admins, when it was the manager', manager, ['zhao']],
    ['nobody, when it was the only one to be told', admin, []],
  ])('is told to %s', async (_who, member, tell) => {
    expect((await leave(member.id))?.tell).toEqual(tell);
  });

  it('is not told to somebody who left before, nor to somebody without an account', async () => {
    const clerk: Member = { ...manager, id: memberId('~Clerk'), userid: null, name: 'Clerk' };
    await world.at('06-01', (_use, { members }) => members.save(clerk, 0));
    await leave('chen');
    expect((await leave('zhang'))?.tell).toEqual(['zhao']);
  });

  it('is refused as an owner, and shown as one who left', async () => {
    await leave('zhang');
    const gone = await known('zhang');
    expect(() => checkPresent(gone as Member)).toThrow(
      expect.objectContaining({ reason: { code: 'member_left', name: '张三' } }),
    );
    expect(() => checkPresent(li)).not.toThrow();
  });

  it('is back when they write again, and may leave once more', async () => {
    await leave('zhang');
    expect(await world.at('06-03', (use) => use.joinMember('zhang'))).toEqual(zhang);
    expect(await known('zhang')).toEqual(zhang);
    expect(await leave('zhang')).toBeDefined();
  });

  it('does not count as the admin somebody has to be', async () => {
    await world.at('06-01', (use) => use.setMember({ by: admin, member: zhang, role: 'admin' }));
    await leave('zhang');
    const gone = (await known('zhang')) as Member;
    expect(await world.refusal('06-03', (use) => use.setMember({ by: admin, member: admin, role: 'rep' }))).toEqual({
      code: 'last_admin',
    });
    const { member } = await world.at('06-03', (use) => use.setMember({ by: admin, member: gone, role: 'rep' }));
    expect(member.role).toBe('rep');
  });
});

describe('somebody with a new userid', () => {
  const world = useWorld();
  const rename = (from: string, to: string) => world.at('06-02', (use) => use.renameMember({ from, to }));
  const known = (id: string) => world.at('06-02', (_use, { members }) => members.byId(memberId(id)));

  it('stays the same member with the same leads', async () => {
    const { id } = await world.lead(zhang);
    expect(await rename('zhang', 'zhangsan')).toBe('renamed');
    const joined = await world.at('06-03', (use) => use.joinMember('zhangsan'));
    expect(joined).toEqual({ ...zhang, userid: 'zhangsan' });
    expect(await world.at('06-03', (use) => use.showLead({ by: joined, lead: id }))).toMatchObject({
      ownerName: '张三',
    });
  });

  it('is called by it while they have no other name', async () => {
    await world.at('06-01', (use) => use.joinMember('qian'));
    await rename('qian', 'qianduo');
    expect(await known('qian')).toMatchObject({ userid: 'qianduo', name: 'qianduo' });
  });

  it('takes in the empty member they became by writing before we heard of it', async () => {
    await world.at('06-01', (use) => use.joinMember('zhangsan'));
    expect(await rename('zhang', 'zhangsan')).toBe('renamed');
    expect(await known('zhangsan')).toBeUndefined();
    expect(await known('zhang')).toEqual({ ...zhang, userid: 'zhangsan' });
  });

  it('changes nothing when somebody with a history has it, or nobody had the old one', async () => {
    await world.lead(li);
    expect(await rename('zhang', 'li')).toBe('taken');
    expect(await rename('nobody', 'zhang')).toBe('unknown');
    expect([await known('zhang'), await known('li')]).toEqual([zhang, li]);
  });

  it('does not bring a newcomer with the old one into their place', async () => {
    const { id } = await world.lead(zhang);
    await rename('zhang', 'zhangsan');
    const newcomer = await world.at('06-03', (use) => use.joinMember('zhang'));
    expect(newcomer).toEqual({ id: 'zhang~2', userid: 'zhang', name: 'zhang', role: 'rep', team: null });
    expect(await known('zhang')).toEqual({ ...zhang, userid: 'zhangsan' });
    expect(await world.refusal('06-03', (use) => use.showLead({ by: newcomer, lead: id }))).toMatchObject({
      code: 'not_owner',
    });
  });
});

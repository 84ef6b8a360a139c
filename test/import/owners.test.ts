import { describe, expect, it } from 'vitest';
import type { Member } from '../../src/domain/access.ts';
import { memberId } from '../../src/domain/ids.ts';
import { createOwnerDirectory } from '../../src/usecases/import-owners.ts';

const member = (id: string, name: string, userid: string | null = id): Member => ({
  id: memberId(id),
  userid,
  name,
  role: 'manager',
  team: '华东组',
});

const zhang = member('zhangwei', '张伟');
const twin = member('zhangwei2', '张伟');
const lina = member('lina', '李娜');
const linked = member('~Mia Torres', '米娅', 'mia');

describe('the owner of a row', () => {
  it('is the member of that name or userid, as they are', () => {
    const find = createOwnerDirectory([zhang, lina]);
    expect(find('李娜')).toEqual({ kind: 'known', member: lina });
    expect(find('LiNa')).toEqual({ kind: 'known', member: lina });
  });

  it('is whom an earlier import made under that name, linked and renamed since', () => {
    expect(createOwnerDirectory([linked])('Mia Torres')).toEqual({ kind: 'known', member: linked });
  });

  it('is a new rep without a userid when nobody has the name', () => {
    const find = createOwnerDirectory([zhang]);
    const first = find('Owen Park');
    expect(first).toEqual({
      kind: 'new',
      member: { id: '~Owen Park', userid: null, name: 'Owen Park', role: 'rep', team: null },
    });
    expect(find('Owen Park')).toBe(first);
  });

  it('is nobody when two have the name, or one has as name what is another one’s userid', () => {
    expect(createOwnerDirectory([zhang, twin])('张伟')).toMatchObject({ kind: 'ambiguous' });
    expect(createOwnerDirectory([lina, member('x', 'lina')])('lina')).toMatchObject({ kind: 'ambiguous' });
    expect(createOwnerDirectory([zhang, twin])('zhangwei2')).toEqual({ kind: 'known', member: twin });
  });
});

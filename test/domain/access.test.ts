import { describe, expect, it } from 'vitest';
import { accessTo, type Member, mayUse, PERMISSIONS, type Role } from '../../src/domain/access.ts';
import { memberId } from '../../src/domain/ids.ts';

function member(role: Role, team: string | null, id = 'me'): Member {
  return { id: memberId(id), userid: id, name: id, role, team };
}

describe('who may use what', () => {
  it.each([
    ['rep', 'help', true],
    ['rep', 'lead:read', true],
    ['rep', 'lead:write', true],
    ['rep', 'team:admin', false],
    ['manager', 'help', true],
    ['manager', 'lead:read', true],
    ['manager', 'lead:write', true],
    ['manager', 'team:admin', false],
    ['admin', 'help', true],
    ['admin', 'lead:read', true],
    ['admin', 'lead:write', true],
    ['admin', 'team:admin', true],
  ] as const)('a %s: %s %s', (role, permission, allowed) => {
    expect(mayUse(role, permission)).toBe(allowed);
  });

  it('refuses what nobody granted', () => {
    expect(mayUse('admin', 'launch:rockets' as never)).toBe(false);
    expect(PERMISSIONS).toEqual(['help', 'lead:read', 'lead:write', 'numbers:own', 'numbers:team', 'team:admin']);
  });
});

describe('who sees how much of a lead', () => {
  it.each([
    ['a rep, own lead', member('rep', 'east'), 'me', 'east', 'full'],
    ['a rep without a team, own lead', member('rep', null), 'me', null, 'full'],
    ['a rep, lead of the same team', member('rep', 'east'), 'other', 'east', 'name_only'],
    ['a rep, lead of another team', member('rep', 'east'), 'other', 'west', 'name_only'],
    ['a manager, own lead', member('manager', 'east'), 'me', 'east', 'full'],
    ['a manager, own lead in no team', member('manager', null), 'me', null, 'full'],
    ['a manager, lead of the same team', member('manager', 'east'), 'other', 'east', 'full'],
    ['a manager, lead of another team', member('manager', 'east'), 'other', 'west', 'name_only'],
    ['a manager, lead of nobody’s team', member('manager', 'east'), 'other', null, 'name_only'],
    ['a manager without a team, lead of nobody’s team', member('manager', null), 'other', null, 'name_only'],
    ['an admin, lead of another team', member('admin', 'east'), 'other', 'west', 'full'],
    ['an admin without a team, lead of nobody’s team', member('admin', null), 'other', null, 'full'],
  ] as const)('%s', (_, actor, owner, team, access) => {
    expect(accessTo(actor, { id: memberId(owner), team })).toBe(access);
  });
});

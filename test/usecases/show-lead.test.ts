import { describe, expect, it } from 'vitest';
import { memberId } from '../../src/domain/ids.ts';
import type { LocalDay } from '../../src/domain/period.ts';
import { seedReason, seedStage } from '../support/seed.ts';
import { STAFF, useWorld } from '../support/use-case-world.ts';

const { zhang, li, manager, admin } = STAFF;

describe('showing a lead', () => {
  const world = useWorld();

  it('tells stage, owner and ages in calendar days', async () => {
    const { id } = await world.lead();
    await world.at('06-03 23:00', (use) => use.moveLead({ by: zhang, lead: id }));
    await world.at('06-05 09:00', (use) => use.logTouch({ by: zhang, lead: id, text: '电话' }));
    const view = await world.at('06-09 00:30', (use) => use.showLead({ by: zhang, lead: id }));
    expect(view).toMatchObject({
      lead: { id, name: '星河科技' },
      stage: { id: 'interest' },
      ownerName: '张三',
      reason: undefined,
      stageDays: 6,
      idleDays: 4,
    });
  });

  it('counts idle days from the entry into the stage when that is later than the last follow-up', async () => {
    const { id } = await world.lead();
    await world.at('06-02', (use) => use.logTouch({ by: zhang, lead: id, text: '电话' }));
    await world.at('06-05', (use) => use.moveLead({ by: zhang, lead: id }));
    expect(await world.at('06-05 23:59', (use) => use.showLead({ by: zhang, lead: id }))).toMatchObject({
      stageDays: 0,
      idleDays: 0,
    });
    expect(await world.at('06-06 00:00', (use) => use.showLead({ by: zhang, lead: id }))).toMatchObject({
      stageDays: 1,
      idleDays: 1,
    });
  });

  it('tells why and how long ago a lead was closed, with the reason of its kind', async () => {
    const { id } = await world.lead();
    const reason = seedReason('invalid', 'other');
    await world.at('06-04', (use) => use.closeLead({ by: zhang, lead: id, kind: 'invalid', reason }));
    const view = await world.at('06-09', (use) => use.showLead({ by: zhang, lead: id }));
    expect(view).toMatchObject({ stageDays: 5, reason: { kind: 'invalid', code: 'other', name: '其他' } });
  });

  it('is for the owner, the manager of the team and admins only', async () => {
    const { id } = await world.lead();
    for (const by of [zhang, manager, admin]) {
      expect((await world.at('06-02', (use) => use.showLead({ by, lead: id }))).lead.id).toBe(id);
    }
    expect(await world.refusal('06-02', (use) => use.showLead({ by: li, lead: id }))).toMatchObject({
      code: 'not_owner',
      owner: '张三',
    });
  });
});

describe('the history of a lead', () => {
  const world = useWorld();

  it('is its true path in the order things happened, with the names of people, stages and reasons', async () => {
    const { id } = await world.lead();
    await world.at('06-05', (use) => use.logTouch({ by: manager, lead: id, text: '电话' }));
    const on = '2026-06-03' as LocalDay;
    await world.at('06-06', (use) => use.moveLead({ by: zhang, lead: id, on }));
    const reason = seedReason('lost', 'price');
    await world.at('06-07', (use) => use.closeLead({ by: zhang, lead: id, kind: 'lost', reason }));
    const history = await world.at('06-09', (use) => use.leadHistory({ by: zhang, lead: id }));
    expect(history.lead).toEqual(await world.standing(id));
    expect(history.entries.map(({ event, actorName, undone }) => [event.fact.type, actorName, undone])).toEqual([
      ['created', '张三', false],
      ['moved', '张三', false],
      ['touched', '陈经理', false],
      ['closed', '张三', false],
    ]);
    expect(history.stageName(seedStage('opp').id)).toBe('商机');
    expect([history.ownerName(zhang.id), history.ownerName(memberId('import'))]).toEqual(['张三', 'import']);
    expect([history.reasonName('lost', 'price'), history.reasonName('lost', 'gone')]).toEqual(['价格', 'gone']);
    expect([history.reasonName('lost', 'other'), history.reasonName('invalid', 'dead_number')]).toEqual([
      '其他',
      '空号',
    ]);
  });

  it('is refused to others', async () => {
    const { id } = await world.lead();
    expect(await world.refusal('06-02', (use) => use.leadHistory({ by: li, lead: id }))).toMatchObject({
      code: 'not_owner',
    });
  });
});

describe('one’s own leads', () => {
  const world = useWorld();
  const mine = async (by: typeof zhang, limit: number, stage?: string) => {
    const narrowed = stage === undefined ? {} : { stage: seedStage(stage) };
    const { total, leads } = await world.at('06-09', (use) => use.listMine({ by, limit, ...narrowed }));
    return { total, names: leads.map(({ lead, idleDays }) => `${lead.name} ${idleDays}`) };
  };

  it('come longest untouched first, counted in full however few are shown', async () => {
    const first = await world.lead(zhang, 'lead', '甲');
    await world.lead(zhang, 'opp', '乙');
    await world.lead(zhang, 'lead', '丙');
    await world.lead(li, 'lead', '别人的');
    await world.at('06-05', (use) => use.logTouch({ by: zhang, lead: first.id, text: '电话' }));
    expect(await mine(zhang, 10)).toEqual({ total: 3, names: ['乙 8', '丙 8', '甲 4'] });
    expect(await mine(zhang, 2)).toEqual({ total: 3, names: ['乙 8', '丙 8'] });
    expect(await mine(zhang, 3)).toEqual({ total: 3, names: ['乙 8', '丙 8', '甲 4'] });
    expect(await mine(zhang, 10, 'lead')).toEqual({ total: 2, names: ['丙 8', '甲 4'] });
    expect(await mine(manager, 10)).toEqual({ total: 0, names: [] });
  });
});

import { describe, expect, it } from 'vitest';
import { memberId } from '../../src/domain/ids.ts';
import type { LocalDay } from '../../src/domain/period.ts';
import { instant } from '../support/instant.ts';
import { storedFacts } from '../support/stored-facts.ts';
import { STAFF, useWorld } from '../support/use-case-world.ts';

const { zhang, li, manager, admin } = STAFF;

describe('undo', () => {
  const world = useWorld();

  it('takes one’s last change back as if it never happened', async () => {
    const before = await world.lead();
    const facts = await storedFacts(world.db, before.id);
    await world.at('06-02', (use) => use.moveLead({ by: zhang, lead: before.id }));
    const { lead, events } = await world.at('06-02 10:05', (use) => use.undoLast({ by: zhang }));
    expect(lead).toEqual(before);
    expect(events.map(({ fact }) => fact.type)).toEqual(['moved']);
    expect(await storedFacts(world.db, before.id)).toEqual(facts);
  });

  it('takes a win and its amount back together', async () => {
    const before = await world.lead();
    await world.at('06-02', (use) => use.closeLead({ by: zhang, lead: before.id, kind: 'won', amountFen: 900 }));
    const { lead, events } = await world.at('06-02 10:05', (use) => use.undoLast({ by: zhang }));
    expect(events.map(({ fact }) => fact.type)).toEqual(['amount_changed', 'closed']);
    expect(lead).toEqual(before);
  });

  it('keeps what was undone in the history, marked', async () => {
    const { id } = await world.lead();
    await world.at('06-02', (use) => use.moveLead({ by: zhang, lead: id }));
    await world.at('06-02 10:05', (use) => use.undoLast({ by: zhang }));
    const { entries } = await world.at('06-03', (use) => use.leadHistory({ by: zhang, lead: id }));
    expect(entries.map(({ event, undone }) => [event.fact.type, undone])).toEqual([
      ['created', false],
      ['moved', true],
    ]);
  });

  it('works up to ten minutes after the change was written down, to the millisecond', async () => {
    const { id } = await world.lead();
    await world.at('06-02', (use) => use.moveLead({ by: zhang, lead: id }));
    expect(await world.refusal('06-02 10:10:00.001', (use) => use.undoLast({ by: zhang }))).toMatchObject({
      code: 'undo_expired',
      minutes: 10,
      lead: { id, name: '星河科技' },
    });
    await world.at('06-02 10:10', (use) => use.undoLast({ by: zhang }));
    expect(await world.standing(id)).toMatchObject({ stage: 'lead' });
  });

  it('counts the ten minutes from when a back-dated change was written down', async () => {
    const { id } = await world.lead();
    const on = '2026-06-02' as LocalDay;
    await world.at('06-10', (use) => use.moveLead({ by: zhang, lead: id, on }));
    const { lead } = await world.at('06-10 10:09', (use) => use.undoLast({ by: zhang }));
    expect(lead.stage).toBe('lead');
  });

  it('takes one’s latest change first, on whichever lead, then the one before', async () => {
    const first = await world.lead(zhang, 'lead', '甲');
    const second = await world.lead(zhang, 'lead', '乙');
    await world.at('06-02 10:00', (use) => use.moveLead({ by: zhang, lead: first.id }));
    await world.at('06-02 10:01', (use) => use.moveLead({ by: zhang, lead: second.id }));
    const undone = [];
    for (const when of ['06-02 10:02', '06-02 10:03']) {
      undone.push((await world.at(when, (use) => use.undoLast({ by: zhang }))).lead.name);
    }
    expect(undone).toEqual(['乙', '甲']);
  });

  it('of one lead takes one’s own later change to it first', async () => {
    const { id } = await world.lead();
    await world.at('06-02 10:00', (use) => use.moveLead({ by: zhang, lead: id }));
    await world.at('06-02 10:01', (use) => use.logTouch({ by: zhang, lead: id, text: '电话' }));
    const first = await world.at('06-02 10:02', (use) => use.undoLast({ by: zhang, lead: id }));
    const second = await world.at('06-02 10:03', (use) => use.undoLast({ by: zhang, lead: id }));
    expect([first, second].map(({ events }) => events[0]?.fact.type)).toEqual(['touched', 'moved']);
  });

  it('takes a creation back: the lead is gone, and nothing is left to undo', async () => {
    const { id } = await world.lead();
    const { lead } = await world.at('06-01 10:05', (use) => use.undoLast({ by: zhang }));
    expect(lead.state).toBe('void');
    expect(await storedFacts(world.db, id)).toMatchObject({ lead: { state: 'void' }, visits: [], decisions: [] });
    expect(await world.refusal('06-01 10:06', (use) => use.showLead({ by: zhang, lead: id }))).toEqual({
      code: 'lead_gone',
      id,
    });
    expect(await world.refusal('06-01 10:06', (use) => use.undoLast({ by: zhang }))).toEqual({
      code: 'nothing_to_undo',
    });
  });

  it('does not take an undo back', async () => {
    const { id } = await world.lead();
    await world.at('06-01 10:01', (use) => use.moveLead({ by: zhang, lead: id }));
    await world.at('06-01 10:02', (use) => use.undoLast({ by: zhang }));
    const { lead } = await world.at('06-01 10:03', (use) => use.undoLast({ by: zhang }));
    expect(lead.state).toBe('void');
  });

  it('is refused once somebody else changed the lead since, and says who', async () => {
    const { id } = await world.lead();
    await world.at('06-02 10:00', (use) => use.moveLead({ by: zhang, lead: id }));
    await world.at('06-02 10:01', (use) => use.moveLead({ by: manager, lead: id }));
    const reason = await world.refusal('06-02 10:02', (use) => use.undoLast({ by: zhang }));
    expect(reason).toMatchObject({ code: 'undo_superseded', by: '陈经理', lead: { id } });
    await world.at('06-02 10:03', (use) => use.undoLast({ by: manager }));
    const { lead } = await world.at('06-02 10:04', (use) => use.undoLast({ by: zhang }));
    expect(lead.stage).toBe('lead');
  });

  it('of a lead last changed by somebody else is refused, and says by whom', async () => {
    const { id } = await world.lead();
    await world.at('06-02', (use) => use.moveLead({ by: manager, lead: id }));
    const reason = await world.refusal('06-02 10:01', (use) => use.undoLast({ by: zhang, lead: id }));
    expect(reason).toMatchObject({ code: 'undo_not_yours', by: '陈经理', lead: { id } });
  });

  it('of a lead of others is refused like anything with it', async () => {
    const { id } = await world.lead();
    expect(await world.refusal('06-01 10:01', (use) => use.undoLast({ by: li, lead: id }))).toMatchObject({
      code: 'not_owner',
    });
  });

  it('by a manager has the same limits as by a rep', async () => {
    const { id } = await world.lead();
    await world.at('06-02', (use) => use.moveLead({ by: zhang, lead: id }));
    expect(await world.refusal('06-02 10:01', (use) => use.undoLast({ by: manager, lead: id }))).toMatchObject({
      code: 'undo_not_yours',
    });
  });

  it('by an admin works on anybody’s change, at any time', async () => {
    const { id } = await world.lead();
    await world.at('06-02', (use) => use.moveLead({ by: zhang, lead: id }));
    const { lead } = await world.at('08-02', (use) => use.undoLast({ by: admin, lead: id }));
    expect(lead.stage).toBe('lead');
    const events = await world.at('08-02', (_, { leads }) => leads.events(id));
    expect(events.at(-1)).toMatchObject({ actor: 'zhao', at: instant('08-02'), fact: { type: 'voided' } });
  });

  it('by an admin without a lead is still about the admin’s own last change', async () => {
    const own = await world.lead(admin, 'lead', '自己的');
    const { id } = await world.lead();
    await world.at('06-02', (use) => use.moveLead({ by: zhang, lead: id }));
    const { lead } = await world.at('08-02', (use) => use.undoLast({ by: admin }));
    expect(lead).toMatchObject({ id: own.id, state: 'void' });
    expect(await world.refusal('08-02', (use) => use.undoLast({ by: admin }))).toEqual({ code: 'nothing_to_undo' });
  });

  it('by an admin too is refused when somebody changed the lead since', async () => {
    const { id } = await world.lead();
    await world.at('06-02 10:00', (use) => use.moveLead({ by: admin, lead: id }));
    await world.at('06-02 10:01', (use) => use.logTouch({ by: zhang, lead: id, text: '电话' }));
    expect(await world.refusal('06-02 10:02', (use) => use.undoLast({ by: admin }))).toMatchObject({
      code: 'undo_superseded',
      by: '张三',
    });
  });

  it('is refused to somebody who never did anything', async () => {
    expect(await world.refusal('06-02', (use) => use.undoLast({ by: li }))).toEqual({ code: 'nothing_to_undo' });
  });

  it('names an actor nobody knows by id', async () => {
    const { id } = await world.lead();
    await world.at('06-02', async (_, { leads }) => {
      const touch = { fact: { type: 'touched', text: '' }, actor: memberId('system'), at: instant('06-02') } as const;
      await leads.append(await leads.byId(id), [touch], instant('06-02'));
    });
    expect(await world.refusal('06-02', (use) => use.undoLast({ by: zhang, lead: id }))).toMatchObject({
      by: 'system',
    });
  });
});

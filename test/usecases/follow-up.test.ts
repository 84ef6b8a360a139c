import { describe, expect, it } from 'vitest';
import type { LocalDay } from '../../src/domain/period.ts';
import { instant } from '../support/instant.ts';
import { seedReason } from '../support/seed.ts';
import { STAFF, useWorld } from '../support/use-case-world.ts';

const { zhang, li, manager } = STAFF;
const on = (day: string) => `2026-${day}` as LocalDay;

describe('a follow-up', () => {
  const world = useWorld();

  it('is a touch now, and moves nothing', async () => {
    const { id } = await world.lead();
    const { lead } = await world.at('06-04', (use) => use.logTouch({ by: zhang, lead: id, text: '约了演示' }));
    expect(lead).toMatchObject({
      touchedAt: instant('06-04'),
      enteredAt: instant('06-01'),
      stage: 'lead',
      nextOn: null,
    });
  });

  it('may plan the next step along with it, as one change', async () => {
    const { id } = await world.lead();
    const touch = { by: manager, lead: id, text: '约了演示', nextOn: on('06-09') };
    const { lead } = await world.at('06-04', (use) => use.logTouch(touch));
    expect(lead).toMatchObject({ touchedAt: instant('06-04'), nextOn: '2026-06-09' });
    const events = await world.at('06-04', (_, { leads }) => leads.lastChange({ lead: id }));
    expect(events.map(({ fact }) => fact.type)).toEqual(['touched', 'next_step_set']);
  });

  it('may be noted on a closed lead, without a next step', async () => {
    const { id } = await world.lead();
    const reason = seedReason('lost', 'price');
    await world.at('06-02', (use) => use.closeLead({ by: zhang, lead: id, kind: 'lost', reason }));
    const { lead } = await world.at('06-04', (use) => use.logTouch({ by: zhang, lead: id, text: '他们选了别家' }));
    expect(lead).toMatchObject({ state: 'lost', touchedAt: instant('06-04') });
    const planned = await world.refusal('06-04', (use) =>
      use.logTouch({ by: zhang, lead: id, text: '…', nextOn: on('06-09') }),
    );
    expect(planned).toMatchObject({ code: 'next_step_on_closed', kind: 'lost', lead: { id } });
  });

  it('is refused to others, when too long, and with an impossible next step', async () => {
    const { id } = await world.lead();
    const refused = async (input: object) =>
      (await world.refusal('06-04', (use) => use.logTouch({ by: zhang, lead: id, text: '电话', ...input }))).code;
    expect(await refused({ by: li })).toBe('not_owner');
    expect(await refused({ text: 'x'.repeat(2001) })).toBe('text_too_long');
    expect(await refused({ nextOn: on('06-03') })).toBe('date_in_past');
    expect(await refused({ nextOn: on('07-05') })).toBe('date_too_far');
  });
});

describe('a next step', () => {
  const world = useWorld();

  it.each(['06-10', '06-11', '07-10'])('may be planned from today up to 30 days ahead: %s', async (day) => {
    const { id } = await world.lead();
    const step = { by: zhang, lead: id, on: on(day), text: '拜访' };
    const { lead } = await world.at('06-10', (use) => use.setNextStep(step));
    expect(lead).toMatchObject({ nextOn: on(day), nextText: '拜访', touchedAt: null });
  });

  it('counts days on the Shanghai calendar', async () => {
    const { id } = await world.lead();
    const step = { by: zhang, lead: id, on: on('06-10') };
    expect(await world.refusal('06-11 00:00', (use) => use.setNextStep(step))).toMatchObject({ code: 'date_in_past' });
    await world.at('06-10 23:59', (use) => use.setNextStep(step));
    expect(await world.standing(id)).toMatchObject({ nextOn: '2026-06-10' });
  });

  it('replaces the one before', async () => {
    const { id } = await world.lead();
    await world.at('06-10', (use) => use.setNextStep({ by: zhang, lead: id, on: on('06-12'), text: '拜访' }));
    const { lead } = await world.at('06-10', (use) => use.setNextStep({ by: zhang, lead: id, on: on('06-15') }));
    expect(lead).toMatchObject({ nextOn: '2026-06-15', nextText: '' });
  });

  it.each([
    ['yesterday', on('06-09'), { code: 'date_in_past', on: '2026-06-09' }],
    ['31 days ahead', on('07-11'), { code: 'date_too_far', on: '2026-07-11', maxDays: 30 }],
  ])('is refused for %s', async (_, day, reason) => {
    const { id } = await world.lead();
    expect(await world.refusal('06-10', (use) => use.setNextStep({ by: zhang, lead: id, on: day }))).toEqual(reason);
  });

  it('is refused on a closed lead, by others, and when too long', async () => {
    const { id } = await world.lead();
    const refused = async (input: object) =>
      (await world.refusal('06-10', (use) => use.setNextStep({ by: zhang, lead: id, on: on('06-12'), ...input }))).code;
    expect(await refused({ by: li })).toBe('not_owner');
    expect(await refused({ text: 'x'.repeat(2001) })).toBe('text_too_long');
    await world.at('06-02', (use) => use.closeLead({ by: zhang, lead: id, kind: 'won' }));
    expect(await refused({})).toBe('closed');
  });
});

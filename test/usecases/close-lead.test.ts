import { describe, expect, it } from 'vitest';
import type { Member } from '../../src/domain/access.ts';
import type { LocalDay } from '../../src/domain/period.ts';
import { instant } from '../support/instant.ts';
import { seedReason, seedStage } from '../support/seed.ts';
import { STAFF, useWorld } from '../support/use-case-world.ts';

const { zhang, li, manager } = STAFF;
const on = (day: string) => `2026-${day}` as LocalDay;
const price = seedReason('lost', 'price');
const notNow = seedReason('lost', 'not_now');
const duplicate = seedReason('invalid', 'duplicate');

describe('closing a lead', () => {
  const world = useWorld();

  it('wins it with the amount, as one change', async () => {
    const { id } = await world.lead(zhang, 'quote');
    const closed = await world.at('06-09', (use) =>
      use.closeLead({ by: zhang, lead: id, kind: 'won', amountFen: 8_000_000, note: '签了' }),
    );
    expect(closed).toMatchObject({ kind: 'won', from: { id: 'quote' }, at: instant('06-09'), touches: 0 });
    expect(closed.lead).toMatchObject({ state: 'won', amountFen: 8_000_000, closedAt: instant('06-09') });
    const events = await world.at('06-09', (_, { leads }) => leads.events(id));
    expect(events.map(({ fact }) => fact.type)).toEqual(['created', 'amount_changed', 'closed']);
    expect(events[2]).toMatchObject({ change: events[1]?.id, fact: { kind: 'won', from: 'quote', note: '签了' } });
  });

  it('writes no change of amount where there is none', async () => {
    const { id } = await world.lead();
    await world.at('06-02', (use) => use.closeLead({ by: zhang, lead: id, kind: 'won' }));
    const same = await world.at('06-01', (use) => use.createLead({ by: zhang, name: '乙', amountFen: 500 }));
    await world.at('06-02', (use) => use.closeLead({ by: zhang, lead: same.lead.id, kind: 'won', amountFen: 500 }));
    for (const lead of [id, same.lead.id]) {
      const events = await world.at('06-02', (_, { leads }) => leads.events(lead));
      expect(events.map(({ fact }) => fact.type)).toEqual(['created', 'closed']);
    }
  });

  it('loses it with a reason, a note and a day to call back', async () => {
    const { id } = await world.lead(zhang, 'opp');
    const { lead, kind } = await world.at('06-09', (use) =>
      use.closeLead({ by: manager, lead: id, kind: 'lost', reason: notNow, note: '明年再说', recallOn: on('09-01') }),
    );
    expect(kind).toBe('lost');
    expect(lead).toMatchObject({ state: 'lost', stage: 'opp', reason: 'not_now', recallOn: '2026-09-01' });
  });

  it('calls it invalid, and counts the follow-ups people made before', async () => {
    const { id } = await world.lead();
    await world.at('06-02', (use) => use.logTouch({ by: zhang, lead: id, text: '空号' }));
    await world.at('06-03', (use) => use.logTouch({ by: zhang, lead: id, text: '还是空号' }));
    const closed = await world.at('06-09', (use) =>
      use.closeLead({ by: zhang, lead: id, kind: 'invalid', reason: duplicate }),
    );
    expect(closed).toMatchObject({ kind: 'invalid', touches: 2, lead: { state: 'invalid', reason: 'duplicate' } });
  });

  it('ends the next step that was planned', async () => {
    const { id } = await world.lead();
    await world.at('06-02', (use) => use.setNextStep({ by: zhang, lead: id, on: on('06-20'), text: '拜访' }));
    const { lead } = await world.at('06-09', (use) =>
      use.closeLead({ by: zhang, lead: id, kind: 'lost', reason: price }),
    );
    expect(lead).toMatchObject({ nextOn: null, nextText: '' });
  });

  it('may be back-dated like a move', async () => {
    const { id } = await world.lead();
    const close = (day: string) => ({ by: zhang, lead: id, kind: 'won', on: on(day) }) as const;
    const refusedOn = async (day: string) => (await world.refusal('06-09', (use) => use.closeLead(close(day)))).code;
    expect([await refusedOn('06-10'), await refusedOn('05-31')]).toEqual(['date_in_future', 'date_before_last_move']);
    const { at, lead } = await world.at('06-09', (use) => use.closeLead({ ...close('06-05'), amountFen: 7 }));
    expect([at, lead.closedAt, lead.amountFen]).toEqual([instant('06-05 12:00'), instant('06-05 12:00'), 7]);
  });

  it.each([
    ['by a colleague', { by: li }, { code: 'not_owner' }],
    ['with a bad amount', { amountFen: -5 }, { code: 'bad_amount' }],
    ['with a note too long', { note: 'x'.repeat(2001) }, { code: 'text_too_long' }],
  ])('is refused %s', async (_, input: { by?: Member; amountFen?: number; note?: string }, reason) => {
    const { id } = await world.lead();
    const refused = await world.refusal('06-09', (use) =>
      use.closeLead({ by: zhang, lead: id, kind: 'won', ...input }),
    );
    expect(refused).toMatchObject(reason);
  });

  it.each(['06-08', '06-09'])('is refused with a call-back day that is not ahead: %s', async (day) => {
    const { id } = await world.lead();
    const lost = { by: zhang, lead: id, kind: 'lost', reason: notNow, recallOn: on(day) } as const;
    expect(await world.refusal('06-09', (use) => use.closeLead(lost))).toEqual({ code: 'date_in_past', on: on(day) });
  });

  it.each([
    ['won', { kind: 'won' } as const],
    ['lost', { kind: 'lost', reason: price } as const],
    ['invalid', { kind: 'invalid', reason: duplicate } as const],
  ])('is refused for a lead that is %s already', async (kind, close) => {
    const { id } = await world.lead();
    await world.at('06-02', (use) => use.closeLead({ by: zhang, lead: id, ...close }));
    const again = await world.refusal('06-03', (use) => use.closeLead({ by: zhang, lead: id, kind: 'won' }));
    expect(again).toMatchObject({ code: 'closed', kind, lead: { id } });
  });
});

describe('reopening a lead', () => {
  const world = useWorld();
  const lostIn = async (stage: string) => {
    const { id } = await world.lead(zhang, stage);
    await world.at('06-05', (use) => use.closeLead({ by: zhang, lead: id, kind: 'lost', reason: price }));
    return id;
  };

  it('puts it back where it was closed', async () => {
    const id = await lostIn('opp');
    const reopened = await world.at('06-09', (use) => use.reopenLead({ by: zhang, lead: id, note: '又来问了' }));
    expect(reopened).toMatchObject({ to: { id: 'opp' }, wasKind: 'lost' });
    expect(reopened.lead).toMatchObject({
      state: 'open',
      stage: 'opp',
      enteredAt: instant('06-09'),
      reason: null,
      closedAt: null,
    });
    const events = await world.at('06-09', (_, { leads }) => leads.events(id));
    expect(events.at(-1)?.fact).toEqual({ type: 'reopened', to: 'opp', note: '又来问了' });
  });

  it('puts it into the stage asked for, lower or higher', async () => {
    for (const to of ['lead', 'quote']) {
      const id = await lostIn('opp');
      const { lead } = await world.at('06-09', (use) => use.reopenLead({ by: zhang, lead: id, to: seedStage(to) }));
      expect(lead.stage).toBe(to);
    }
  });

  it('takes a win back', async () => {
    const { id } = await world.lead(zhang, 'interest');
    await world.at('06-05', (use) => use.closeLead({ by: zhang, lead: id, kind: 'won' }));
    const reopened = await world.at('06-09', (use) => use.reopenLead({ by: manager, lead: id }));
    expect(reopened).toMatchObject({
      wasKind: 'won',
      lead: { state: 'open', stage: 'interest', highStage: 'interest' },
    });
  });

  it('is refused for an open lead, by others, into the win, or with a note too long', async () => {
    const open = await world.lead();
    const id = await lostIn('opp');
    const refused = (input: Parameters<Parameters<Parameters<typeof world.at>[1]>[0]['reopenLead']>[0]) =>
      world.refusal('06-09', (use) => use.reopenLead(input));
    expect(await refused({ by: zhang, lead: open.id })).toMatchObject({ code: 'not_closed', stage: '线索' });
    expect(await refused({ by: li, lead: id })).toMatchObject({ code: 'not_owner', owner: '张三' });
    expect(await refused({ by: zhang, lead: id, to: seedStage('won') })).toMatchObject({ code: 'stage_is_won' });
    expect(await refused({ by: zhang, lead: id, note: 'x'.repeat(2001) })).toMatchObject({ code: 'text_too_long' });
  });
});

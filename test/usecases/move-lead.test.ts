import { describe, expect, it } from 'vitest';
import type { Member } from '../../src/domain/access.ts';
import { leadId } from '../../src/domain/ids.ts';
import type { LocalDay } from '../../src/domain/period.ts';
import { visitLine } from '../support/fact-lines.ts';
import { happened } from '../support/history.ts';
import { instant } from '../support/instant.ts';
import { seedReason, seedStage } from '../support/seed.ts';
import { storedFacts } from '../support/stored-facts.ts';
import { writeHistory } from '../support/stored-leads.ts';
import { STAFF, useWorld } from '../support/use-case-world.ts';

const { zhang, li, wang, manager, admin } = STAFF;
const on = (day: string) => `2026-${day}` as LocalDay;

describe('moving a lead', () => {
  const world = useWorld();

  it('goes to the next stage unless told which', async () => {
    const { id } = await world.lead();
    const moved = await world.at('06-03', (use) => use.moveLead({ by: zhang, lead: id, note: '电话里说的' }));
    expect(moved).toMatchObject({ from: { id: 'lead' }, to: { id: 'interest' }, skipped: [], at: instant('06-03') });
    expect(moved.lead).toEqual(await world.standing(id));
    const [, event] = await world.at('06-03', (_, { leads }) => leads.events(id));
    expect(event).toMatchObject({
      actor: 'zhang',
      at: instant('06-03'),
      recordedAt: instant('06-03'),
      fact: { type: 'moved', from: 'lead', to: 'interest', note: '电话里说的' },
    });
  });

  it('tells which stages it jumped over', async () => {
    const { id } = await world.lead();
    const moved = await world.at('06-03', (use) => use.moveLead({ by: zhang, lead: id, to: seedStage('quote') }));
    expect(moved.skipped.map(({ id }) => id)).toEqual(['interest', 'opp']);
  });

  it('is refused when it would go back: that needs a reason', async () => {
    const { id } = await world.lead(zhang, 'opp');
    const back = { by: zhang, lead: id, to: seedStage('interest') };
    const reason = await world.refusal('06-03', (use) => use.moveLead(back));
    expect(reason).toMatchObject({ code: 'not_forward', stage: '商机', to: '意向' });
  });

  it.each([
    ['the manager of the owner’s team', manager],
    ['an admin', admin],
  ])('may be done by %s, who is then named in the history', async (_, by) => {
    const { id } = await world.lead();
    await world.at('06-03', (use) => use.moveLead({ by, lead: id }));
    const events = await world.at('06-03', (_use, { leads }) => leads.events(id));
    expect(events.at(-1)?.actor).toBe(by.id);
    expect(await world.standing(id)).toMatchObject({ stage: 'interest', owner: 'zhang' });
  });

  it.each<[string, Member]>([
    ['a colleague', li],
    ['a rep of another team', wang],
    ['the manager of another team', { ...manager, team: '华北' }],
    ['a manager without a team', { ...manager, team: null }],
  ])('is refused to %s, who learns the owner’s name and no more', async (_, by) => {
    const { id } = await world.lead();
    const reason = await world.refusal('06-03', (use) => use.moveLead({ by, lead: id }));
    expect(reason).toMatchObject({ code: 'not_owner', lead: { id, name: '星河科技' }, owner: '张三' });
  });

  it('names an owner nobody knows by id', async () => {
    const { id } = await world.lead();
    await world.at('06-02', (_, { members }) => members.remove(zhang.id));
    expect(await world.refusal('06-03', (use) => use.moveLead({ by: li, lead: id }))).toMatchObject({ owner: 'zhang' });
  });

  it('is refused when the lead is there already', async () => {
    const { id } = await world.lead();
    const again = await world.refusal('06-03', (use) => use.moveLead({ by: zhang, lead: id, to: seedStage('lead') }));
    expect(again).toMatchObject({ code: 'already_in_stage', stage: '线索' });
  });

  it('is refused when the next stage is the win, or the win is asked for', async () => {
    const { id } = await world.lead(zhang, 'quote');
    const next = await world.refusal('06-03', (use) => use.moveLead({ by: zhang, lead: id }));
    const win = await world.refusal('06-03', (use) => use.moveLead({ by: zhang, lead: id, to: seedStage('won') }));
    expect([next.code, win.code]).toEqual(['stage_is_won', 'stage_is_won']);
  });

  it('is refused for a closed lead', async () => {
    const { id } = await world.lead();
    await world.at('06-02', (use) =>
      use.closeLead({ by: zhang, lead: id, kind: 'invalid', reason: seedReason('invalid', 'duplicate') }),
    );
    const reason = await world.refusal('06-03', (use) => use.moveLead({ by: zhang, lead: id }));
    expect(reason).toMatchObject({ code: 'closed', kind: 'invalid' });
  });

  it('is refused for a lead that never was, was taken back, or merged', async () => {
    const undone = await world.lead();
    await world.at('06-01 10:05', (use) => use.undoLast({ by: zhang }));
    const merged = await world.lead();
    await world.at('06-02', (_, { leads }) =>
      writeHistory(leads, [happened('06-02', { type: 'merged_into', into: leadId(1) })], merged.id),
    );
    for (const id of [leadId(4711), undone.id, merged.id]) {
      expect(await world.refusal('06-03', (use) => use.moveLead({ by: zhang, lead: id }))).toEqual({
        code: 'lead_gone',
        id,
      });
    }
  });

  it('is refused with a note longer than we keep', async () => {
    const { id } = await world.lead();
    const note = 'x'.repeat(2001);
    expect(await world.refusal('06-03', (use) => use.moveLead({ by: zhang, lead: id, note }))).toMatchObject({
      code: 'text_too_long',
      what: 'text',
    });
  });
});

describe('moving a lead back', () => {
  const world = useWorld();

  it('goes down, with the reason in the history', async () => {
    const { id } = await world.lead(zhang, 'quote');
    const moved = await world.at('06-03', (use) =>
      use.moveBack({ by: zhang, lead: id, to: seedStage('interest'), note: '预算没批' }),
    );
    expect(moved).toMatchObject({ from: { id: 'quote' }, to: { id: 'interest' }, skipped: [] });
    const events = await world.at('06-03', (_, { leads }) => leads.events(id));
    expect(events.at(-1)?.fact).toEqual({ type: 'moved', from: 'quote', to: 'interest', note: '预算没批' });
  });

  it.each([
    ['up', 'quote', 'not_backward'],
    ['to the win', 'won', 'not_backward'],
    ['nowhere', 'opp', 'already_in_stage'],
  ])('is refused when it goes %s', async (_, to, code) => {
    const { id } = await world.lead(zhang, 'opp');
    const back = { by: zhang, lead: id, to: seedStage(to), note: '…' };
    expect(await world.refusal('06-03', (use) => use.moveBack(back))).toMatchObject({ code, stage: '商机' });
  });

  it('is refused to others, for closed leads and on impossible days as moving is', async () => {
    const { id } = await world.lead(zhang, 'opp');
    const back = { lead: id, to: seedStage('lead'), note: '…' };
    const refused = async (by: Member, day?: LocalDay) =>
      (await world.refusal('06-03', (use) => use.moveBack({ by, on: day, ...back }))).code;
    expect(await refused(li)).toBe('not_owner');
    expect(await refused(zhang, on('06-04'))).toBe('date_in_future');
    expect(await refused(zhang, on('05-31'))).toBe('date_before_last_move');
    await world.at('06-02', (use) => use.closeLead({ by: zhang, lead: id, kind: 'won' }));
    expect(await refused(zhang)).toBe('closed');
  });
});

describe('a back-dated move', () => {
  const world = useWorld();
  const move = (id: ReturnType<typeof leadId>, day: string) => ({ by: zhang, lead: id, on: on(day) });

  it('happened at noon of its day and was recorded now', async () => {
    const { id } = await world.lead();
    const { at } = await world.at('06-10', (use) => use.moveLead(move(id, '06-03')));
    expect(at).toBe(instant('06-03 12:00'));
    const events = await world.at('06-10', (_, { leads }) => leads.events(id));
    expect(events.at(-1)).toMatchObject({ at: instant('06-03 12:00'), recordedAt: instant('06-10') });
    expect((await storedFacts(world.db, id)).visits.map(visitLine)).toEqual([
      'lead 06-01..06-03 12:00 created>forward',
      'interest 06-03 12:00.. forward>',
    ]);
  });

  it('on the day of the last move follows it, also when that was in the afternoon', async () => {
    const { id } = await world.lead();
    await world.at('06-02 15:00', (use) => use.moveLead({ by: zhang, lead: id }));
    const { at } = await world.at('06-10', (use) => use.moveLead(move(id, '06-02')));
    expect(at).toBe(instant('06-02 15:00'));
    expect((await storedFacts(world.db, id)).visits.map(visitLine)).toEqual([
      'lead 06-01..06-02 15:00 created>forward',
      'interest 06-02 15:00..06-02 15:00 forward>forward',
      'opp 06-02 15:00.. forward>',
    ]);
  });

  it('today is now', async () => {
    const { id } = await world.lead();
    expect((await world.at('06-10 09:15', (use) => use.moveLead(move(id, '06-10')))).at).toBe(instant('06-10 09:15'));
  });

  it('may come after follow-ups that are written down already', async () => {
    const { id } = await world.lead();
    await world.at('06-05', (use) => use.logTouch({ by: zhang, lead: id, text: '见了面' }));
    const { lead } = await world.at('06-10', (use) => use.moveLead(move(id, '06-03')));
    expect(lead).toMatchObject({
      stage: 'interest',
      enteredAt: instant('06-03 12:00'),
      touchedAt: instant('06-05'),
      lastEventAt: instant('06-05'),
    });
  });

  it('is refused before the day of the last stage change, and names both days', async () => {
    const { id } = await world.lead();
    await world.at('06-05', (use) => use.moveLead({ by: zhang, lead: id }));
    expect(await world.refusal('06-10', (use) => use.moveLead(move(id, '06-04')))).toEqual({
      code: 'date_before_last_move',
      on: '2026-06-04',
      last: '2026-06-05',
    });
  });

  it('is refused in the future, tomorrow counted on the Shanghai calendar', async () => {
    const { id } = await world.lead();
    const move = (when: string) => (use: Parameters<Parameters<typeof world.at>[1]>[0]) =>
      use.moveLead({ by: zhang, lead: id, on: on(when) });
    expect(await world.refusal('06-10 23:59', move('06-11'))).toEqual({ code: 'date_in_future', on: '2026-06-11' });
    expect((await world.at('06-11 00:00', move('06-11'))).at).toBe(instant('06-11 00:00'));
  });

  it('can be taken back without a trace', async () => {
    const before = await world.lead();
    await world.at('06-10', (use) => use.moveLead(move(before.id, '06-03')));
    await world.at('06-10 10:05', (use) => use.undoLast({ by: zhang }));
    expect(await world.standing(before.id)).toEqual(before);
  });
});

describe('a clock that was set back', () => {
  const world = useWorld();

  it('never puts a move before the creation it follows', async () => {
    const { id } = await world.lead();
    const moved = await world.at('06-01 09:59', (use) => use.moveLead({ by: zhang, lead: id }));
    expect(moved.at).toBe(instant('06-01'));
    expect(moved.lead).toMatchObject({ state: 'open', stage: 'interest' });
  });

  it('never puts a reopening before the close it undoes', async () => {
    const { id } = await world.lead();
    await world.at('06-02', (use) => use.closeLead({ by: zhang, lead: id, kind: 'won' }));
    const { lead } = await world.at('06-02 09:58', (use) => use.reopenLead({ by: zhang, lead: id }));
    expect(lead).toMatchObject({ state: 'open', enteredAt: instant('06-02') });
  });

  it('does not lose a lead that is followed up before it was created', async () => {
    const { id } = await world.lead();
    await world.at('06-01 09:58', (use) => use.logTouch({ by: zhang, lead: id, text: '电话' }));
    expect(await world.standing(id)).toMatchObject({ state: 'open', stage: 'lead' });
  });
});
